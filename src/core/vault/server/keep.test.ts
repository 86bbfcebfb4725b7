import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { birthDate } from '../field.ts'
import { purpose } from '../purpose.ts'
import {
  contactBack,
  nextBatch,
  now,
  openTrial,
  ownContact,
  reading,
  type Trial,
} from '../testing.ts'

let vault: Trial
before(async () => {
  vault = await openTrial()
})
after(() => vault.close())

const count = z.object({ n: z.number() })
async function rows(table: 'person' | 'datum' | 'grant' | 'kept'): Promise<number> {
  const from = {
    person: sql`vault.person`,
    datum: sql`vault.datum`,
    grant: sql`vault.grant`,
    kept: sql`vault.kept`,
  }[table]
  const found = await vault.db.look((tx) => tx.one(sql`select count(*) as n from ${from}`, count))
  return found?.n ?? 0
}

function given(more: object = {}): object {
  return {
    batch: nextBatch(),
    ref: null,
    values: { 'contact.email': 'amina@example.org' },
    grants: [{ purpose: contactBack.id, case: 'R-1' }],
    at: now,
    ...more,
  }
}

const refused = (code: string) => (failure: unknown) => {
  const { reasons } = failure as { reasons: readonly { code: string }[] }
  assert.deepEqual(
    reasons.map((reason) => reason.code),
    [code],
  )
  return true
}

test('the same kept twice in one batch is kept once, and answers the same', async () => {
  const input = given()
  const before = await rows('person')
  const refs = [
    await vault.ask('reports', 'keep', input),
    await vault.ask('reports', 'keep', input),
    ...(await Promise.all([1, 2, 3].map(() => vault.ask('reports', 'keep', input)))),
  ]
  assert.equal(new Set(refs).size, 1)
  assert.equal(await rows('person'), before + 1)
})

test('what a discarded batch brought is gone: the person, the values, the keys and the grants', async () => {
  const before = [await rows('person'), await rows('datum'), await rows('grant')]
  const input = given({ batch: 'undone' })
  const ref = await vault.ask('reports', 'keep', input)
  await vault.ask('reports', 'discard', { batch: 'undone' })
  await vault.ask('reports', 'discard', { batch: 'undone' })
  assert.deepEqual([await rows('person'), await rows('datum'), await rows('grant')], before)
  await assert.rejects(vault.ask('reports', 'read', reading(String(ref))))
  await assert.rejects(vault.ask('reports', 'keep', input), refused('vault.batch-settled'))
  await assert.rejects(
    vault.ask('reports', 'confirm', { batch: 'undone' }),
    refused('vault.batch-settled'),
  )
})

test('a new value replaces the old one only when the city committed it', async () => {
  const ref = await vault.someone('R-1', { 'contact.email': 'old@example.org' })
  const values = { 'contact.email': 'new@example.org' }
  const read = () => vault.ask('reports', 'read', reading(ref))
  await vault.ask('reports', 'keep', given({ batch: 'first', ref, values, grants: [] }))
  assert.deepEqual(await read(), { 'contact.email': 'old@example.org' })
  await vault.ask('reports', 'discard', { batch: 'first' })
  assert.deepEqual(await read(), { 'contact.email': 'old@example.org' })
  await vault.ask('reports', 'keep', given({ batch: 'second', ref, values, grants: [] }))
  const before = await rows('datum')
  await vault.ask('reports', 'confirm', { batch: 'second' })
  await vault.ask('reports', 'confirm', { batch: 'second' })
  assert.deepEqual(await read(), { 'contact.email': 'new@example.org' })
  assert.equal(await rows('datum'), before - 1)
})

test('the letter of an action that just committed finds its address before the batch is settled', async () => {
  const ref = await vault.ask('reports', 'keep', given())
  assert.deepEqual(await vault.ask('reports', 'read', reading(String(ref))), {
    'contact.email': 'amina@example.org',
  })
})

test('batches of two services that are called the same never meet', async () => {
  await vault.publish('permits', [purpose({ ...contactBack, id: 'permits.applicant' })])
  const grants = [{ purpose: 'permits.applicant', case: 'P-1' }]
  const [first, second] = [given({ batch: 'same' }), given({ batch: 'same', grants })]
  await vault.ask('reports', 'keep', first)
  await vault.ask('permits', 'keep', second)
  const before = await rows('datum')
  await vault.ask('permits', 'discard', { batch: 'same' })
  assert.equal(await rows('datum'), before - 1)
  await vault.ask('reports', 'confirm', { batch: 'same' })
})

test('the sweep sees open batches only, and only those of its own service', async () => {
  await vault.ask('reports', 'keep', given({ batch: 'left-open' }))
  const open = await vault.ask('reports', 'unconfirmed', { olderThan: 0 })
  assert.ok(open.includes('left-open') && !open.includes('second') && !open.includes('undone'))
  assert.deepEqual(await vault.ask('permits', 'unconfirmed', { olderThan: 0 }), [])
  assert.deepEqual(await vault.ask('reports', 'unconfirmed', { olderThan: 900 }), [])
})

test('a service keeps only what one of its own purposes reads, and never a sign-in address', async () => {
  await vault.publish('permits', [
    purpose({ ...contactBack, id: 'permits.age', fields: [birthDate] }),
  ])
  const keep = (values: object) => vault.ask('reports', 'keep', given({ values }))
  const why = refused('vault.field-not-kept')
  await assert.rejects(keep({ 'person.birthDate': '2001-02-03' }), why)
  await assert.rejects(keep({ 'account.email': 'a@example.org' }), why)
  await assert.rejects(keep({ 'nobody.declared': 'this' }), why)
  const values = { 'account.email': 'a@example.org' }
  await assert.rejects(vault.ask('account', 'keep', given({ values, grants: [] })), why)
})

test('a value that is not written as its field asks is named, and nothing is kept', async () => {
  const before = await rows('person')
  const values = { 'contact.email': 'no address' }
  await assert.rejects(vault.ask('reports', 'keep', given({ values })), (failure: any) => {
    assert.deepEqual(failure.reasons, [{ code: 'vault.not-email', field: 'contact.email' }])
    assert.ok(!JSON.stringify(failure).includes('no address'))
    return true
  })
  assert.equal(await rows('person'), before)
})

test('only a published purpose of the service itself, for cases, can be granted', async () => {
  const why = refused('vault.not-to-grant')
  for (const id of [ownContact.id, 'permits.age', 'reports.unheard-of']) {
    const grants = [{ purpose: id, case: 'R-1' }]
    await assert.rejects(vault.ask('reports', 'keep', given({ grants })), why)
  }
})

test('a closed case that is granted anew stays open, whichever news comes last', async () => {
  const ref = await vault.someone('R-77')
  const at = '2026-03-03T09:00:00.000Z'
  const purposeId = contactBack.id
  await vault.ask('reports', 'grant', {
    batch: nextBatch(),
    ref,
    purpose: purposeId,
    case: 'R-77',
    at,
  })
  await vault.ask('reports', 'revoke', { ref: null, case: 'R-77', at: '2026-03-03T08:59:00.000Z' })
  assert.ok(await vault.ask('reports', 'read', reading(ref, { case: 'R-77' })))
  await vault.ask('reports', 'revoke', { ref, case: 'R-77', at: '2026-03-03T09:01:00.000Z' })
  await assert.rejects(vault.ask('reports', 'read', reading(ref, { case: 'R-77' })))
})

test('ciphertexts that change places do not open', async () => {
  const [one, other] = [await vault.someone('R-1'), await vault.someone('R-1')]
  await vault.db.transact(async (tx) => {
    const ids = await tx.many(
      sql`select d.id from vault.datum d join vault.ref r on r.person = d.person
        where r.ref in (${one}, ${other})`,
      z.object({ id: z.string() }),
    )
    const [a, b] = ids.map(({ id }) => id)
    await tx.run(sql`update vault.datum t set iv = s.iv, ciphertext = s.ciphertext from vault.datum s
      where (t.id = ${a} and s.id = ${b}) or (t.id = ${b} and s.id = ${a})`)
  })
  for (const ref of [one, other]) {
    await assert.rejects(vault.ask('reports', 'read', reading(ref)), /authenticate/)
  }
})

test('the same person is called something else by every service', async () => {
  await vault.db.transact(async (tx) => {
    await tx.run(sql`insert into vault.person (person, since)
      values ('00000000-0000-4000-8000-000000000001', now())`)
    await tx.run(sql`insert into vault.ref (module, ref, person)
      values ('people', 'amina-signed-in', '00000000-0000-4000-8000-000000000001')`)
  })
  const refOf = (module: string) => vault.ask(module, 'refOf', { people: 'amina-signed-in' })
  const refs = [await refOf('reports'), await refOf('permits'), await refOf('folder')]
  assert.equal(new Set(refs).size, 3)
  assert.match(String(refs[0]), /^[0-9a-f]{32}$/)
  assert.equal(await refOf('reports'), refs[0])
  await assert.rejects(vault.ask('reports', 'refOf', { people: 'stranger' }), /person-unknown/)
})
