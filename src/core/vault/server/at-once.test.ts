/** What was allowed a moment ago is asked again every time: as soon as one fact is another, nothing is read. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { Refusal } from '#core/kernel'
import { promise } from '#test/promise'
import { z } from 'zod'
import { contactEmail, field } from '../field.ts'
import { purpose } from '../purpose.ts'
import {
  contactBack,
  later,
  nextBatch,
  now,
  official,
  openTrial,
  reading,
  system,
  type Trial,
} from '../testing.ts'

const allergy = field.text('care.allergy', { class: 'care', pd: 'pd:Health', special: 'art9' })
const notice = { name: 'reports-mail', version: 2 }
/** Everything that a reading may depend on. */
const care = purpose({
  ...contactBack,
  id: 'reports.care',
  fields: [contactEmail, allergy],
  dpia: 'D-1',
  notice,
  volume: { perActorPerDay: 20 },
})
const kept = { 'contact.email': 'amina@example.org', 'care.allergy': 'nuts' }
const someoneFresh = { ...official, freshAt: now }

let vault: Trial
let amina: string
let mine: string
before(async () => {
  vault = await openTrial([contactBack, care])
  amina = await vault.someone('R-1', kept)
  mine = await vault.inFolder(amina)
  const grants = [{ purpose: care.id, case: 'R-1' }]
  const batch = nextBatch()
  await vault.ask('reports', 'keep', { batch, ref: amina, values: {}, grants, at: now })
  await vault.ask('reports', 'confirm', { batch })
  await vault.ask('reports', 'consent', { ref: amina, notice: notice.name, ...consent })
})
after(() => vault.close())

const consent = { version: 2, method: 'form', at: now }
const asked = (more: object = {}) =>
  reading(amina, {
    purpose: care.id,
    fields: Object.keys(kept),
    actor: someoneFresh,
    at: now,
    ...more,
  })
const read = (more?: object): Promise<unknown> => vault.ask('reports', 'read', asked(more))

const Row = z.object({ outcome: z.string(), denied: z.string().nullable() })
const accesses = () =>
  vault.db.look((tx) =>
    tx.many(sql`select outcome, denied from vault.access order by seen_at`, Row),
  )

/** By SQL, as if it had happened a moment ago, and back. */
const between = (there: string, back: string) => ({
  change: () => vault.db.script(there),
  undo: () => vault.db.script(back),
})
const purposeIs = (there: string, back: string) =>
  between(
    `update vault.purpose set ${there} where id = '${care.id}'`,
    `update vault.purpose set ${back} where id = '${care.id}'`,
  )
const limited = (kind: string, subject: string) => ({
  change: () => vault.ask('folder', 'limit', { ref: mine, kind, subject, at: now }),
  undo: () => vault.ask('folder', 'lift', { ref: mine, kind, subject, at: now }),
})

interface Changed {
  readonly change?: () => Promise<unknown>
  readonly undo?: () => Promise<unknown>
  /** What is asked otherwise. */
  readonly more?: object
}

/** What of it changes, and why nothing is read then. */
const changes: Readonly<Record<string, Changed>> = {
  'purpose-retired': purposeIs('active = false', 'active = true'),
  'purpose-not-recorded': {
    change: () =>
      vault.db.script(`create table vault.said as select id, recorded from vault.purpose;
        update vault.purpose set recorded = 'another' where id = '${care.id}'`),
    undo: () =>
      vault.db.script(`update vault.purpose p set recorded = s.recorded from vault.said s
        where s.id = p.id; drop table vault.said`),
  },
  'assessment-not-published': purposeIs('assessed = false', 'assessed = true'),
  'field-undeclared': between(
    `update vault.field set name = 'care.x' where name = 'care.allergy'`,
    `update vault.field set name = 'care.allergy' where name = 'care.x'`,
  ),
  'field-beyond-purpose': purposeIs(
    `body = jsonb_set(body, '{fields}', '["contact.email"]')`,
    `body = jsonb_set(body, '{fields}', '["contact.email", "care.allergy"]')`,
  ),
  'actor-not-allowed': purposeIs(
    `body = jsonb_set(body, '{actors}', '["system"]')`,
    `body = jsonb_set(body, '{actors}', '["system", "official:reports.contact"]')`,
  ),
  'no-grant': between(
    `update vault.grant set until_at = now() where purpose = '${care.id}'`,
    `update vault.grant set until_at = null where purpose = '${care.id}'`,
  ),
  'no-consent': between(
    'update vault.consent set withdrawn_at = now()',
    'update vault.consent set withdrawn_at = null',
  ),
  'notice-outdated': between(
    'update vault.consent set version = 1',
    'update vault.consent set version = 2',
  ),
  restricted: limited('restriction', 'care'),
  objected: limited('objection', care.id),
  'step-up-needed': { more: { actor: { ...official, freshAt: later(-901) } } },
  'mandate-over': {
    more: { actor: { ...someoneFresh, mandate: '01985f2c-0000-7000-8000-000000000000' } },
  },
  'no-case': { more: { case: undefined } },
}

for (const [why, { change, undo, more }] of Object.entries(changes)) {
  test(`allowed a moment ago, and denied at once when it is otherwise: ${why}`, async () => {
    promise('P2.1', 'P2.2')
    for (const _ of [1, 2]) assert.deepEqual(await read(), kept)
    const before = (await accesses()).length
    await change?.()
    try {
      await assert.rejects(read(more), (failure) => {
        assert.ok(failure instanceof Refusal, String(failure))
        assert.deepEqual(failure.reasons, [{ code: `vault.${why}` }])
        return true
      })
    } finally {
      await undo?.()
    }
    const rows = (await accesses()).slice(before)
    assert.deepEqual(rows, [{ outcome: 'denied', denied: why }], 'one row, and it says so')
    assert.deepEqual(await read(), kept, 'and allowed again')
    await vault.db.script(`alter table vault.access disable trigger all;
      delete from vault.access; alter table vault.access enable trigger all`)
  })
}

test('a reading like the one before is one question to the database, and leaves a row', async () => {
  await read()
  const { counts } = vault.db
  const [statements, rows] = [counts.statements, (await accesses()).length]
  assert.deepEqual(await read(), kept)
  assert.equal(counts.statements - statements, 2, 'that one, and this test’s own')
  assert.equal((await accesses()).length, rows + 1)
})

test('nobody reads more often than the purpose says, however alike the readings are', async () => {
  const actor = { ...someoneFresh, ref: 'somebody-else' }
  for (let n = 0; n < 20; n += 1) await read({ actor })
  await assert.rejects(read({ actor }), /too-many-readings/)
  const [last] = (await accesses()).slice(-1)
  assert.deepEqual(last, { outcome: 'denied', denied: 'too-many-readings' })
})

test('nothing comes out that is not settled, and nothing of another case', async () => {
  const values = { 'contact.email': 'unsettled@example.org' }
  const batch = nextBatch()
  await vault.ask('reports', 'keep', { batch, ref: amina, values, grants: [], at: later(1) })
  assert.deepEqual(await read(), kept)
  await vault.ask('reports', 'discard', { batch })
  const contact = { purpose: contactBack.id, fields: ['contact.email'], actor: system }
  for (const _ of [1, 2]) await read(contact)
  await assert.rejects(read({ ...contact, case: 'R-2' }), /no-grant/)
  await assert.rejects(read({ ...contact, ref: 'nobody' }), /no-grant/)
})

test('a city in which another reading was allowed tells nothing of somebody else', async () => {
  const bruno = await vault.someone('R-7', { 'contact.email': 'bruno@example.org' })
  const own = { purpose: contactBack.id, fields: ['contact.email'], actor: system, case: 'R-7' }
  assert.deepEqual(await read({ ...own, ref: bruno }), { 'contact.email': 'bruno@example.org' })
  await assert.rejects(read(own), /no-grant/)
})
