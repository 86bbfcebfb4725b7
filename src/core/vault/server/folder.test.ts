import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Access, Holding } from '../model.ts'
import { later, official, openTrial, reading, type Trial } from '../testing.ts'

let vault: Trial
let mine: string
let inReports: string

before(async () => {
  vault = await openTrial()
  const opened = await vault.ask('account', 'accounts.open', {
    email: 'amina@example.org',
    password: 'a long walk home',
    language: 'es',
    address: 'home',
    now: later(0),
  })
  inReports = await vault.ask('reports', 'refOf', { people: opened.peopleRef })
  mine = await vault.ask('folder', 'refOf', { people: opened.peopleRef })
  const values = { 'contact.email': 'amina@example.org' }
  const grants = [{ purpose: 'reports.contact-back', case: 'R-1' }]
  const given = { batch: 'b', ref: inReports, values, grants, at: later(0) }
  await vault.ask('reports', 'keep', given)
  await vault.ask('reports', 'confirm', { batch: 'b' })
})
after(() => vault.close())

test('a resident sees who read, as whom, which fields and why, and who was not let', async () => {
  const reason = 'We must know which lamp'
  await vault.ask('reports', 'read', reading(inReports, { actor: official, at: later(1), reason }))
  const nosy = reading(inReports, { actor: official, at: later(2), case: 'R-2' })
  await vault.ask('reports', 'read', nosy).catch(() => undefined)
  const seen: Access[] = await vault.ask('folder', 'accesses', { ref: mine, limit: 10 })
  const [denied, read] = seen
  assert.equal(seen.length, 2)
  assert.deepEqual(
    [denied?.outcome, denied?.denied, denied?.breach, denied?.at],
    ['denied', 'no-grant', 'violation', later(2)],
  )
  assert.deepEqual(read?.actor, { kind: 'official', badge: '4-7F', unit: 'roads' })
  assert.deepEqual(read?.fields, ['contact.email', 'contact.name'])
  assert.deepEqual([read?.case, read?.reason, read?.outcome], ['R-1', reason, 'read'])
  assert.match(read?.basis?.law ?? '', /art\. 13/)
})

test('the list goes on where the page before ended', async () => {
  for (let n = 3; n < 12; n += 1) {
    await vault.ask('reports', 'read', reading(inReports, { at: later(n) }))
  }
  const all: Access[] = await vault.ask('folder', 'accesses', { ref: mine, limit: 100 })
  const paged: Access[] = []
  for (let before: string | undefined; ;) {
    const page: Access[] = await vault.ask('folder', 'accesses', { ref: mine, limit: 4, before })
    if (page.length === 0) break
    paged.push(...page)
    before = page.at(-1)?.id
  }
  assert.deepEqual(paged, all)
  assert.equal(all.length, 11)
})

test('a resident sees what is held about her and who may read it, not the values', async () => {
  const held: Holding[] = await vault.ask('folder', 'holdings', { ref: mine })
  assert.deepEqual(
    held.map(({ field, class: retention, readableBy }) => [field, retention, readableBy]),
    [
      ['account.email', 'account', []],
      ['contact.email', 'contact', ['reports']],
    ],
  )
  assert.ok(!JSON.stringify(held).includes('amina'))
})

test('only the folder may ask what people see of themselves, and only accounts may open accounts', async () => {
  for (const module of ['reports', 'account']) {
    const asked = vault.ask(module, 'accesses', { ref: inReports, limit: 1 })
    await assert.rejects(asked, /foreign-line/)
    await assert.rejects(vault.ask(module, 'holdings', { ref: inReports }), /foreign-line/)
  }
  const knock = { email: 'a@example.org', password: 'x', address: 'x', now: later(0) }
  await assert.rejects(vault.ask('reports', 'accounts.check', knock), /foreign-line/)
  await assert.rejects(vault.ask('folder', 'accounts.check', knock), /foreign-line/)
})

test('nobody changes or removes what was logged', async () => {
  for (const statement of [
    'update vault.access set outcome = $$read$$',
    'delete from vault.access',
    'truncate vault.access',
  ]) {
    await assert.rejects(vault.db.script(statement), /append-only/)
  }
})
