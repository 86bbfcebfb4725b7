/** `npm run start:coalition`: a hub and three small cities on this machine, each a process of its own. */
import { resolve } from 'node:path'
import { cityEnvironment, type Running, startProgram, staticCity } from './coalition/processes.ts'

const FIRST = Number(process.env['COALITION_PORT'] ?? 3100)
const folder = resolve(process.env['COALITION_DATA'] ?? 'data/coalition')
const tell = (line: string) => process.stdout.write(`${line}\n`)

const at = (name: string, n: number) => ({
  name,
  domain: `${name.toLowerCase()}.localhost:${FIRST + n}`,
})
const hub = at('Hub', 0)
const [harbour, hills, paper] = [at('Harbour', 1), at('Hills', 2), at('Paper', 3)]
const members = [harbour, hills, paper].map((one) => ({ ...one, country: 'XX' }))

const running: Running[] = []
async function start(program: readonly string[], environment: Record<string, string> = {}) {
  const one = await startProgram(program, environment)
  running.push(one)
  return one
}

async function city(name: string, n: number, more: Record<string, string> = {}): Promise<void> {
  const own = cityEnvironment({ folder, name, port: FIRST + n, hub: name === 'Hub' })
  const { address } = await start(['scripts/coalition/city.ts'], { ...own, ...more })
  tell(`${name} is open at ${address}`)
}

try {
  const place = staticCity(folder, paper)
  const { address } = await start(['scripts/coalition/town.ts', place, String(FIRST + 3)])
  tell(`${paper.name}, which is one static file, is open at ${address}`)
  await city(harbour.name, 1)
  await city(hills.name, 2)
  await city(hub.name, 0, { MEMBERS: JSON.stringify(members) })
  tell(`The coalition: http://${hub.domain}/coalition. The members are asked within ten minutes:`)
  tell(`  http://${hub.domain}/federation  http://${hub.domain}/evidence`)
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
} finally {
  await Promise.all(running.map((one) => one.stop()))
}
