import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createHash } from 'node:crypto'
import { testDatabase } from '#test/database'
import { promise } from '#test/promise'
import {
  addCheckpoint,
  addCheckpointBody,
  checkEvidence,
  checkNote,
  emptyRoot,
  evidenceFrom,
  hashText,
  noteFrom,
  readConsistency,
  type WitnessMemory,
} from '../log/index.ts'
import { ed25519, entriesTo, logOf, ORIGIN, TrialLog } from '../log/trial.ts'
import { recordMigrations } from '../migrations.ts'
import { answerWitness } from './answer.ts'
import { fileMemory } from './file.ts'
import { listEvidence, tableMemory } from './table.ts'

interface Listed {
  readonly id: string
  readonly log: string
  readonly sizes: readonly [number, number]
  readonly proven: boolean
}

const clock = () => '2026-03-02T12:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'cityright-witness-'))
const db = await testDatabase([recordMigrations])
after(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const log = ed25519(ORIGIN, 1)
const key = ed25519('library.example/witness', 4)
const memories: Readonly<Record<string, () => WitnessMemory>> = {
  'a library with one file': () => fileMemory(join(folder, 'state.json')),
  'a city with its database': () => tableMemory(db, clock),
}

/** A request that a log makes which the witness last saw at this size. */
async function growth(from: number, to: TrialLog): Promise<string> {
  const proof = await readConsistency(to.read, from, to.edge.size)
  return addCheckpointBody(from, proof.map(hashText), to.checkpoint(log))
}

for (const [who, memory] of Object.entries(memories)) {
  const of = { key, logs: [log], memory: memory(), clock }
  const ask = (body: string) => addCheckpoint(of, body)
  const status = async (body: string) => (await ask(body)).status

  test(`${who} cosigns a log that only grew, and shows what it cosigned`, async () => {
    assert.equal((await ask(await growth(0, logOf(3)))).status, 200)
    const grown = logOf(300)
    const answer = await ask(await growth(3, grown))
    assert.equal(answer.status, 200)
    const note = noteFrom(grown.checkpoint(log).replace(/\n*$/, `\n${answer.body}`))
    assert.deepEqual(note && checkNote(note, [key])?.map(({ seconds }) => seconds), [
      Date.parse(clock()) / 1000,
    ])
    const hash = createHash('sha256').update(ORIGIN).digest('hex')
    const shown = await answerWitness(of, { method: 'GET', path: `${hash}/checkpoint`, body: '' })
    const kept = noteFrom(shown.body)
    assert.equal(kept && checkNote(kept, [log, key])?.length, 2)
  })

  test(`${who} says which size it saw when the log is wrong about it`, async () => {
    const answer = await ask(await growth(0, logOf(400)))
    assert.deepEqual([answer.status, answer.type, answer.body], [409, 'text/x.tlog.size', '300\n'])
  })

  test(`${who} refuses whatever is not a signed log that grew`, async () => {
    promise('P3.6')
    const stranger = ed25519('stranger.example/record', 1)
    const fork = new TrialLog().append([Buffer.from('forged'), ...entriesTo(400, 1)])
    const sameSize = new TrialLog().append([Buffer.from('forged'), ...entriesTo(300, 1)])
    const signedBy = (tree: TrialLog, ...keys: (typeof log)[]) =>
      addCheckpointBody(300, [], tree.checkpoint(...keys))
    const other = signedBy(logOf(300), stranger).replace(ORIGIN, 'stranger.example/record')
    assert.equal(await status(other), 404)
    assert.equal(await status(signedBy(logOf(300), ed25519(ORIGIN, 1))), 403)
    assert.equal(await status(signedBy(logOf(300), key)), 403)
    assert.equal(await status(signedBy(logOf(299), log)), 400, 'smaller than what it says it was')
    assert.equal(await status('old 0300\n\n'), 400)
    assert.equal(await status(''), 400)
    assert.equal(await status(await growth(300, fork)), 422)
    assert.equal(await status(signedBy(sameSize, log)), 422)
    assert.equal(
      await status(addCheckpointBody(300, [hashText(emptyRoot)], logOf(400).checkpoint(log))),
      422,
    )
    assert.equal(await status(await growth(300, logOf(400))), 200, 'and goes on with the true one')
  })

  test(`${who} cosigns one of two that come at the same moment`, async () => {
    const bodies = await Promise.all([growth(400, logOf(401)), growth(400, logOf(450))])
    const statuses = await Promise.all(bodies.map(status))
    assert.deepEqual(statuses.toSorted(), [200, 409])
  })
}

test('evidence against a log is published as a file that proves itself, and a doubt says that it is one', async () => {
  for (const [who, memory] of Object.entries(memories)) {
    const of = { key, logs: [log], memory: memory(), clock }
    const get = (path: string) => answerWitness(of, { method: 'GET', path, body: '' })
    const list = await get('evidence')
    assert.match(list.type, /^application\/json/, who)
    const { evidence } = JSON.parse(list.body) as { evidence: Listed[] }
    const found = evidence.map(({ sizes, proven }) => [...sizes, proven].join(' ')).toSorted()
    assert.deepEqual(found, ['300 300 true', '300 400 false', '300 400 true'], who)
    for (const { id, proven, sizes, log: origin } of evidence) {
      const file = evidenceFrom((await get(`evidence/${id}`)).body)
      assert.ok(file)
      assert.deepEqual(checkEvidence(file), { origin, sizes, proven })
    }
    assert.equal((await get(`evidence/${'0'.repeat(64)}`)).status, 404)
  }
  const kept = await db.look(listEvidence)
  assert.deepEqual(kept.map(({ proven }) => proven).toSorted(), [false, true, true])
})

test('doubts that anybody can sow never crowd out proven evidence', async () => {
  for (const [who, memory] of Object.entries(memories)) {
    const kept = memory()
    const sow = (n: number, proven: boolean) =>
      kept.accuse({
        origin: ORIGIN,
        logs: [],
        known: 'k',
        note: `${who} ${proven} ${n}`,
        proof: [],
        proven,
      })
    for (let n = 0; n < 110; n += 1) await sow(n, false)
    await sow(0, true)
    const all = await kept.accusations()
    assert.equal(all.filter(({ proven }) => !proven).length, 100, who)
    assert.ok(
      all.some(({ note }) => note === `${who} true 0`),
      who,
    )
  }
})
