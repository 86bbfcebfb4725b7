import assert from 'node:assert/strict'
import { test } from 'node:test'
import { category } from './config.ts'
import { fillsIn, mayRestore } from './earlier.ts'
import { shield } from './keeping.ts'
import { piecesOf, publicly, shielded, stretchesOf } from './masking.ts'
import { mayReadWords } from './words.ts'

const text = 'Ask Mrs. Ada Vell (+34 612 345 678) about the lamp'

test('what looks like personal data is hidden, and what its writer leaves stays', () => {
  assert.equal(publicly(text, []), 'Ask Mrs. ••• (•••) about the lamp')
  assert.equal(publicly(text, ['Ada Vell']), 'Ask Mrs. Ada Vell (•••) about the lamp')
  assert.deepEqual(piecesOf([text, text], ['Ada Vell']), [
    { kind: 'name', text: 'Ada Vell', left: true },
    { kind: 'phone', text: '+34 612 345 678', left: false },
  ])
})

test('the stretches of a text are the whole text', () => {
  for (const whole of [text, '', 'The lamp is dark', 'ada@mail.example']) {
    const stretches = stretchesOf(whole, [])
    assert.equal(stretches.map((it) => it.text).join(''), whole)
  }
})

test('answers in words and the place in words are hidden like the text, chosen answers are not', () => {
  const named = { en: 'x' }
  const kind = category.parse({
    code: 'lamp',
    group: 'light',
    name: named,
    instructions: named,
    unit: 'lighting',
    publicPoint: true,
    publicText: true,
    slaDays: 3,
    questions: [
      { code: 'words', type: 'text', label: named },
      { code: 'lamps', type: 'number', label: named },
    ],
  })
  const typed = {
    text,
    address: 'Calle Mayor 3, Sra. Vell',
    answers: { words: 'ada@mail.example', lamps: 2 },
  }
  assert.deepEqual(shielded(typed, kind, ['Vell']), {
    text: 'Ask Mrs. ••• (•••) about the lamp',
    address: 'Calle Mayor 3, Sra. Vell',
    answers: { words: '•••', lamps: 2 },
  })
  assert.equal(shielded(typed, kind, []).address, 'Calle Mayor 3, Sra. •••')
})

test('hidden words are read only where there are some, and not a year after the end', () => {
  const today = '2026-03-02'
  assert.deepEqual(mayReadWords.reasons({ kept: true, closedOn: null, today }), [])
  assert.deepEqual(mayReadWords.reasons({ kept: false, closedOn: null, today }), ['nothing-hidden'])
  const late = { kept: true, closedOn: '2025-03-01', today }
  assert.deepEqual(mayReadWords.reasons(late), ['closed-too-long'])
})

test('what would not fit into the vault whole is refused at its field, and nothing of it is cut in silence', async () => {
  const name = { en: 'x' }
  const question = { type: 'text', label: name, most: 9000 }
  const lamp = {
    ...{ code: 'lamp', group: 'gg', name, instructions: name, unit: 'uu', slaDays: 3 },
    ...{ publicPoint: true, publicText: true },
    questions: [
      { ...question, code: 'one' },
      { ...question, code: 'other' },
    ],
  }
  const config = { reports: { groups: [{ code: 'gg', name }], categories: [lamp] } }
  const kept: object[] = []
  const keep = async (_: string | null, values: object) => `v-${kept.push(values)}`
  const typed = { number: 7, category: 'lamp', left: [], ref: null, address: null, text }
  const shielding = (one: string, other: string) =>
    shield({ city: { config }, keep }, { ...typed, answers: { one, other } })
  await assert.rejects(
    shielding('a '.repeat(1000), 'b '.repeat(4200)),
    (failure: { reasons?: unknown }) => {
      assert.deepEqual(failure.reasons, [
        { code: 'too-much-hidden', field: 'answers.other', values: { most: 10_000 } },
      ])
      return true
    },
  )
  assert.deepEqual(kept, [])
  const whole = { one: 'a '.repeat(800), other: 'b '.repeat(4100) }
  assert.equal((await shielding(whole.one, whole.other)).original, 'v-1')
  assert.deepEqual(kept, [{ 'report.typed': [text, whole.one, whole.other].join('\n\n') }])
})

test('what was hidden without need is put back, and nothing else is written into somebody’s words', () => {
  const shown = 'Mrs. ••• has the key (•••).'
  const whole = 'Mrs. Ada Vell has the key (+34 612 345 678).'
  assert.equal(fillsIn(shown, whole), true)
  for (const other of [
    shown.replaceAll('•••', ''),
    `${whole} Ask her.`,
    whole.replace('has', 'lost'),
    whole.replace('Ada', 'Ada\n'),
  ]) {
    assert.equal(fillsIn(shown, other), false, other)
  }
  const asking = { hidden: true, shown, whole }
  assert.deepEqual(mayRestore.reasons(asking), [])
  assert.deepEqual(mayRestore.reasons({ ...asking, hidden: false }), ['nothing-hidden-later'])
  assert.deepEqual(mayRestore.reasons({ ...asking, whole: 'Nobody' }), ['other-words'])
  assert.deepEqual(mayRestore.reasons({ ...asking, kept: null }), ['kept-no-longer'])
  const kept = `${whole}\n\nCalle Alta 3`
  assert.deepEqual(mayRestore.reasons({ ...asking, kept }), [])
  assert.deepEqual(mayRestore.reasons({ ...asking, kept: kept.replace('Ada', 'Eva') }), [
    'not-what-was-typed',
  ])
})
