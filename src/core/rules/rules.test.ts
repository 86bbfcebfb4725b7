import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverageOf, differences, firstOf, rulesFrom, type Vocabulary } from '#core/rules'

const known: Vocabulary = {
  fields: new Map([
    ['category', { type: 'text', values: ['lamp-out', 'flood', 'pothole'] }],
    ['district', { type: 'text', values: ['north', 'harbour'] }],
    ['day', { type: 'text', values: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] }],
    ['time', { type: 'time' }],
    ['date', { type: 'date' }],
    ['answers.lamps', { type: 'number' }],
    ['answers.lies-there', { type: 'several', values: ['glass', 'paper'] }],
  ]),
  units: ['lighting', 'water', 'streets', 'cleaning'],
}
const read = (text: string) => {
  const { rules, errors } = rulesFrom(text, known)
  assert.equal(errors, undefined, JSON.stringify(errors))
  return rules ?? []
}
const errorsIn = (text: string) =>
  (rulesFrom(text, known).errors ?? []).map(({ line, column, expected, found }) =>
    `${line}:${column} ${expected} ${found}`.trimEnd(),
  )
const goes = (text: string, given: Parameters<typeof firstOf>[1]) => {
  const fired = firstOf(read(text), given)
  return fired.is === 'rule' ? fired.rule.unit : fired.is
}

test('the first rule that holds decides, and no later one', () => {
  const text = 'category == "flood" -> water\n\n# for everything else\ntime >= 00:00 -> streets'
  assert.equal(goes(text, { category: 'flood', time: 600 }), 'water')
  assert.equal(goes(text, { category: 'pothole', time: 600 }), 'streets')
  assert.equal(goes('category == "flood" -> water', { category: 'pothole' }), 'nothing')
})

test('“and” binds before “or”, brackets before both, and “not” turns one part round', () => {
  const loose = 'category == "flood" or category == "pothole" and district == "north" -> water'
  assert.equal(goes(loose, { category: 'flood', district: 'harbour' }), 'water')
  const tight = '(category == "flood" or category == "pothole") and district == "north" -> water'
  assert.equal(goes(tight, { category: 'flood', district: 'harbour' }), 'nothing')
  const turned = 'not (category == "flood") and district != "north" -> streets'
  assert.equal(goes(turned, { category: 'pothole', district: 'harbour' }), 'streets')
  assert.equal(goes(turned, { category: 'flood', district: 'harbour' }), 'nothing')
})

test('times, days, dates, numbers, lists and several answers can be asked for', () => {
  const night = 'time >= 20:00 or time < 07:00 -> water'
  assert.deepEqual(
    [1199, 1200, 419, 420].map((time) => goes(night, { time })),
    ['nothing', 'water', 'water', 'nothing'],
  )
  assert.equal(goes('day in ("sat", "sun") -> water', { day: 'sun' }), 'water')
  assert.equal(goes('date > "2026-03-01" -> water', { date: '2026-03-02' }), 'water')
  assert.equal(goes('answers.lamps >= 3 -> lighting', { 'answers.lamps': 3 }), 'lighting')
  const few = (lamps: number) => goes('answers.lamps <= 3 -> lighting', { 'answers.lamps': lamps })
  assert.deepEqual([2, 3, 4].map(few), ['lighting', 'lighting', 'nothing'])
  const first = 'date > "2026-03-01" -> water'
  assert.equal(goes(first, { date: '2026-03-01' }), 'nothing')
  const glass = '"glass" in answers.lies-there -> cleaning'
  assert.equal(goes(glass, { 'answers.lies-there': ['paper', 'glass'] }), 'cleaning')
  assert.equal(goes(glass, { 'answers.lies-there': ['paper'] }), 'nothing')
})

test('a rule is quoted as it was written, without its unit', () => {
  const [rule] = read('  (day in ("sat", "sun")) and time > 08:30   -> water')
  assert.equal(rule?.says, '(day in ("sat", "sun")) and time > 08:30')
})

test('what a resident did not say fulfils no rule, not even that it is something else', () => {
  assert.equal(goes('district != "north" -> water', { district: null }), 'nothing')
  assert.equal(goes('answers.lamps < 3 -> lighting', {}), 'nothing')
})

test('a value that cannot be compared stops the rules and names itself, instead of being passed over', () => {
  const rules = read('answers.lamps > 3 -> lighting\ncategory == "flood" -> water')
  const fired = firstOf(rules, { category: 'flood', 'answers.lamps': 'many' })
  assert.deepEqual([fired.is, fired.is === 'broken' && fired.field], ['broken', 'answers.lamps'])
})

test('a mistake is named by line and column, with what was expected there', () => {
  const mistakes = {
    'category = "flood" -> water': '1:10 sign =',
    'category == "flod" -> water': '1:13 known-value "flod"',
    'category == flood -> water': '1:13 value flood',
    'categry == "flood" -> water': '1:1 known-field categry',
    'category == "flood" -> gardens': '1:24 known-unit gardens',
    'category == "flood" water': '1:21 arrow water',
    'category == "flood" -> water now': '1:30 end-of-line now',
    'category < "flood" -> water': '1:10 comparison <',
    '(category == "flood" -> water': '1:22 closing-bracket ->',
    'day in ("sat" "sun") -> water': '1:15 comma-or-bracket "sun"',
    'category == "flood -> water': '1:13 closing-quote "',
    'time > 24:00 -> water': '1:8 time 24:00',
    'answers.lamps > "3" -> lighting': '1:17 number "3"',
    '"glass" in category -> water': '1:12 several-field category',
    'category == "flood" and -> water': '1:25 condition ->',
    '"flood" == category -> water': '1:1 known-field "flood"',
    [`${'('.repeat(30)}category == "flood" -> water`]: '1:22 shorter category',
  }
  for (const [text, error] of Object.entries(mistakes)) {
    if (error.includes('shorter')) assert.match(errorsIn(text)[0] ?? '', /^1:\d+ shorter/)
    else assert.deepEqual(errorsIn(text), [error], text)
  }
  assert.deepEqual(errorsIn('category ==\n# fine\nday'), ['1:12 value', '3:4 comparison'])
})

test('trying rules out says which never hold, which an earlier one shadows, and what nobody takes', () => {
  const rules = read(
    'category == "flood" -> water\ncategory == "flood" and time > 20:00 -> streets\n' +
      'district == "harbour" -> cleaning\ncategory == "pothole" -> streets',
  )
  const past = (number: string, category: string, otherwise: string | null = 'lighting') => {
    return { number, given: { category, time: 1300, district: 'north' }, otherwise }
  }
  const cases = [past('R-1', 'flood'), past('R-2', 'pothole'), past('R-3', 'lamp-out')]
  const { rules: covered, unmatched } = coverageOf(rules, cases)
  assert.deepEqual(
    covered.map(({ finding }) => finding),
    ['decides', 'shadowed', 'never', 'decides'],
  )
  assert.equal(unmatched, 1)
  assert.deepEqual(differences([], rules, cases), [
    { number: 'R-1', from: 'lighting', to: 'water' },
    { number: 'R-2', from: 'lighting', to: 'streets' },
  ])
  assert.deepEqual(differences(rules, rules, cases), [])
})
