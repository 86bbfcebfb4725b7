/** Processes of a trial coalition: started, heard, and ended one by one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDiscoveryKeys, composeDiscovery, SCHEMA, WELL_KNOWN } from '#core/discovery'
import { root } from '../../src/settings.ts'

/** A process of the trial. */
export interface Running {
  readonly address: string
  readonly pid: number
  /** Writes a line to its input. */
  tell(line: string): void
  stop(): Promise<void>
}

const PATIENCE = 180_000

function opened(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`it did not open: ${said}`)), PATIENCE)
    const hear = (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-4000)
      const [, address] = /is open at (http:\S+)/.exec(said) ?? []
      if (!address) return
      clearTimeout(late)
      resolve(address)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`it ended: ${said}`)))
  })
}

/** Starts a program of this project from source; it says where it is open. */
export async function startProgram(
  program: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const [file = '', ...rest] = program
  const argv = ['--import', join(root, 'scripts/hook.mjs'), join(root, file), ...rest]
  const child = spawn(process.execPath, argv, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const over = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await over
    clearTimeout(hard)
  }
  try {
    const address = await opened(child)
    const tell = (line: string) => void child.stdin?.write(`${line}\n`)
    return { address, pid: child.pid ?? 0, tell, stop }
  } catch (failure) {
    await stop()
    throw failure
  }
}

/** The folder of a city like the sample city, under another name: with the services of a hub, or without. */
export function cityFolder(folder: string, it: { name: string; hub: boolean }): string {
  const place = join(folder, `${it.name.toLowerCase()}-city`)
  if (existsSync(place)) return place
  cpSync(join(root, 'cities/luzarra'), place, { recursive: true })
  const file = join(place, 'city.json')
  const facts: object = JSON.parse(readFileSync(file, 'utf8'))
  const mailFrom = `${it.name} <city@${it.name.toLowerCase()}.example>`
  writeFileSync(file, JSON.stringify({ ...facts, ...it, mailFrom }, null, 1))
  return place
}

/** A folder with nothing but a signed document: all that a city without this software needs. */
export function staticCity(folder: string, it: { name: string; domain: string }): string {
  const place = join(folder, it.name.toLowerCase())
  mkdirSync(join(place, '.well-known'), { recursive: true })
  const now = new Date().toISOString()
  const keys = openDiscoveryKeys(`${place}.keys`, now)
  const [host = ''] = it.domain.split(':')
  const state = {
    schema: SCHEMA,
    version: 1,
    city: { name: { en: it.name }, country: 'XX', officialDomains: [host] },
    contacts: {},
    links: [{ rel: 'participation', href: `http://${it.domain}/participation.json` }],
  }
  writeFileSync(join(place, WELL_KNOWN), composeDiscovery(state, keys, { now }))
  const processes = [
    { opened: '2026-01-10', closed: '2026-02-10', outcome: `http://${it.domain}/` },
  ]
  writeFileSync(join(place, 'participation.json'), JSON.stringify({ processes }))
  return place
}

/** The address of the decision of a council, on a web server of its own below the domain of its city. */
export function councilOf(it: {
  readonly name: string
  readonly domain: string
  readonly port: number
}): string {
  const [host = ''] = it.domain.split(':')
  return `http://council.${host}:${it.port}/${it.name.toLowerCase()}.txt`
}

/** A folder with the decisions of these councils. */
export function councils(folder: string, names: readonly string[]): string {
  const place = join(folder, 'council')
  mkdirSync(place, { recursive: true })
  for (const name of names) {
    const file = join(place, `${name.toLowerCase()}.txt`)
    const text = `Council of ${name}. Resolution 7/2026: the city signs the declaration.\n`
    writeFileSync(file, text)
  }
  return place
}

/** Settings of a city of the trial. */
export function cityEnvironment(it: {
  readonly folder: string
  readonly name: string
  readonly port: number
  readonly hub: boolean
}): Record<string, string> {
  const { folder, name, port, hub } = it
  const low = name.toLowerCase()
  return {
    ...{ CITY: cityFolder(folder, { name, hub }), DATA: join(folder, low), LOG_LEVEL: 'error' },
    ...{ PORT: String(port), PUBLIC_URL: `http://${low}.localhost:${port}` },
    ...{ HARVEST_LOOPBACK: 'yes', REQUESTS_PER_MINUTE: '0' },
    // Each has databases, a vault and keys of its own, whatever the shell that starts them has.
    ...{ DATABASE_URL: '', VAULT_DATABASE_URL: '', VAULT_SOCKET: '', KEYS: '' },
  }
}
