/** Two hubs and five cities as real processes: one a static file, one that lies, one forged, one down. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import {
  cityEnvironment,
  type Running,
  startProgram,
  staticCity,
} from '../scripts/coalition/processes.ts'
import { freshDatabases } from '#test/databases'
import { promise } from '#test/promise'
import { freePort } from '#test/town'

/** Ten minutes of the coalition pass in ten seconds. */
const SPEED = 60
const PATIENCE = 300_000

const running: Running[] = []
const dropped: (() => Promise<void>)[] = []
const folder = mkdtempSync(join(tmpdir(), 'cityright-coalition-'))
const clocks = { CLOCK_BEGAN: String(Date.now()), CLOCK_SPEED: String(SPEED) }
let first = ''
let second = ''
let liar: Running
let liarAt = ''

async function start(program: readonly string[], environment: Record<string, string> = {}) {
  const one = await startProgram(program, environment)
  running.push(one)
  return one
}

async function city(name: string, hub: boolean, more: Record<string, string> = {}) {
  const port = await freePort()
  const own = cityEnvironment({ folder, name, port, hub })
  const databases = await freshDatabases(join(folder, `databases-${name}`))
  dropped.push(databases.drop)
  const all = { ...own, ...databases.environment, ...clocks, ...more }
  await start(['scripts/coalition/city.ts'], all)
  return `${name.toLowerCase()}.localhost:${port}`
}

async function town(name: string, how: string) {
  const port = await freePort()
  const made = await start(['test/lying-town.ts', name, String(port), how])
  return { made, domain: `${name}.localhost:${port}` }
}

before(async () => {
  const paperPort = await freePort()
  const paper = { name: 'Paper', domain: `paper.localhost:${paperPort}` }
  await start(['scripts/coalition/town.ts', staticCity(folder, paper), String(paperPort)])
  const lying = await town('liar', 'honest')
  liar = lying.made
  liarAt = lying.domain
  const forger = await town('forger', 'forged')
  const down = { name: 'Down', domain: `down.localhost:${await freePort()}` }
  const harbour = { name: 'Harbour', domain: await city('Harbour', false) }
  const members = [paper, harbour, down, { name: 'Liar', domain: liarAt }]
  const all = [...members, { name: 'Forger', domain: forger.domain }]
  const listed = JSON.stringify(all.map((one) => ({ ...one, country: 'NL' })))
  first = await city('First', true, { MEMBERS: listed })
  second = await city('Second', true, { MIRROR_OF: `http://${first}`, MEMBERS: listed })
})
after(async () => {
  await Promise.all(running.map((one) => one.stop()))
  for (const drop of dropped) await drop()
  rmSync(folder, { recursive: true, force: true })
})

async function read(at: string, path: string): Promise<string> {
  // Not every machine finds names below localhost by itself (RFC 6761 6.3).
  const here = `http://127.0.0.1:${at.split(':')[1] ?? ''}`
  const answer = await fetch(`${here}${path}`, { signal: AbortSignal.timeout(60_000) })
  assert.equal(answer.status, 200, `${at}${path}`)
  return answer.text()
}

/** Asks again and again until it is so; says what was seen last when it never is. */
async function until(says: string, look: () => Promise<string | true>): Promise<void> {
  let last = ''
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(1000)) {
    const seen = await look()
    if (seen === true) return
    last = seen
  }
  assert.fail(`${says}: ${last}`)
}

const Federation = z.object({
  alarms: z.array(z.object({ kind: z.string(), about: z.string() })),
  mirrors: z.array(
    z.object({ hub: z.string(), failure: z.string().nullable(), lines: z.number() }),
  ),
  members: z.array(
    z.object({
      city: z.string(),
      failure: z.string().nullable(),
      seen: z.object({ size: z.number() }).optional(),
    }),
  ),
})
const federation = async (at: string) =>
  Federation.parse(JSON.parse(await read(at, '/api/federation')))

test(
  'the second hub copies everything of the first and agrees with it; the lying city is named',
  { timeout: 3 * PATIENCE },
  async () => {
    promise('P3.6', 'P6.8')
    await until('the hubs look at their members', async () => {
      const { members } = await federation(first)
      const by = new Map(members.map((one) => [one.city, one]))
      const settled =
        by.get('paper-nl')?.failure === 'no-log' &&
        (by.get('harbour-nl')?.seen?.size ?? 0) > 0 &&
        by.get('liar-nl')?.seen?.size === 40 &&
        by.get('forger-nl')?.failure === 'document-wrong' &&
        by.get('down-nl')?.failure === 'cannot-connect'
      return settled || JSON.stringify(members)
    })
    liar.tell('fork')
    for (const hub of [first, second]) {
      await until(`the liar is named at ${hub}`, async () => {
        const { alarms } = await federation(hub)
        const named = alarms.map(({ kind, about }) => `${kind} ${about}`).toSorted()
        const expected = ['document-wrong forger-nl', 'split-view liar-nl']
        return expected.every((one) => named.includes(one)) || named.join()
      })
    }
    const front = await read(first, '/coalition')
    assert.match(front, /liar-nl signed two records that contradict each other/)
    assert.doesNotMatch(front, /harbour-nl|paper-nl|down-nl/)
    await until('the copy is complete', async () => {
      const { mirrors } = await federation(second)
      const own = await read(first, '/federation/changes')
      const copied = await read(second, `/federation/changes?of=${encodeURIComponent(first)}`)
      const done = mirrors[0]?.failure === null && copied === own && own !== ''
      return done || JSON.stringify(mirrors)
    })
    const page = await read(second, `/federation/mirrors/${encodeURIComponent(first)}`)
    assert.equal(page.match(/Both say the same/g)?.length, 5)
    assert.doesNotMatch(page, /The hubs disagree/)
  },
)
