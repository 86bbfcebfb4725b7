import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freshDatabases } from '#test/databases'
import { promise } from '#test/promise'
import { type Checkpoint, checkpointFrom, isConsistent, noteFrom } from '../log/index.ts'
import { readConsistency } from '../log/index.ts'
import { recordMigrations } from '../migrations.ts'
import type { Moment } from './index.ts'
import { act, compared, openTrial, trialLog } from './trial.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-killed-'))
const databases = await freshDatabases(folder)
const server = databases.environment['DATABASE_URL']
const where = server ?? join(folder, 'city')
after(async () => {
  await databases.drop()
  rmSync(folder, { recursive: true, force: true })
})

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const MOMENTS: readonly Moment[] = [
  'opened',
  'placed',
  'written',
  'integrated',
  'signed',
  'kept',
  'published',
]

/** What a process said before it died: moments, and the checkpoint it had signed by then. */
interface Life {
  readonly moments: readonly Moment[]
  readonly heads: readonly Checkpoint[]
}

interface Said {
  readonly now: Moment
  readonly note: string
}

/** Starts a process that writes the log; `moment` is when it kills itself. */
function live(moment: Moment | '', nth: number) {
  const hook = here('../../../../scripts/hook.mjs')
  const script = here('testing-killed.ts')
  const args = ['--import', hook, script, where, folder, moment, String(nth)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: Said[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)))
  const ended = new Promise<Life>((resolve, reject) => {
    child.once('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`it ended with ${code}, not where it should`))
      const heads = lines.flatMap(({ note }) => {
        const found = checkpointFrom(noteFrom(note)?.text ?? '')
        return found ? [found] : []
      })
      resolve({ moments: lines.map(({ now }) => now), heads })
    })
  })
  return { ended, kill: () => child.kill('SIGKILL') }
}

/** One process dies at this moment; on a server a second one writes at the same time and dies with it. */
async function killedAt(moment: Moment, nth: number): Promise<Life[]> {
  const companion = server ? live('', 0) : undefined
  const victim = live(moment, nth)
  const died = await victim.ended.finally(() => companion?.kill())
  assert.equal(died.moments.at(-1), moment)
  return companion ? [died, await companion.ended] : [died]
}

const largest = (lives: readonly Life[]) =>
  Math.max(-1, ...lives.flatMap(({ heads }) => heads.map(({ size }) => size)))

/** Each process sees signed sizes that never go down, also across deaths and databases that were set back. */
function assertNeverSmaller(lives: readonly Life[], before: number): void {
  for (const { heads } of lives) {
    let last = before
    for (const { size } of heads) {
      assert.ok(size >= last, `${size} was signed after ${last}`)
      last = size
    }
  }
}

/** No two trees of one size, and every one that was ever signed is the beginning of the last one. */
async function assertOneLog(lives: readonly Life[], log: ReturnType<typeof trialLog>) {
  const { checkpoint } = await log.verify()
  const roots = new Map<number, string>()
  for (const head of lives.flatMap(({ heads }) => heads)) {
    const root = Buffer.from(head.root).toString('hex')
    if (roots.get(head.size) === root) continue
    assert.equal(roots.get(head.size), undefined, `two trees of size ${head.size}`)
    roots.set(head.size, root)
    const proof = await readConsistency(log.shelf.read, head.size, checkpoint.size)
    assert.ok(isConsistent(head, checkpoint, proof), `${head.size} to ${checkpoint.size}`)
  }
  assert.ok(roots.size >= MOMENTS.length - 1, `only ${roots.size} were signed`)
}

/** The database server may need a moment to notice who died: until then the log is held, and the next start tries again. */
async function begun(start: () => ReturnType<ReturnType<typeof trialLog>['sequencer']>) {
  for (let tries = 0; ; tries += 1) {
    const sequencer = start()
    try {
      await sequencer.step()
      return sequencer
    } catch (failure) {
      if (tries === 50 || !/another process/.test(String(failure))) throw failure
      await pause(100)
    }
  }
}

/** Whatever died: the next round brings every entry of the database into the log, once. */
async function goesOn(log: ReturnType<typeof trialLog>): Promise<void> {
  const db = await openTrial(where)
  try {
    await act(db, 1)
    const sequencer = await begun(() => log.sequencer(db))
    for (let round = 0; round < 2; round += 1) await sequencer.step()
    await compared(db, log)
  } finally {
    await db.close()
  }
}

test('killed between any two steps, also beside another process and with a database set back, the city never signs two trees of one size and never loses or doubles an entry', async () => {
  promise('P3.6')
  const first = await openTrial(where)
  await first.migrate([recordMigrations])
  await first.close()
  const log = trialLog(folder)
  const lives: Life[] = []
  let restore = await databases.keep()
  for (const [n, moment] of MOMENTS.entries()) {
    const before = log.keys.signed()?.checkpoint.size ?? -1
    const died = await killedAt(moment, moment === 'opened' ? 1 : 2 + (n % 2))
    assertNeverSmaller(died, before)
    lives.push(...died)
    assert.ok((log.keys.signed()?.checkpoint.size ?? -1) >= largest(lives))
    // Every other time the operator brings back the dump of the time before.
    if (n % 2 === 1) await restore()
    await goesOn(log)
    restore = await databases.keep()
  }
  await assertOneLog(lives, log)
})
