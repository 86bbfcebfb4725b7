import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyone } from '#core/people'
import { page } from '#core/pages'
import { entry } from '#core/record'
import { service } from '#core/service'
import { z } from 'zod'
import { type Catalogue, catalogueFaults } from './texts/catalogues.ts'
import { wantedBy } from './texts/declared.ts'
import { usesOf } from './texts/uses.ts'
import { textFaults } from './texts.ts'

const catalogue = (language: string, sentences: Record<string, string>): Catalogue => ({
  folder: 'src/services/lamps/text',
  language,
  sentences: new Map(Object.entries(sentences)),
})
const both = (sentences: Record<string, string>) => [
  catalogue('en', sentences),
  catalogue('es', sentences),
]
const source = (text: string) => usesOf(new Map([['src/services/lamps/pages.tsx', text]]))

test('a sentence that one language lacks is found, and one that English lacks', () => {
  const found = catalogueFaults([
    catalogue('en', { 'lamps.a': 'A' }),
    catalogue('es', { 'lamps.b': 'B' }),
  ])
  assert.deepEqual(found, [
    'src/services/lamps/text/es.json: lamps.a is missing',
    'src/services/lamps/text/es.json: lamps.b is not in English',
  ])
})

test('a sentence that is filled with other things than in English is found', () => {
  const found = catalogueFaults([
    catalogue('en', { 'lamps.by': 'By {name}' }),
    catalogue('es', { 'lamps.by': 'Por {nombre}' }),
  ])
  assert.deepEqual(found, [
    'src/services/lamps/text/es.json: lamps.by is filled with {nombre}, in English with {name}',
  ])
})

test('an Arabic count with two forms is found, a Spanish one is enough', () => {
  const count = '{n, plural, one {# lamp} other {# lamps}}'
  assert.deepEqual(catalogueFaults(both({ 'lamps.n': count })), [])
  const found = catalogueFaults([
    catalogue('en', { 'lamps.n': count }),
    catalogue('ar', { 'lamps.n': count }),
  ])
  assert.match(found.join(), /lacks the form "zero".*"two".*"few".*"many"/)
})

test('a sentence that is broken, empty or said twice is found', () => {
  assert.match(catalogueFaults(both({ 'lamps.x': 'By {name' })).join(), /cannot be read/)
  assert.match(catalogueFaults(both({ 'lamps.x': ' ' })).join(), /is empty/)
  const again = { ...catalogue('en', { 'lamps.x': 'X' }), folder: 'src/services/other/text' }
  assert.match(catalogueFaults([...both({ 'lamps.x': 'X' }), again]).join(), /already said/)
})

test('a key that has no text is found, and a text that nobody says', () => {
  const uses = source("say('lamps.dark')")
  assert.deepEqual(textFaults(both({ 'lamps.lit': 'Lit' }), uses, []), [
    'src/services/lamps/pages.tsx says lamps.dark, which has no text',
    'lamps.lit is said nowhere',
  ])
})

test('a reason to refuse has a text, the service’s own or the city’s', () => {
  const uses = source(
    "throw new Refusal('refused', ['too-dark', { code: 'too-late', field: 'at' }])",
  )
  const found = textFaults(both({ 'lamps.too-dark': 'It is too dark' }), uses, [])
  assert.equal(found.length, 1)
  assert.match(found.join(), /lamps.too-late/)
})

test('a key put together from a state counts as said, in all its states', () => {
  const uses = source('say(`lamps.state.${state}`)')
  assert.deepEqual(textFaults(both({ 'lamps.state.lit': 'Lit' }), uses, []), [])
})

test('a page calls for its title', () => {
  const show = page({
    name: 'lamps.show',
    path: '/lamps',
    who: anyone,
    input: z.object({}),
    menu: 1,
    load: () => Promise.resolve({}),
    view: () => {
      throw new Error('nobody looks here')
    },
  })
  const lamps = service({
    name: 'lamps',
    right: 1,
    uses: [],
    actions: [],
    pages: [show],
    texts: {},
  })
  const texts = both({
    'lamps.show': 'Lamps',
    'people.who.anyone': 'Everybody',
    'service.lamps': 'Lamps',
  })
  assert.deepEqual(textFaults(texts, source(''), wantedBy([lamps])), [
    'lamps.show calls for the text lamps.show.menu',
  ])
})

test('a fact of a public entry that no reader is told in words is found, and so is a code', () => {
  const moved = entry(
    'lamps.moved',
    z.object({
      number: z.string(),
      to: z.enum(['open', 'shut']).meta({ words: 'lamps.state' }),
      why: z.enum(['storm']),
    }),
  )
  const lamps = service({
    name: 'lamps',
    right: 1,
    uses: [],
    actions: [],
    pages: [],
    entries: [moved],
    texts: {},
  })
  const said = {
    'service.lamps': 'Lamps',
    'entry.lamps.moved': 'Moved',
    'entry.lamps.moved.name': 'Moves',
    'record.field.number': 'Number',
    'entry.lamps.moved.to': 'To',
    'lamps.state.open': 'Open',
  }
  const faults = textFaults(both(said), source(''), wantedBy([lamps]))
  assert.deepEqual(
    faults.filter((line) => line.includes('calls for')),
    [
      'lamps.moved calls for the text entry.lamps.moved.to.shut or lamps.state.shut',
      'lamps.moved calls for the text entry.lamps.moved.why or record.field.why',
      'lamps.moved calls for the text entry.lamps.moved.why.storm',
    ],
  )
})
