import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freshDatabases } from '#test/databases'
import { checkpointFrom, isConsistent, noteFrom, readConsistency } from '../log/index.ts'
import { recordMigrations } from '../migrations.ts'
import { act, compared, openTrial, trialLog } from './trial.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-killed-'))
const databases = await freshDatabases(folder)
const where = databases.environment['DATABASE_URL'] ?? join(folder, 'city')
after(async () => {
  await databases.drop()
  rmSync(folder, { recursive: true, force: true })
})

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Runs the sequencer until it said so many things, then kills it; gives every checkpoint it had signed. */
async function killedAfter(lines: number): Promise<string[]> {
  const hook = here('../../../../scripts/hook.mjs')
  const args = ['--import', hook, here('testing-killed.ts'), where, folder]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (said.length === lines) child.kill('SIGKILL')
  }
  await ended
  return said
}

test('killed at any moment, the city never signs two trees of one size and never loses or doubles an entry', async () => {
  const first = await openTrial(where)
  await first.migrate([recordMigrations])
  await first.close()
  const said: string[] = []
  for (const lines of [3, 11, 26, 40]) said.push(...(await killedAfter(lines)))

  const db = await openTrial(where)
  const log = trialLog(folder)
  try {
    await act(db, 1)
    assert.ok(await log.sequencer(db).step())
    assert.ok((await compared(db, log)) > 4)
    const { checkpoint } = await log.verify()
    const roots = new Map<number, string>()
    for (const note of new Set(said.map((line) => JSON.parse(line) as string | null))) {
      const head = checkpointFrom(noteFrom(note ?? '')?.text ?? '')
      if (!head) continue
      const root = Buffer.from(head.root).toString('hex')
      assert.equal(roots.get(head.size) ?? root, root)
      roots.set(head.size, root)
      const proof = await readConsistency(log.shelf.read, head.size, checkpoint.size)
      assert.ok(isConsistent(head, checkpoint, proof))
    }
    assert.ok(roots.size > 2)
  } finally {
    await db.close()
  }
})
