/** A resident keeps a proof of who read; the city can neither drop the row nor change it unnoticed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { batchFrom, type BatchProof, hashFrom, isInBatch } from '#core/record/log'
import { promise } from '#test/promise'
import type { Access } from '../model.ts'
import type { SealFacts } from '../export-model.ts'
import { purpose } from '../purpose.ts'
import {
  contactBack,
  nextBatch,
  now,
  official,
  openTrial,
  reading,
  type Trial,
} from '../testing.ts'

const zone = 'Europe/Madrid'
const NIGHT = '2026-03-03T00:10:00.000Z'

let vault: Trial
let amina: string
let mine: string
let proof: BatchProof
let seal: SealFacts

before(async () => {
  vault = await openTrial()
  amina = await vault.someone('R-1')
  mine = await vault.inFolder(amina)
})
after(() => vault.close())

const sealing = async (at: string): Promise<SealFacts[]> =>
  vault.ask('operator', 'seals', { now: at, zone })
const lastOf = async (): Promise<Access> =>
  (await vault.ask('folder', 'accesses', { ref: mine, limit: 1 }))[0]
const proving = (access: string, ref = mine, at = NIGHT) =>
  vault.ask('folder', 'accesses.proof', { ref, access, now: at })
const readTimes = async (times: number, more: object = {}) => {
  for (let n = 0; n < times; n += 1) {
    await vault.ask('reports', 'read', reading(amina, more)).catch(() => undefined)
  }
}

test('nine readings of a day wait for a longer period; ten are sealed the night after, denied ones too', async () => {
  await readTimes(8)
  await readTimes(1, { ref: 'somebody nobody knows' })
  assert.deepEqual(await sealing(NIGHT), [])
  const reason = 'She asked:\ncall me\u0007back'
  await readTimes(1, { actor: official, case: 'R-2', reason })
  const [made, ...more] = await sealing(NIGHT)
  assert.ok(made)
  assert.deepEqual(more, [])
  const { kind, from, to, count } = made
  assert.deepEqual([kind, from, to, count], ['access', '2026-03-02', '2026-03-02', 10])
  assert.deepEqual(await sealing(NIGHT), [made], 'asked again it is the same batch')
  seal = made
})

test('once its root is on the record, a person proves what was read, and nobody else can ask for it', async () => {
  promise('P2.3')
  const access = await lastOf()
  assert.equal(await proving(access.id), null)
  await vault.ask('operator', 'seals.placed', { seal: seal.seal, entry: 'entry-7' })
  assert.deepEqual(await sealing(NIGHT), [])
  const said = await proving(access.id)
  assert.equal(said.entry, 'entry-7')
  const found = batchFrom(said.proof)
  assert.ok(found)
  proof = found
  const batch = { root: hashFrom(seal.root) ?? new Uint8Array(), size: 10 }
  assert.ok(isInBatch(proof, batch))
  assert.deepEqual(proof.payload, {
    id: access.id,
    at: now,
    purpose: 'reports.contact-back',
    version: 1,
    fields: ['contact.email', 'contact.name'],
    module: 'reports',
    kind: 'official',
    badge: '4-7F',
    unit: 'roads',
    case: 'R-2',
    reason: 'She asked: call me back',
    gdpr: '6(1)(e)',
    law: 'Public Space Ordinance 4/2025, art. 13',
    outcome: 'denied',
    denied: 'no-grant',
  })
  const lie = { ...proof, payload: { ...(proof.payload as object), outcome: 'read' } }
  assert.equal(isInBatch(lie, batch), false)
  const stranger = await vault.inFolder(await vault.someone('R-9'))
  assert.equal(await proving(access.id, stranger), null)
})

test('a row that somebody takes out of the log is missed: the proof that was kept still holds', async () => {
  promise('P2.11')
  const { id } = proof.payload as { id: string }
  await vault.db.script(`alter table vault.access disable trigger access_append_only;
    delete from vault.access where id = '${id}';
    alter table vault.access enable trigger access_append_only`)
  assert.notEqual((await lastOf()).id, id)
  const batch = { root: hashFrom(seal.root) ?? new Uint8Array(), size: 10 }
  assert.ok(isInBatch(proof, batch))
})

test('with the erasure of its salt a commitment says nothing any more', async () => {
  const access = await lastOf()
  assert.ok(await proving(access.id))
  const erasing = { ref: mine, at: NIGHT, decided: true }
  await vault.ask('folder', 'erase', erasing)
  assert.ok(await proving(access.id), 'proofs stay unless they are named')
  await vault.ask('folder', 'erase', { ...erasing, classes: ['access'] })
  await assert.rejects(proving(access.id), /salt-erased/)
})

test('what was erased is sealed as well, with the year when it was little', async () => {
  assert.deepEqual(await sealing('2026-03-04T00:10:00.000Z'), [])
  const found = await sealing('2027-01-01T00:10:00.000Z')
  const erased = found.filter(({ kind }) => kind === 'erasure')
  assert.deepEqual(
    erased.map(({ from, to, count }) => [from, to, count]),
    [['2026-01-01', '2026-12-31', 2]],
  )
})

test('there is no proof of what a law still delays, and no two lines have one salt', async () => {
  const visibility = { law: 'Criminal Procedure Act, art. 588', days: 30 }
  const silent = purpose({ ...contactBack, id: 'reports.silent', visibility })
  await vault.publish('reports', [contactBack, silent])
  const ref = await vault.someone('R-3')
  const [batch, at] = [nextBatch(), '2027-01-10T09:00:00.000Z']
  const grants = [{ purpose: silent.id, case: 'R-3' }]
  await vault.ask('reports', 'keep', { batch, ref, values: {}, grants, at })
  await vault.ask('reports', 'confirm', { batch })
  const asked = reading(ref, { purpose: silent.id, case: 'R-3', at })
  for (let n = 0; n < 10; n += 1) await vault.ask('reports', 'read', asked)
  const [night, shown] = ['2027-01-11T00:10:00.000Z', '2027-02-10T09:00:00.000Z']
  for (const one of await sealing(night))
    await vault.ask('operator', 'seals.placed', { seal: one.seal, entry: 'entry-8' })
  const folder = await vault.inFolder(ref)
  const rows = { ref: folder, limit: 20, now: shown }
  const seen: Access[] = await vault.ask('folder', 'accesses', rows)
  const ids = seen.map(({ id }) => id)
  assert.equal(ids.length, 10)
  assert.equal(await proving(ids[0] ?? '', folder, night), null)
  const proofs = await Promise.all(ids.map((id) => proving(id, folder, shown)))
  const salts = proofs.map(({ proof: { salt } }: { proof: { salt: string } }) => salt)
  assert.equal(new Set(salts).size, 10, 'whoever knows one salt could guess another line')
})

test('a night with many readings asks for the keys of all of them together', async () => {
  const at = '2027-02-02T09:00:00.000Z'
  await vault.db.transact((tx) =>
    tx.run(sql`insert into vault.access (id, at, person, purpose, purpose_version, fields, module,
        actor_kind, outcome, visible_from)
      select gen_random_uuid(), ${at}, a.person, a.purpose, 1, a.fields, a.module, 'system', 'read', ${at}
      from (select * from vault.access where person is not null limit 1) a, generate_series(1, 300)`),
  )
  const { counts } = vault.db
  const before = counts.statements
  const made = (await sealing('2027-02-03T00:10:00.000Z')).find(({ from }) => from === '2027-02-02')
  assert.equal(made?.count, 300)
  assert.ok(counts.statements - before < 30, `${counts.statements - before} statements`)
})
