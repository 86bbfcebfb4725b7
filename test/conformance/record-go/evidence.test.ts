/** Two signed checkpoints that contradict each other prove it to a foreign program as well. */
import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import { goTest } from '#test/go'
import { promise } from '#test/promise'
import { type Hash, hashText, keyText, readConsistency, readRoot } from '#core/record/log'
import {
  entriesOf,
  entryOf,
  folder,
  log,
  made,
  neighbour,
  ORIGIN,
  quantum,
  reader,
  write,
} from './forging.ts'

after(() => rmSync(folder, { recursive: true, force: true }))

const honest = (size: number) => write(`honest-${size}`, entriesOf(size)).where
const forked = (size: number) => write(`forked-${size}`, entriesOf(size).with(1, entryOf(99))).where
const note = (where: string) => readFileSync(join(where, 'checkpoint'), 'utf8')

interface Case {
  readonly notes: readonly string[]
  readonly proof?: readonly Hash[]
  readonly root?: Hash
  readonly keys?: readonly string[]
}

function fileOf({ notes, proof = [], root, keys = [log, quantum].map(keyText) }: Case): string {
  const file = join(folder, 'evidence.json')
  const shown = root ? { root: hashText(root) } : {}
  const said = { v: 1, kind: 'split-view', log: keys, notes, proof: proof.map(hashText), ...shown }
  writeFileSync(file, JSON.stringify(said))
  return file
}

goTest(
  'a foreign program sees that a log signed two records, of one size or of two',
  async ({ check }) => {
    promise('P3.8')
    const grown = reader(forked(9))
    const cases: Record<string, Case> = {
      'one size': { notes: [note(honest(5)), note(forked(5))] },
      'two sizes': {
        notes: [note(honest(5)), note(forked(9))],
        proof: await readConsistency(grown, 5, 9),
      },
      'the larger one first': {
        notes: [note(forked(9)), note(honest(5))],
        proof: await readConsistency(grown, 5, 9),
      },
      'a power of two': {
        notes: [note(honest(4)), note(forked(9))],
        proof: await readConsistency(grown, 4, 9),
        root: await readRoot(reader(forked(4)), 4),
      },
    }
    for (const [name, one] of Object.entries(cases)) {
      const { status, said } = check('evidence', fileOf(one))
      assert.equal(status, 0, `${name}: ${said}`)
      assert.match(said, /contradict each other: luzarra/)
    }
  },
)

goTest('a foreign program does not let an honest log be accused', async ({ check }) => {
  const read = reader(honest(9))
  const proof = await readConsistency(read, 5, 9)
  const notes = [note(honest(5)), note(honest(9))]
  const stranger = made(ORIGIN, 1)
  const strange = write('strange', entriesOf(5).with(1, entryOf(99)), [stranger]).where
  const cases: Record<string, Case> = {
    'a log that grew': { notes, proof },
    'the same checkpoint twice': { notes: [note(honest(5)), note(honest(5))] },
    'a broken proof': { notes, proof: proof.with(0, Buffer.alloc(32)) },
    'no proof': { notes },
    'no smaller root': {
      notes: [note(honest(4)), note(forked(9))],
      proof: await readConsistency(reader(forked(9)), 4, 9),
    },
    'an invented smaller root': { notes, proof, root: Buffer.alloc(32, 1) },
    'the signature of a stranger': { notes: [note(honest(5)), note(strange)] },
    'the key of another log': {
      notes: [note(honest(5)), note(forked(5))],
      keys: [keyText(neighbour)],
    },
    'one checkpoint': { notes: [note(honest(5))] },
  }
  for (const [name, one] of Object.entries(cases)) {
    assert.equal(check('evidence', fileOf(one)).status, 1, name)
  }
})
