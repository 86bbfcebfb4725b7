/** `npm run start:coalition`: a hub and three small cities on this machine, each a process of its own, that join by real proofs. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { atHub, officialOf, PASSWORD, people } from './coalition/joining.ts'
import { enrolled, promises, teaches } from './coalition/play.ts'
import {
  cityEnvironment,
  councilOf,
  councils,
  type Running,
  startProgram,
  staticCity,
} from './coalition/processes.ts'

const FIRST = Number(process.env['COALITION_PORT'] ?? 3100)
const folder = resolve(process.env['COALITION_DATA'] ?? 'data/coalition')
const tell = (line: string) => process.stdout.write(`${line}\n`)

const at = (name: string, n: number) => ({
  name,
  domain: `${name.toLowerCase()}.localhost:${FIRST + n}`,
})
const hub = at('Hub', 0)
const harbour = { ...at('Harbour', 1), country: 'ES', lat: '43.5', lon: '-6.0' }
const hills = { ...at('Hills', 2), country: 'IT', lat: '45.9', lon: '10.5' }
const paper = { ...at('Paper', 3), country: 'NO', lat: '60.4', lon: '12.0' }
const COUNCIL = FIRST + 4
const towns = [harbour, hills, paper]

const running: Running[] = []
async function start(program: readonly string[], environment: Record<string, string> = {}) {
  const one = await startProgram(program, environment)
  running.push(one)
  return one
}

async function city(name: string, n: number, more: Record<string, string> = {}): Promise<Running> {
  const own = cityEnvironment({ folder, name, port: FIRST + n, hub: name === 'Hub' })
  const one = await start(['scripts/coalition/city.ts'], { ...own, ...more })
  tell(`${name} is open at ${one.address}`)
  return one
}

/** The three cities join, promise, and learn from each other; once. */
async function play(opened: Running, dns: Running): Promise<void> {
  const done = join(folder, 'joined')
  if (existsSync(done)) return
  const names = (name: string, text: string) => dns.tell(`${name} ${text}`)
  const desk = await atHub({ address: opened.address, mail: join(folder, 'hub', 'mail'), names })
  const joined = []
  for (const one of towns) {
    const documentUrl = councilOf({ ...one, port: COUNCIL })
    joined.push(await enrolled(desk, { ...one, documentUrl }))
    tell(`${one.name} proved its domain and its decision, and is a member`)
  }
  const [first, second] = joined
  if (!first || !second) return
  await promises(first)
  await teaches(desk, first, second)
  writeFileSync(done, '')
}

/** Everything but the hub. */
async function others(): Promise<Running> {
  const dns = await start(['scripts/coalition/names.ts', join(folder, 'names.json')])
  const place = staticCity(folder, paper)
  await start([
    'scripts/coalition/town.ts',
    councils(
      folder,
      towns.map(({ name }) => name),
    ),
    String(COUNCIL),
  ])
  const { address } = await start(['scripts/coalition/town.ts', place, String(FIRST + 3)])
  tell(`${paper.name}, which is nothing but files, is open at ${address}`)
  const looksAt = { WITNESS_OF: `http://${hub.domain}` }
  await Promise.all([city(harbour.name, 1, looksAt), city(hills.name, 2, looksAt)])
  return dns
}

try {
  mkdirSync(folder, { recursive: true })
  const dns = await others()
  const posts = towns.map(({ name }) => ({ email: officialOf(name) }))
  const opened = await city(hub.name, 0, {
    ...{ PASSWORD, PEOPLE: JSON.stringify([...people, ...posts]) },
    HARVEST_DNS: dns.address.replace('http://', ''),
  })
  await play(opened, dns)
  opened.tell('work')
  tell(`The coalition: http://${hub.domain}/coalition`)
  tell(
    `  http://${hub.domain}/cities  http://${hub.domain}/evidence  http://${hub.domain}/practices`,
  )
  tell(`  http://${hub.domain}/federation: records are looked at within five minutes`)
  tell(`Sign in as ${people[1].email} or ${officialOf(harbour.name)}: ${PASSWORD}`)
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
} finally {
  await Promise.all(running.map((one) => one.stop()))
}
