import type { EscrowState } from '#core/vault'
import { Command, InvalidArgumentError } from 'commander'
import { type OpenCity, openCity } from '../opening/open.ts'
import { openSampleCity } from '../opening/sample.ts'
import { settingsFrom } from '../settings.ts'

interface Options {
  port?: number
  host?: string
  data?: string
  sample: boolean
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  }
  return port
}

const tell = (line: string) => process.stdout.write(`${line}\n`)

function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

async function listening(city: OpenCity): Promise<string> {
  try {
    return await city.listen()
  } catch (failure) {
    await city.close()
    const { code } = failure as NodeJS.ErrnoException
    const { host, port } = city.settings
    if (code !== 'EADDRINUSE') throw failure
    throw new Error(`Something else listens at ${host}:${port}. Choose another port: --port 0`, {
      cause: failure,
    })
  }
}

/** A city whose master key nobody could bring back is one disk away from losing all personal data. */
function warnOfEscrow(escrow: EscrowState | undefined): void {
  if (escrow === 'none') {
    tell(
      '!!! NOBODY COULD BRING THE MASTER KEY OF THE VAULT BACK. If its file is lost, all personal data are.',
    )
    tell('!!! Now: cityright masterkey escrow, then rehearse (docs/operate/keys.md).')
  }
  if (escrow === 'made')
    tell('!!! Nobody has tried the shares of the master key: cityright masterkey rehearse')
}

async function start(options: Options): Promise<void> {
  const settings = settingsFrom(process.env, options)
  const began = performance.now()
  const invented = settings.sample && !settings.databaseUrl
  const city = await (invented ? openSampleCity(settings, tell) : openCity(settings))
  const address = await listening(city)
  tell(
    `${city.facts.name} is open at ${address} (${((performance.now() - began) / 1000).toFixed(1)} s)`,
  )
  if (city.firstOfficial && !invented)
    tell(`Make the first official with this link, once: ${address}${city.firstOfficial}`)
  if (!city.settings.smtp && city.db.kind === 'postgres') {
    tell('No SMTP_URL: letters are kept as files in the data folder, and nobody receives them.')
  }
  if (!invented) warnOfEscrow(city.vault.escrow())
  if (city.db.kind === 'embedded') {
    tell(
      'Embedded databases: for trying out. They survive a killed process, not a power cut (docs/operate/install.md).',
    )
  }
  await untilAsked()
  tell('Closing: answers under way are finished first.')
  await city.close()
}

/** `cityright start`: the city and, unless it runs as its own unit, the vault. */
export function startCommand(): Command {
  return new Command('start')
    .description('opens the city on this machine')
    .option('--port <n>', 'port to listen on (0: any free one)', portNumber)
    .option('--host <h>', 'address to listen on')
    .option('--data <dir>', 'folder of the embedded databases and files')
    .option('--no-sample', 'do not fill an empty city with the sample residents')
    .action((options: Options) => start(options))
}
