/** Consent, restriction and emergencies: what a person says stops a reading, and who is told. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Access } from '../model.ts'
import type { Consent, Emergency, Limitation } from '../rights-model.ts'
import { accountLetters, accountNotices } from '../account-purposes.ts'
import { purpose } from '../purpose.ts'
import { contactBack, later, now, official, openTrial, ownContact } from '../testing.ts'
import { reading, type Trial } from '../testing.ts'
import { promise } from '#test/promise'

const notice = { name: 'reports-mail', version: 1 }
const news = purpose({ ...contactBack, id: 'reports.news', notice })
const danger = purpose({ ...contactBack, id: 'reports.danger', emergency: true })
const reason = 'A person lies in the street'

let vault: Trial
let people: string
let amina: string
let mine: string

before(async () => {
  vault = await openTrial()
  await vault.publish('reports', [contactBack, ownContact, news, danger])
  await vault.publish('account', [accountLetters, accountNotices])
  const opened = await vault.ask('account', 'accounts.open', {
    email: 'amina@example.org',
    password: 'a long walk home',
    language: 'es',
    address: 'home',
    confirmed: true,
    now,
  })
  people = opened.peopleRef
  amina = await vault.ask('reports', 'refOf', { people })
  mine = await vault.ask('folder', 'refOf', { people })
  const values = { 'contact.email': 'amina@example.org', 'contact.name': 'Amina' }
  const grants = [contactBack, news].map(({ id }) => ({ purpose: id, case: 'R-1' }))
  await vault.ask('reports', 'keep', { batch: 'a', ref: amina, values, grants, at: now })
  await vault.ask('reports', 'confirm', { batch: 'a' })
})
after(() => vault.close())

const forNews = (at = now) => vault.ask('reports', 'read', reading(amina, { purpose: news.id, at }))

test('who withdraws a consent in the folder is read no more from that moment, and sees both', async () => {
  promise('P2.9')
  await assert.rejects(forNews(), /no-consent/)
  const given = { ref: amina, notice: notice.name, version: 1, method: 'form', at: now }
  await vault.ask('reports', 'consent', given)
  await vault.ask('reports', 'consent', given)
  assert.equal((await forNews())['contact.name'], 'Amina')
  const withdrawing = { ref: mine, notice: notice.name, at: later(60) }
  const ref = await vault.ask('messages', 'refOf', { people })
  const others = { ...withdrawing, ref }
  await assert.rejects(vault.ask('messages', 'withdraw', others), /foreign-line/)
  assert.equal((await forNews())['contact.name'], 'Amina')
  assert.equal(await vault.ask('folder', 'withdraw', withdrawing), true)
  assert.equal(await vault.ask('folder', 'withdraw', withdrawing), false)
  await assert.rejects(forNews(later(61)), /no-consent/)
  const all: Consent[] = await vault.ask('folder', 'consents', { ref: mine })
  assert.deepEqual(
    all.map((one) => [one.notice, one.version, one.given, one.withdrawn]),
    [['reports-mail', 1, now, later(60)]],
  )
  const [denied]: Access[] = await vault.ask('folder', 'accesses', { ref: mine, limit: 1 })
  assert.equal(denied?.denied, 'no-consent')
})

test('a service asks only for consents that one of its purposes needs', async () => {
  const given = { ref: amina, notice: 'profiling', version: 1, method: 'form', at: now }
  await assert.rejects(vault.ask('reports', 'consent', given), /notice-unknown/)
})

test('what is restricted only the person reads, until it is lifted', async () => {
  promise('P2.9')
  const limiting = { ref: mine, kind: 'restriction', subject: 'contact', at: now }
  await vault.ask('folder', 'limit', limiting)
  await assert.rejects(vault.ask('reports', 'read', reading(amina)), /restricted/)
  const own = { purpose: ownContact.id, fields: ['contact.email'] }
  const self = { ...official, kind: 'self', ref: amina }
  const read = await vault.ask('reports', 'read', reading(amina, { ...own, actor: self }))
  assert.deepEqual(read, { 'contact.email': 'amina@example.org' })
  assert.equal(await vault.ask('folder', 'lift', { ...limiting, at: later(9) }), true)
  await vault.ask('reports', 'read', reading(amina))
  const all: Limitation[] = await vault.ask('folder', 'limitations', { ref: mine })
  assert.deepEqual(all, [{ kind: 'restriction', subject: 'contact', from: now, until: later(9) }])
  const account = { ...limiting, subject: 'account' }
  await assert.rejects(vault.ask('folder', 'limit', account), /no-restriction/)
  await assert.rejects(vault.ask('reports', 'limit', limiting), /foreign-line/)
})

test('in an emergency an official reads without a case, and the person and the officer are told', async () => {
  const actor = { ...official, freshAt: later(60) }
  const at = later(100)
  const asking = { at, purpose: danger.id, case: undefined, actor, emergency: true, reason }
  const read = await vault.ask('reports', 'read', reading(amina, asking))
  assert.equal(read['contact.name'], 'Amina')
  const [seen]: Access[] = await vault.ask('folder', 'accesses', { ref: mine, limit: 1 })
  assert.deepEqual([seen?.emergency, seen?.reason, seen?.case], [true, reason, null])
  const due: Emergency[] = await vault.ask('folder', 'notices.due', { limit: 9 })
  const about = { access: seen?.id, module: 'reports', purpose: danger.id, at }
  assert.deepEqual(due, [
    { ...about, whom: 'person' },
    { ...about, whom: 'officer' },
  ])
  const asked = { access: seen?.id, now: later(101) }
  const letter = await vault.ask('account', 'notices.letter', asked)
  assert.deepEqual(letter, { to: 'amina@example.org', language: 'es' })
  for (const whom of ['person', 'officer']) {
    await vault.ask('folder', 'notices.told', { access: seen?.id, whom, at: later(102) })
  }
  assert.deepEqual(await vault.ask('folder', 'notices.due', { limit: 9 }), [])
  assert.equal(await vault.ask('account', 'notices.letter', asked), null)
})

test('accesses are found by service, purpose, field, outcome and time', async () => {
  const found = async (more: object) => {
    const list: Access[] = await vault.ask('folder', 'accesses', { ref: mine, limit: 99, ...more })
    return list
  }
  const all = await found({})
  for (const [more, is] of [
    [{ purpose: danger.id }, (one: Access) => one.purpose === danger.id],
    [{ module: 'account' }, (one: Access) => one.module === 'account'],
    [{ field: 'contact.name' }, (one: Access) => one.fields.includes('contact.name')],
    [{ outcome: 'denied' }, (one: Access) => one.outcome === 'denied'],
    [{ from: later(1) }, (one: Access) => one.at >= later(1)],
    [{ until: later(1) }, (one: Access) => one.at < later(1)],
  ] as const) {
    const some = await found(more)
    assert.deepEqual(some, all.filter(is))
    assert.ok(some.length > 0 && some.length < all.length)
  }
})
