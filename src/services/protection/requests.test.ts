/** A resident asks, the officer answers, and everybody who has to knows of it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { Refusal } from '#core/kernel'
import { type Access, reveal } from '#core/vault'
import type { Somebody, TestCity } from '#test/city'
import {
  call,
  handedOver,
  looksUp,
  newsletter,
  openRescue,
  reads,
  rescued,
  system,
} from '#test/rescue'
import { ask, withdraw } from './actions/ask.ts'
import { begin } from './actions/clock.ts'
import { close, decide, tell } from './actions/decide.ts'
import { acknowledge, askUnit, explain } from './actions/unit.ts'
import { correcting } from './purposes.ts'
import { promise } from '#test/promise'

let city: TestCity
let amina: Somebody
let eva: Somebody
let officer: Somebody
let lead: Somebody
let ref: string

before(async () => {
  city = await openRescue()
  amina = await city.resident('amina')
  eva = await city.resident('eva')
  officer = await city.official('edmund', 'privacy-officer')
  lead = await city.official('leila', 'unit-lead', 'streets')
  const values = { 'contact.email': 'amina@example.org', 'contact.phone': '+34 600 000 001' }
  ref = await rescued(city, amina, values, [call, handedOver, newsletter])
  await looksUp(city, ref)
  await looksUp(city, ref, handedOver)
  await reads(city, ref)
})
after(() => city?.close())

const why = (code: string) => (failure: unknown) =>
  failure instanceof Refusal && failure.reasons.some((reason) => reason.code === code)
const words = 'I would like to know why this was done, please.'
const letter = 'We looked at it closely, and this is what we found.'

/** Version of a request now, as the desk's form would carry it. */
async function at(number: string) {
  const id = Number(number.slice(2))
  const [row] = await city.rows(sql`select version from protection.request where id = ${id}`)
  return { number, version: Number(row?.['version']) }
}
const begun = async (number: string) => officer.does(begin, await at(number))
const page = async (who: Somebody, path: string) => (await who.opens(path)).text
const accesses = async () =>
  (await amina.opens('/folder.json')).json<{ accesses: Access[] }>().accesses
const recorded = (kind: string) =>
  city.rows(sql`select d, by from record.outbox where t = ${kind} order by id`)

/** The form on a page, sent as a browser without JavaScript sends it. */
async function presses(path: string, text: string) {
  const form = (await page(amina, path)).split('<form').find((one) => one.includes('/ask"')) ?? ''
  const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const sent = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
  return amina.posts(`${path.split('?')[0]}/ask`, { ...sent, text })
}

test('who says nothing, or contests the same reading twice, is told so on the form she wrote on', async () => {
  const { access, number } = await contested()
  const form = `/protection/new/contest?access=${access}`
  const empty = await presses(form, '')
  assert.deepEqual([empty.status, /Look at this reading/.test(empty.text)], [400, true])
  const twice = await presses(form, 'Once more, because nobody answered me yet.')
  assert.equal(twice.status, 422)
  assert.match(twice.text, /Once more, because nobody answered me yet/)
  assert.match(twice.text, /href="\/folder\/accesses\//)
  await amina.does(withdraw, { number })
})

/** Amina contests that an official looked her up. */
async function contested(): Promise<{ access: string; number: string }> {
  const found = (await accesses()).find((one) => one.actor.unit && one.purpose === call.id)
  const access = found?.id ?? ''
  const { number } = await amina.does(ask, { kind: 'contest', access, text: words })
  return { access, number }
}

test('a resident asks, sees number, state and last day, and nobody else finds her request', async () => {
  promise('P2.22')
  const { number } = await amina.does(ask, { kind: 'question', text: words })
  const own = await page(amina, `/protection/requests/${number}`)
  assert.match(own, /I would like to know why/)
  assert.match(own, /April 2, 2026|2 Apr 2026|Apr 2, 2026/)
  assert.match(await page(amina, '/protection/requests'), new RegExp(number))
  assert.equal((await eva.opens(`/protection/requests/${number}`)).status, 404)
  await assert.rejects(eva.does(withdraw, { number }), why('no-such-request'))
  assert.doesNotMatch(await page(eva, '/protection/requests'), new RegExp(number))
  const rows = JSON.stringify(await city.rows(sql`select * from protection.request`))
  assert.doesNotMatch(rows, /would like to know/, 'her words are in the vault alone')
  assert.deepEqual((await recorded('protection.received')).at(-1), {
    d: { number, kind: 'question' },
    by: 'role:resident',
  })
})

test('the officer reads a request only for its own case, and the one who asked sees each look', async () => {
  const { number } = await amina.does(ask, { kind: 'question', text: words })
  assert.match(await page(officer, '/protection/desk'), new RegExp(number))
  // Readings of one instant have no order.
  city.later(60_000)
  assert.match(await page(officer, `/protection/desk/${number}`), /I would like to know why/)
  const [look] = await accesses()
  assert.deepEqual([look?.purpose, look?.case], ['protection.handling', number])
  const about = await amina.does(ask, { kind: 'contest', access: look?.id ?? '', text: words })
  const hers = await page(amina, `/protection/requests/${about.number}`)
  assert.ok(hers.includes(`<a href="/protection/requests/${number}"><bdi>your request ${number}`))
  const desk = await page(officer, `/protection/desk/${about.number}`)
  assert.ok(desk.includes(`<bdi>their request ${number}`), 'in words, and whose it is')
  await amina.does(withdraw, { number: about.number })
  const own = await city.city.channel('protection').refOf(amina.ref)
  const actor = { ...look?.actor, permissions: ['protection.handle'], ref: 'officer' } as never
  const reading = { actor, case: number, at: city.city.clock() }
  await assert.rejects(
    city.city.channel('protection').read(correcting, own, reading),
    why('vault.no-grant'),
    'a question opens nothing of what the city keeps about her',
  )
  const api = (await officer.opens(`/api/protection/desk/${number}`)).text
  assert.doesNotMatch(api, new RegExp(`${own}|I would like`), 'no pseudonym, no words for programs')
  for (const who of [amina, lead]) {
    assert.equal((await who.opens(`/protection/desk/${number}`)).status, 403)
  }
})

test('a contested reading is explained by the unit that read, found unlawful, and she is told', async () => {
  promise('P2.23')
  const { access, number } = await contested()
  await assert.rejects(
    amina.does(ask, { kind: 'contest', access, text: words }),
    why('already-asked'),
  )
  await assert.rejects(
    eva.does(ask, { kind: 'contest', access, text: words }),
    why('about-unknown'),
    'nobody contests the reading of another',
  )
  assert.match(await page(amina, `/folder/accesses/${access}`), /You contest this reading/)
  await begun(number)
  await officer.does(askUnit, { ...(await at(number)), unit: 'streets' })
  const answer = { outcome: 'granted', finding: 'unlawful', breach: 'B-1', text: letter } as const
  await assert.rejects(
    officer.does(decide, { ...(await at(number)), ...answer }),
    why('unit-has-time'),
  )
  const asked = await page(lead, `/protection/unit/${number}`)
  assert.match(asked, /R-1/)
  assert.doesNotMatch(asked, /I would like to know why/, 'the unit does not read her words')
  const other = await city.official('tomas', 'caseworker', 'lighting')
  await assert.rejects(
    other.does(explain, { number, text: 'It was me, and I am sorry.' }),
    why('not-your-unit'),
  )
  await lead.does(explain, { number, text: 'A colleague looked at the wrong person.' })
  assert.match(await page(officer, `/protection/desk/${number}`), /the wrong person/)
  await officer.does(decide, { ...(await at(number)), ...answer })
  await city.work()
  const [mail] = (await city.letters()).filter(({ subject }) => subject.includes(number))
  assert.equal(mail?.to, amina.email)
  assert.doesNotMatch(mail?.text ?? '', /looked at it closely|unlawful/)
  const told = await page(amina, `/protection/requests/${number}`)
  assert.match(told, /the reading was unlawful/)
  assert.match(told, /the wrong person/)
  assert.match(told, /supervisory authority/)
  assert.match(await page(amina, `/folder/accesses/${access}`), /unlawful/)
  assert.deepEqual((await recorded('protection.answered')).at(-1)?.['d'], {
    ...{ number, kind: 'contest', outcome: 'granted', inTime: true },
  })
})

test('a corrected value is really another, the old one is gone, and she sees who was told of it', async () => {
  promise('P2.24')
  const of = { kind: 'correction', field: 'contact.phone', text: words } as const
  await assert.rejects(amina.does(ask, of), why('value-missing'))
  await assert.rejects(amina.does(ask, { ...of, value: 'my phone' }), why('value-unfit'))
  const { number } = await amina.does(ask, { ...of, value: '+34 600 000 002' })
  await begun(number)
  const desk = await page(officer, `/protection/desk/${number}`)
  assert.match(desk, /600 000 001/)
  assert.match(desk, /600 000 002/)
  assert.doesNotMatch(desk, /amina@example\.org/, 'he sees the one value and no other')
  await officer.does(decide, { ...(await at(number)), outcome: 'granted', text: letter })
  const now = await city.city
    .channel('rescue')
    .read(call, ref, { actor: system, at: city.city.clock(), case: 'R-1' })
  const { 'contact.phone': phone } = now
  assert.ok(phone)
  assert.equal(reveal(phone, 'mail'), '+34 600 000 002')
  const unit = await page(lead, '/protection/unit')
  assert.match(unit, /telephone number/)
  assert.match(unit, /Read for: R-1/)
  await assert.rejects(officer.does(close, await at(number)), why('recipients-not-told'))
  const outside = { number, kind: 'outside', code: 'Ambulance of the province' } as const
  await officer.does(tell, { ...outside, what: 'told' })
  await lead.does(acknowledge, { number, unit: 'streets' })
  const own = await page(amina, `/protection/requests/${number}`)
  assert.match(own, /Ambulance of the province/)
  assert.match(own, /took it over/)
  await officer.does(close, await at(number))
  assert.equal((await recorded('protection.told')).length, 2)
  assert.match(await page(officer, `/protection/desk/${number}`), /Nobody but whoever asked/)
  assert.match(await page(amina, `/protection/requests/${number}`), /We looked at it closely/)
})
