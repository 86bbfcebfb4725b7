import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entry, factsOf, fieldsOf, placeOf } from '#core/record'
import { speakers } from '#core/text'
import { z } from 'zod'

const moved = entry(
  'lamps.moved',
  z.object({
    number: z.string(),
    to: z.enum(['open', 'closed']).meta({ words: 'lamps.state' }),
    what: z.enum(['all']),
    unit: z.string().meta({ list: 'units' }),
    days: z.number(),
    final: z.boolean(),
    parts: z.array(z.string()),
    text: z.string().meta({ hash: 'sealed' }).optional(),
    odd: z.string().optional(),
  }),
)
const sentences: Record<string, string> = {
  'record.field.to': 'To',
  'record.field.unit': 'Unit',
  'entry.lamps.moved.to': 'New state',
  'entry.lamps.moved.what.all': 'The whole lamp',
  'lamps.state.closed': 'Closed for good',
  'common.yes': 'Yes',
  'common.no': 'No',
}
const en = Object.fromEntries(
  Object.entries(sentences).map(([key, defaultMessage]) => [key, { defaultMessage }]),
)
const say = speakers([{ en }], ['en'], 'UTC')('en')
const fields = fieldsOf(z.toJSONSchema(moved.body))
const body = {
  unit: 'lighting',
  final: true,
  days: 1200,
  number: 'L-1',
  parts: ['bulb', 'pole'],
  to: 'closed',
  what: 'all',
  text: 'ab12',
}
const facts = factsOf(
  { kind: 'lamps.moved', body, names: { unit: 'Street lighting' } },
  fields,
  say,
)
const of = (name: string) => facts.find((one) => one.name === name)

test('the facts of an entry are told in the order they were declared, not as a database keeps them', () => {
  const told = facts.map(({ name }) => name)
  assert.deepEqual(told, ['number', 'to', 'what', 'unit', 'days', 'final', 'parts', 'text'])
})

test('a code is told in the words its service gives it, or by its name in the city', () => {
  assert.equal(of('to')?.value, 'Closed for good')
  assert.equal(of('what')?.value, 'The whole lamp')
  assert.equal(of('unit')?.value, 'Street lighting')
  assert.equal(of('days')?.value, '1,200')
  assert.equal(of('final')?.value, 'Yes')
  assert.equal(of('parts')?.value, 'bulb and pole')
})

test('a label is the entry’s own, else the one all entries share, else the name itself', () => {
  assert.equal(of('to')?.label, 'New state')
  assert.equal(of('unit')?.label, 'Unit')
  assert.equal(of('number')?.label, 'number')
})

test('a sealed hash is known as one, and what nobody declared any more is still told', () => {
  assert.equal(of('text')?.hash, 'sealed')
  assert.equal(of('number')?.hash, null)
  const old = factsOf({ kind: 'lamps.gone', body: { colour: 'red' }, names: {} }, {}, say)
  assert.deepEqual(old, [{ name: 'colour', label: 'colour', value: 'red', hash: null }])
})

const head = {
  origin: 'luzarra.example/record',
  size: 10,
  note: '',
  at: '2026-03-02T12:00:00.000Z',
  witnesses: [
    { name: 'library', at: '2026-03-02T12:01:00.000Z' },
    { name: 'press', at: '2026-03-02T12:03:00.000Z' },
    { name: 'asleep', at: null },
  ],
  witnessedSize: 8,
  quorumSize: 8,
  quorumNote: '',
  quorumAt: null,
}

test('an entry counts as witnessed only by those that cosigned a log that holds it', () => {
  const seen = placeOf(7, head)
  assert.equal(seen.proved, true)
  assert.equal(seen.seen, 2)
  assert.equal(seen.asked, 3)
  assert.equal(seen.at, '2026-03-02T12:03:00.000Z')
  const signed = placeOf(8, head)
  assert.equal(signed.proved, true)
  assert.equal(signed.seen, 0)
  assert.deepEqual(
    signed.witnesses.map(({ at }) => at),
    [null, null, null],
  )
  for (const place of [placeOf(10, head), placeOf(null, head), placeOf(0, undefined)]) {
    assert.equal(place.proved, false)
    assert.equal(place.at, null)
  }
})
