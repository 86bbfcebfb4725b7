import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#core/kernel'
import { type Identity, residenceOf, residencyFrom } from '#services/residence'
import { districtOf } from './config.ts'
import { residencyAt, yearsAfter } from './model.ts'
import { mayAgreeApart, mayAskLetter, mayTellApart, nextStep } from './rules.ts'

const today = '2026-03-02'
const issuer = 'https://id.example'
const decided = { postcodes: { '90 001': 'puerto-viejo' }, providers: { [issuer]: {} } }
const terms = residenceOf({ config: { residence: decided } })

const amina: Identity = {
  issuer,
  assurance: 'substantial',
  claims: { name: 'Amina Belkacem', birthdate: '1990-05-04', address: { postal_code: '90001' } },
}

const reasonsOf = (identity: Identity) => {
  try {
    residencyFrom(identity, terms, today)
    return []
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return refusal.reasons.map(({ code }) => code)
  }
}
const saying = (claims: object): Identity => ({ ...amina, claims: { ...amina.claims, ...claims } })

test('a provider the city trusts proves residence, and no day of birth is left of it', () => {
  assert.deepEqual(residencyFrom(amina, terms, today), {
    who: { name: 'Amina Belkacem', birthDate: '1990-05-04' },
    residency: { until: '2028-03-01', district: 'puerto-viejo', over16From: today },
  })
})

test('the word of a stranger proves nothing, nor that of a provider that is not sure', () => {
  assert.ok(reasonsOf({ ...amina, issuer: 'https://other.example' }).includes('provider-unknown'))
  assert.deepEqual(reasonsOf({ ...amina, issuer: '__proto__' })[0], 'provider-unknown')
  assert.deepEqual(reasonsOf({ ...amina, assurance: 'low' }), ['not-sure-enough'])
  assert.deepEqual(reasonsOf({ ...amina, assurance: 'high' }), [])
})

test('every missing claim is named at once', () => {
  const nothing = saying({ name: ' ', birthdate: '4 May', address: 'Harbour 1' })
  assert.deepEqual(reasonsOf(nothing), ['no-name', 'no-birth-date', 'not-in-the-city'])
  assert.deepEqual(reasonsOf(saying({ birthdate: '2026-03-03' })), ['no-birth-date'])
  assert.deepEqual(reasonsOf(saying({ address: { postal_code: '11111' } })), ['not-in-the-city'])
})

test('of whoever is not sixteen yet the day is kept on which they will be', () => {
  const of = (birthDate: string) =>
    residencyAt(today, { district: 'x', birthDate, validDays: 10 }).over16From
  assert.equal(of('2010-03-02'), today, 'sixteen today')
  assert.equal(of('2010-03-03'), '2026-03-03')
  assert.equal(yearsAfter('2012-02-29', 16), '2028-02-29')
  assert.equal(yearsAfter('2012-02-29', 18), '2030-03-01')
})

test('a postcode is the same with and without spaces', () => {
  assert.equal(districtOf(terms, '90001'), 'puerto-viejo')
  assert.equal(districtOf(terms, '90002'), undefined)
})

test('letters go to the city, one at a time, four a year', () => {
  const fine = { inTheCity: true, born: true, underWay: false, thisYear: 3 }
  assert.deepEqual(mayAskLetter.reasons(fine), [])
  const none = { inTheCity: false, born: false, underWay: true, thisYear: 4 }
  assert.equal(mayAskLetter.reasons(none).length, 4)
})

test('namesakes are told apart by a fact of one kind, by two officials, never in their own matter', () => {
  const fine = { numberKnown: true, ownAccount: false, districtKnown: true, no: null } as const
  assert.deepEqual(mayTellApart.reasons(fine), [])
  const said = { nobody: 'no-namesake', same: 'same-person', other: 'other-person' } as const
  for (const no of ['nobody', 'same', 'other'] as const) {
    assert.deepEqual(mayTellApart.reasons({ ...fine, no }), [said[no]])
  }
  const kind = { ...fine, ownAccount: true, no: 'birth-place' } as const
  assert.deepEqual(mayTellApart.reasons(kind), ['own-account', 'by-birth-place'])
  const agreed = { numberKnown: true, no: null } as const
  assert.deepEqual(mayAgreeApart.reasons(agreed), [])
  assert.deepEqual(mayAgreeApart.reasons({ ...agreed, no: 'own' }), ['second-official'])
  assert.deepEqual(mayAgreeApart.reasons({ ...agreed, no: 'fact' }), ['other-fact'])
})

test('there is one next step at a time', () => {
  const at = { resident: false, letter: null, ending: null, soonOver: false } as const
  assert.equal(nextStep(at), 'prove')
  assert.equal(nextStep({ ...at, letter: 'waiting' }), 'wait')
  assert.equal(nextStep({ ...at, letter: 'sent', resident: true }), 'enter-code')
  assert.equal(nextStep({ ...at, resident: true }), 'nothing')
  assert.equal(nextStep({ ...at, resident: true, soonOver: true }), 'renew')
})
