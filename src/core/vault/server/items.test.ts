/** What a person has several of, who consents, whom another service means, and how long accesses are kept. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { field } from '../field.ts'
import { purpose } from '../purpose.ts'
import { contactBack, nextBatch, now, official, openTrial, type Trial } from '../testing.ts'

const words = field.text('message.written', { class: 'messages', pd: 'pd:Communication' })
const writing = purpose({
  ...contactBack,
  id: 'messages.correspondence',
  fields: [words],
  actors: ['official:reports.contact'],
  retention: { class: 'messages', until: 'case.closed+P2Y' },
})
const news = purpose({
  ...writing,
  id: 'messages.mail',
  basis: { gdpr: '6(1)(a)', law: 'GDPR art. 6(1)(a)' },
  notice: { name: 'messages-mail', version: 1 },
})

let vault: Trial
let amina: string
let ref: string
before(async () => {
  vault = await openTrial()
  await vault.publish('messages', [writing, news])
  amina = await vault.someone('R-1')
  const people = await vault.ask('account', 'accounts.open', {
    address: 'test',
    email: 'amina@luzarra.example',
    password: 'amina likes the harbour',
    language: 'es',
    confirmed: true,
    now,
  })
  ref = await vault.ask('messages', 'refOf', { people: people.peopleRef })
})
after(() => vault.close())

/** Keeps one message and lets its unit read the thread. */
async function write(thread: string, number: number, text: string): Promise<void> {
  const batch = nextBatch()
  const grants = [{ purpose: writing.id, case: thread }]
  const given = { batch, ref, values: { 'message.written': text }, grants, at: now }
  await vault.ask('messages', 'keep', { ...given, item: `${thread}/${number}` })
  await vault.ask('messages', 'confirm', { batch })
}
const asking = (thread: string, of = thread) => ({
  ...{ purpose: writing.id, version: 1, fields: ['message.written'], ref, actor: official },
  ...{ case: thread, at: now, of },
})
const read = async (thread: string, of = thread): Promise<string[]> =>
  (await vault.ask('messages', 'readItems', asking(thread, of))).map(
    ({ value }: { value: string }) => value,
  )
const count = async (statement: ReturnType<typeof sql>) =>
  (await vault.db.look((tx) => tx.one(statement, z.object({ n: z.number() }))))?.n

test('messages stand beside each other, in order, and a thread is one reading', async () => {
  await write('M-1', 1, 'First')
  await write('M-1', 2, 'Second')
  await write('M-10', 1, 'Of another thread')
  const before = await count(sql`select count(*)::int as n from vault.access`)
  assert.deepEqual(await read('M-1'), ['First', 'Second'])
  assert.equal(await count(sql`select count(*)::int as n from vault.access`), (before ?? 0) + 1)
})

test('a reading that is refused gives no word, and is written down', async () => {
  await vault.ask('messages', 'revoke', { ref: null, case: 'M-1', at: now })
  await assert.rejects(read('M-1'), /vault\.no-grant/)
  await assert.rejects(read('M-1', '%'), /vault\.not-understood/)
  const denied = sql`select count(*)::int as n from vault.access where denied = 'no-grant'`
  assert.equal(await count(denied), 1)
})

test('whom another service means is told to messages alone, and only of people with an account', async () => {
  const account = await count(sql`select count(*)::int as n from vault.ref
    where module = 'messages' and ref = ${ref}`)
  assert.equal(account, 1)
  assert.equal(await vault.ask('messages', 'refFrom', { module: 'reports', ref: amina }), null)
  await assert.rejects(
    vault.ask('reports', 'refFrom', { module: 'messages', ref }),
    /vault\.foreign-line/,
  )
  const mine = await vault.ask('folder', 'refOf', {
    people: await peopleRefOf(ref),
  })
  assert.equal(await vault.ask('messages', 'refFrom', { module: 'folder', ref: mine }), ref)
})

async function peopleRefOf(of: string): Promise<string> {
  const row = await vault.db.look((tx) =>
    tx.one(
      sql`select p.ref from vault.ref p join vault.ref m on m.person = p.person
        where p.module = 'people' and m.module = 'messages' and m.ref = ${of}`,
      z.object({ ref: z.string() }),
    ),
  )
  return row?.ref ?? ''
}

test('a service learns who consents to its own notice now, and to no other', async () => {
  const notice = { notice: 'messages-mail', version: 1 }
  const list = (module: string) => vault.ask(module, 'consenting', { ...notice, limit: 10 })
  const given = { ref, ...notice, method: 'form', language: 'ar', at: now }
  const id = await vault.ask('messages', 'consent', given)
  assert.equal(await vault.ask('messages', 'consent', given), id, 'the same consent is one')
  assert.deepEqual(await list('messages'), [{ ref, language: 'es' }])
  assert.deepEqual(await list('reports'), [])
  const mine = { ref, notice: 'messages-mail' }
  assert.equal((await vault.ask('messages', 'consented', mine)).language, 'ar')
  await vault.ask('messages', 'withdraw', { ...mine, at: now })
  assert.equal(await vault.ask('messages', 'consented', mine), null)
  assert.deepEqual(await list('messages'), [])
})

test('accesses go when the years are over that the city keeps them, and not a day before', async () => {
  const all = () => count(sql`select count(*)::int as n from vault.access`)
  const before = await all()
  assert.ok(before)
  const retire = (at: string, accessYears?: number) =>
    vault.ask('operator', 'retention', { now: at, ...(accessYears ? { accessYears } : {}) })
  assert.equal((await retire('2040-01-01T00:00:00.000Z')).accesses, 0, 'where no term is said')
  assert.equal((await retire('2036-03-02T08:59:00.000Z', 10)).accesses, 0)
  assert.equal(await all(), before)
  await assert.rejects(
    vault.db.transact((tx) => tx.run(sql`delete from vault.access`)),
    'nobody removes a younger one',
  )
  assert.equal((await retire('2036-03-02T09:00:01.000Z', 10)).accesses, before)
  assert.equal(await all(), 0)
})
