import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { fieldsOf, shapeOf } from './shape.ts'

const input = z.object({
  title: z.string().trim().min(3).max(80),
  text: z.string().max(600).meta({ input: 'textarea', rows: 7 }).optional(),
  email: z.email().meta({ autocomplete: 'email', personal: true }).nullable().optional(),
  day: z.preprocess((value) => value, z.iso.date()),
  kind: z.enum(['lamp', 'road']),
  many: z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']).default('c'),
  either: z.union([z.literal('left'), z.literal('right')]),
  harms: z.array(z.enum(['fall', 'dark'])).min(1),
  agreed: z.boolean().default(false),
  height: z.int().min(0).max(300),
  lat: z.coerce.number().min(-90).max(90).optional(),
  price: z.string().transform(Number).pipe(z.number().min(2)),
  code: z
    .string()
    .regex(/^[a-z]{4}$/)
    .refine((value) => value !== 'none'),
  answers: z.record(z.string(), z.union([z.string().max(30), z.array(z.string())])),
  place: z.object({ street: z.string().max(50) }).optional(),
})

const control = (name: string) => shapeOf(input, name).control

test('a field is asked for in the way its schema suggests', () => {
  assert.equal(control('title'), 'text')
  assert.equal(control('text'), 'textarea')
  assert.equal(control('email'), 'email')
  assert.equal(control('day'), 'date')
  assert.equal(control('kind'), 'radios')
  assert.equal(control('many'), 'select')
  assert.equal(control('either'), 'radios')
  assert.equal(control('harms'), 'checkboxes')
  assert.equal(control('agreed'), 'checkbox')
  assert.equal(control('height'), 'number')
  assert.equal(control('lat'), 'number')
  assert.equal(control('price'), 'text')
})

test('only what may stay empty is called optional', () => {
  const optional = fieldsOf(input).filter((name) => !shapeOf(input, name).required)
  assert.deepEqual(optional, ['text', 'email', 'many', 'agreed', 'lat', 'place'])
})

test('limits, choices and hints for the browser come from the schema', () => {
  const { maxLength, rows } = shapeOf(input, 'text')
  assert.deepEqual({ maxLength, rows }, { maxLength: 600, rows: 7 })
  const { min, max, step } = shapeOf(input, 'height')
  assert.deepEqual({ min, max, step }, { min: 0, max: 300, step: '1' })
  assert.equal(shapeOf(input, 'lat').step, 'any')
  assert.deepEqual(shapeOf(input, 'harms').options, ['fall', 'dark'])
  assert.deepEqual(shapeOf(input, 'either').options, ['left', 'right'])
  assert.equal(shapeOf(input, 'many').initial, 'c')
  assert.equal(shapeOf(input, 'code').pattern, '^[a-z]{4}$')
  assert.equal(shapeOf(input, 'email').autocomplete, 'email')
  assert.equal(shapeOf(input, 'email').personal, true)
})

test('an answer to a question of a category is found inside its group', () => {
  assert.equal(control('answers.lamp'), 'text')
  assert.equal(shapeOf(input, 'place.street').maxLength, 50)
  assert.equal(shapeOf(input, 'place.street').required, true)
})

test('a field that the schema does not know is a plain line that may stay empty', () => {
  assert.deepEqual([control('unknown'), shapeOf(input, 'unknown').required], ['text', false])
})
