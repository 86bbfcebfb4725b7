import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { Refusal } from '#core/kernel'
import type { Action } from '#core/actions'
import folder from '#services/folder'
import type { Somebody, TestCity } from '#test/city'
import { call, newsletter, openRescue, reads, registry, rescued, signsIn } from '#test/rescue'

let city: TestCity
let amina: Somebody
let ref: string
before(async () => {
  city = await openRescue()
  amina = await city.resident('amina')
  const values = { 'contact.email': 'amina@example.org', 'contact.phone': '+34 600 123 456' }
  ref = await rescued(city, amina, values, [call, newsletter])
})
after(() => city?.close())

function can(verb: string): Action {
  const found = folder.actions.find(({ name }) => name === `folder.${verb}`)
  assert.ok(found, `nobody can ${verb}`)
  return found
}
const why = (code: string) => (failure: unknown) =>
  failure instanceof Refusal && failure.reasons.some((reason) => reason.code === code)
const recorded = () =>
  city.rows(sql`select d, by from record.outbox where t = 'folder.exercised' order by id`)

/** The form on a page, sent as a browser without JavaScript sends it. */
async function presses(who: Somebody, page: string, action: string, fields: object = {}) {
  const { text } = await who.opens(page)
  const form = text.split('<form').find((one) => one.includes(`action="${action}"`)) ?? ''
  const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const sent = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
  return who.posts(action, { ...sent, ...fields })
}

test('one button takes a consent back, and from that moment nothing is read for it', async () => {
  const given = { notice: 'rescue-news', version: 1, method: 'form', at: city.city.clock() }
  await city.city.channel('rescue').consent(ref, given)
  await reads(city, ref, newsletter)
  const answer = await presses(amina, '/folder/rights', '/folder/rights/withdraw')
  assert.deepEqual(
    [answer.status, answer.headers['location']],
    [303, '/folder/rights#consents'],
    answer.text,
  )
  await assert.rejects(reads(city, ref, newsletter), why('vault.no-consent'))
  assert.match((await amina.opens('/folder/rights')).text, /Taken back/)
  await assert.rejects(
    amina.does(can('withdraw'), { notice: 'rescue-news' }),
    why('folder.no-consent'),
  )
})

test('restricted data are kept and not read until she lifts it, and her folder says so', async () => {
  await reads(city, ref)
  await presses(amina, '/folder/rights', '/folder/rights/restrict')
  await assert.rejects(reads(city, ref), why('vault.restricted'))
  assert.match((await amina.opens('/folder')).text, /Nobody: restricted by you/)
  await presses(amina, '/folder/rights', '/folder/rights/lift')
  await reads(city, ref)
  assert.doesNotMatch((await amina.opens('/folder')).text, /Nobody: restricted by you/)
})

test('she objects to a purpose of public task and to no other', async () => {
  const page = (await amina.opens('/folder/rights')).text
  assert.match(page, /name="purpose" value="rescue\.call"/)
  assert.doesNotMatch(page, /value="rescue\.newsletter"/)
  assert.doesNotMatch(page, /value="rescue\.registry"/, 'nothing it reads is held')
  await amina.does(can('object'), { purpose: call.id })
  await assert.rejects(reads(city, ref), why('vault.objected'))
  await assert.rejects(
    amina.does(can('object'), { purpose: newsletter.id }),
    why('vault.no-objection'),
  )
  await amina.does(can('lift'), { kind: 'objection', subject: call.id })
  await reads(city, ref)
})

test('the record says which rights were exercised, by role and number, and never whose', async () => {
  const entries = await recorded()
  assert.deepEqual(
    entries.map(({ d }) => d),
    ['withdrawal', 'restriction', 'lifting', 'objection', 'lifting'].map((right) => ({
      right,
      count: 1,
    })),
  )
  assert.ok(entries.every(({ by }) => by === 'role:resident'))
})

test('what an open case needs or an order holds stays, and the page says so before she asks', async () => {
  const page = (await amina.opens('/folder/erasing/contact')).text
  assert.match(page, /An open case needs these data/)
  assert.doesNotMatch(page, /<form[^>]*erase/)
  await assert.rejects(amina.does(can('erase'), { class: 'contact' }), why('class-needed'))
  await city.city.channel('rescue').revoke(null, 'R-1', city.city.clock())
  const mine = city.city.channel('folder')
  const own = await mine.refOf(amina.ref)
  const order = { class: 'contact', reference: 'Court 12/2026' }
  await mine.rights.hold(own, order, city.city.clock())
  assert.match((await amina.opens('/folder/erasing/contact')).text, /The order Court 12\/2026/)
  await assert.rejects(amina.does(can('erase'), { class: 'contact' }), why('class-held'))
  await mine.rights.release(own, order, city.city.clock())
  assert.equal((await mine.holdings(own)).length, 3, 'nothing was erased')
})

test('she proves again who she is, reads what goes, erases it, and keeps a receipt with the last day of the key', async () => {
  city.later(11 * 60_000)
  const early = await amina.opens('/folder/erasing/contact')
  assert.deepEqual(
    [early.status, String(early.headers['location']).startsWith('/prove')],
    [303, true],
  )
  await assert.rejects(amina.does(can('erase'), { class: 'contact' }), why('people.prove-again'))
  await signsIn(amina, 'amina')
  assert.match((await amina.opens('/folder/erasing/contact')).text, /telephone number/)
  const answer = await presses(amina, '/folder/erasing/contact', '/folder/erasing/contact/erase')
  assert.equal(answer.headers['location'], '/folder/rights#erased')
  const mine = city.city.channel('folder')
  const own = await mine.refOf(amina.ref)
  assert.deepEqual(
    (await mine.holdings(own)).map(({ field }) => field),
    ['account.email'],
  )
  const page = (await amina.opens('/folder/rights')).text
  assert.match(page, /You asked for it/)
  assert.match(page, /1 Apr 2026|Apr 1, 2026/)
  assert.deepEqual((await recorded()).at(-1)?.['d'], { right: 'erasure', count: 1 })
})

test('she closes her account: she is signed out everywhere and nobody signs in with it any more', async () => {
  const eva = await city.resident('eva')
  await rescued(city, eva, { 'person.birthDate': '1990-05-04' }, [registry])
  const answer = await presses(eva, '/folder/erasing/account', '/folder/erasing/account/erase')
  const receipt = String(answer.headers['location'])
  assert.match(receipt, /^\/folder\/closed\?gone=2026-04-01$/)
  assert.match((await city.anybody.opens(receipt)).text, /Your account is closed/)
  assert.equal((await eva.opens('/folder')).status, 303)
  await assert.rejects(signsIn(eva, 'eva'))
})

test('whoever holds a post of the city does not close the account that goes with it', async () => {
  const olga = await city.official('olga', 'operator')
  assert.match((await olga.opens('/folder/erasing/account')).text, /You hold a post of the city/)
  await assert.rejects(olga.does(can('erase'), { class: 'account' }), why('post-held'))
})
