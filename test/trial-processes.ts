/** A coalition of real processes for one test: places, cities that are started, and time that passes for all of them. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { cityEnvironment, type Running, startProgram } from '../scripts/coalition/processes.ts'
import { freshDatabases } from '#test/databases'
import { freePort } from '#test/free-port'

/** How long the slowest step may take on a busy machine, in milliseconds. */
export const PATIENCE = 300_000
/** Logs are looked at every ten minutes. */
const ROUND = 'later 11'

const running: Running[] = []
const dropped: (() => Promise<void>)[] = []
export const folder = mkdtempSync(join(tmpdir(), 'cityright-coalition-'))
const cities: Running[] = []

/** Where a city of the trial is. */
export interface Place {
  readonly name: string
  readonly domain: string
  readonly country: string
  readonly port: number
}
/** A place that is free. */
export const place = async (name: string): Promise<Place> => {
  const port = await freePort()
  return { name, port, country: 'NL', domain: `${name.toLowerCase()}.localhost:${port}` }
}

/** Starts a program, which ends with the trial. */
export async function start(program: readonly string[], environment: Record<string, string> = {}) {
  const one = await startProgram(program, environment)
  running.push(one)
  return one
}

/** Starts a city with databases of its own. */
export async function city(
  it: Place,
  hub: boolean,
  more: Record<string, string> = {},
): Promise<Running> {
  const own = cityEnvironment({ folder, name: it.name, port: it.port, hub })
  const databases = await freshDatabases(join(folder, `databases-${it.name}`))
  dropped.push(databases.drop)
  const all = { ...own, ...databases.environment, ...more }
  const opened = await start(['scripts/coalition/city.ts'], all)
  cities.push(opened)
  return opened
}

/** Everything that was started ends, and leaves nothing. */
export async function ended(): Promise<void> {
  await Promise.all(running.map((one) => one.stop()))
  for (const drop of dropped) await drop()
  rmSync(folder, { recursive: true, force: true })
}

/** Asks a city as anybody may. */
export async function ask(at: Place, path: string): Promise<Response> {
  // Not every machine finds names below localhost by itself (RFC 6761 6.3).
  const here = `http://127.0.0.1:${at.port}`
  return fetch(`${here}${path}`, { signal: AbortSignal.timeout(60_000) })
}

/** What a city shows there. */
export async function read(at: Place, path: string): Promise<string> {
  const answer = await ask(at, path)
  assert.equal(answer.status, 200, `${at.name}${path}`)
  return answer.text()
}

/** Asks again and again until it is so; says what was seen last when it never is. Between two rounds time may pass. */
export async function until(
  says: string,
  look: () => Promise<string | true>,
  between: () => void = () => undefined,
): Promise<void> {
  const end = Date.now() + PATIENCE / 2
  let last = ''
  for (let round = 0; Date.now() < end; round += 1) {
    const seen = await look()
    if (seen === true) return
    last = seen
    // On a busy machine a round needs longer: work under way is not hurried for ever.
    if (round % 4 === 3) between()
    await pause(Math.min(5000, 300 * 1.1 ** round))
  }
  assert.fail(`${says}: ${last}`)
}

/** Everybody's clock is put forward, and what is done every few minutes is done. */
export function timePasses(): void {
  for (const one of cities) {
    one.tell(ROUND)
    one.tell('work')
  }
}
