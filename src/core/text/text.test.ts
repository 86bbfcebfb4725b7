import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dirOf, languageName, pickLanguage, speakers } from '#core/text'

const texts = [
  {
    en: {
      'a.plain': { defaultMessage: 'It’s open' },
      'a.days': { defaultMessage: '{n, plural, one {# day} other {# days}}' },
      'a.only-english': { defaultMessage: 'Only in English' },
      'a.quoted': { defaultMessage: "We don't say '{'name'}' or <b>bold</b>" },
      'a.at': { defaultMessage: 'Opened {at, date, long}, {at, time, short}' },
    },
    ar: {
      'a.plain': { defaultMessage: 'مفتوح' },
      'a.days': {
        defaultMessage:
          '{n, plural, zero {لا أيام} one {يوم} two {يومان} ' +
          'few {# أيام} many {# يومًا} other {# يوم}}',
      },
    },
    es: { 'a.days': { defaultMessage: '{days, plural, one {# día} other {# días}}' } },
  },
  { en: { 'b.later': { defaultMessage: 'Later' } } },
]
const speak = speakers(texts, ['es', 'en', 'ar'], 'Europe/Madrid')

test('Arabic is written from the right and has six plural forms', () => {
  const say = speak('ar')
  assert.equal(say.dir, 'rtl')
  const forms = [0, 1, 2, 3, 11, 100].map((n) => say('a.days', { n }))
  assert.deepEqual(forms, ['لا أيام', 'يوم', 'يومان', '3 أيام', '11 يومًا', '100 يوم'])
})

test('a sentence that is missing is said in English, and its key when English lacks it too', () => {
  assert.equal(speak('ar')('a.only-english'), 'Only in English')
  assert.equal(speak('ar')('a.nowhere'), '⟦a.nowhere⟧')
  assert.equal(speak('es').has('b.later'), true)
  assert.equal(speak('es').has('b.never'), false)
})

test('a sentence whose values do not fit is said in English instead of breaking the page', () => {
  assert.equal(speak('es')('a.days', { n: 2 }), '2 days')
  assert.equal(speak('en')('a.days'), '⟦a.days⟧')
})

test('a language the city does not speak becomes its first', () => {
  assert.equal(speak('fr').language, 'es')
})

test('apostrophes, braces and angle brackets stay what they are', () => {
  const say = speak('en')
  assert.equal(say('a.plain'), 'It’s open')
  assert.equal(say('a.quoted'), "We don't say {name} or <b>bold</b>")
})

test('moments are told in the time zone of the city, days are not moved', () => {
  const say = speak('en')
  assert.equal(say.date('2026-03-01T23:30:00.000Z', 'dateTime'), '2 Mar 2026, 00:30')
  assert.equal(say.date('2026-03-01'), '1 Mar 2026')
  assert.equal(say.date('2026-03-01', 'dateTime'), '1 Mar 2026')
  assert.equal(say.date('2026-03-01', 'long'), 'Sunday, 1 March 2026')
  assert.equal(say.date('2026-03-01T23:30:00.000Z', 'month'), 'March 2026')
  assert.equal(say.date('2026-03-01T23:30:00.000Z', 'time'), '00:30')
  assert.equal(speak('es').date('2026-03-01'), '1 mar 2026')
  const at = new Date('2026-03-01T23:30:00.000Z')
  assert.equal(say('a.at', { at }), 'Opened 2 March 2026, 00:30')
})

test('how long ago is told in the unit that fits', () => {
  const say = speak('en')
  const now = '2026-03-10T12:00:00.000Z'
  assert.equal(say.ago('2026-03-10T11:59:40.000Z', now), 'now')
  assert.equal(say.ago('2026-03-10T11:55:00.000Z', now), '5 minutes ago')
  assert.equal(say.ago('2026-03-09T11:00:00.000Z', now), '1 day ago')
  assert.equal(say.ago('2026-03-10T14:00:00.000Z', now), 'in 2 hours')
  assert.equal(say.ago('2024-03-10T12:00:00.000Z', now), '2 years ago')
})

test('numbers, lists and sizes are written as the reader writes them', () => {
  assert.equal(speak('es').number(12345.5), '12.345,5')
  assert.equal(speak('es').list(['rampa', 'luz', 'banco']), 'rampa, luz y banco')
  assert.equal(speak('en').list([]), '')
  assert.deepEqual(
    [0, 999, 1000, 3_200_000].map((n) => speak('en').bytes(n)),
    ['0 bytes', '999 bytes', '1 kB', '3.2 MB'],
  )
})

test('the browser’s wish is followed, by weight, then the city’s first language', () => {
  const ours = ['es', 'en', 'ar']
  assert.equal(pickLanguage('fr;q=0.9, ar-EG;q=0.8, en;q=0.2', ours), 'ar')
  assert.equal(pickLanguage('en;q=0.2, ES;q=0.3', ours), 'es')
  assert.equal(pickLanguage('en;q=0, *', ours), 'es')
  for (const odd of [undefined, '', ';;,', 'q=1', 'en;q=abc', 'de', 'x'.repeat(9000)]) {
    assert.equal(pickLanguage(odd, ours), 'es')
  }
})

test('languages are named by themselves', () => {
  assert.equal(languageName('ar'), 'العربية')
  assert.equal(languageName('pt-BR'), 'Português')
  assert.equal(languageName('tlh'), 'tlh')
  assert.equal(dirOf('fa-AF'), 'rtl')
  assert.equal(dirOf('en'), 'ltr')
})
