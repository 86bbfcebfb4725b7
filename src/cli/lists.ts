import { Command } from 'commander'
import { zoneOf } from '../opening/lists.ts'
import { openDoor } from '../opening/mail-door.ts'
import { openCity } from '../opening/open.ts'
import { settingsFrom } from '../settings.ts'

const tell = (line: string) => process.stdout.write(`${line}\n`)

function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

async function run(options: { dns?: boolean; data?: string }): Promise<void> {
  const given = { ...options, sample: false }
  const settings = settingsFrom(process.env, given)
  if (options.dns) {
    for (const line of zoneOf(settings)) tell(line)
    return
  }
  if (settings.lists.port === undefined) throw new Error('Set LIST_SMTP_PORT: the port for mail')
  const { port: _, ...alone } = settings.lists
  const city = await openCity({ ...settings, lists: alone }, { work: false })
  try {
    const door = await openDoor(city, settings)
    tell(`${city.facts.name} takes mail at ${settings.lists.host}:${door.port}`)
    await untilAsked()
    await door.close()
  } finally {
    await city.close()
  }
}

/** `cityright lists`: the door for mail of discussion lists as a process of its own, for production. */
export function listsCommand(): Command {
  return new Command('lists')
    .description('takes in mail for discussion lists and reports (LIST_SMTP_PORT)')
    .option('--dns', 'only say which DNS records the domain of the lists needs')
    .option('--data <dir>', 'folder of the embedded databases')
    .action(run)
}
