import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { formValues } from './form-values.ts'

test('what was typed is trimmed, and an empty field is a missing one', () => {
  const shape = z.object({ name: z.string(), note: z.string().optional() })
  assert.deepEqual(formValues(shape, { name: '  Amina\r\nBakri ', note: '   ' }), {
    name: 'Amina\nBakri',
  })
})

test('numbers come as numbers, with a point or a comma; what is none stays as it was typed', () => {
  const shape = z.object({ lamps: z.number(), height: z.number().optional(), odd: z.number() })
  const sent = { lamps: '3', height: '2,5', odd: 'two' }
  assert.deepEqual(formValues(shape, sent), { lamps: 3, height: 2.5, odd: 'two' })
})

test('a ticked box says yes, a box that was not sent says no', () => {
  const shape = z.object({ dark: z.boolean(), loud: z.boolean().default(false) })
  assert.deepEqual(formValues(shape, { dark: 'on' }), { dark: true, loud: false })
  assert.deepEqual(formValues(shape, { dark: ['no', 'yes'] }), { dark: true, loud: false })
})

test('one of several is a list as well; empty choices are none', () => {
  const shape = z.object({ kinds: z.array(z.string()), sizes: z.array(z.number()).default([]) })
  assert.deepEqual(formValues(shape, { kinds: 'lamp', 'sizes[]': ['1', '', '2'] }), {
    kinds: ['lamp'],
    sizes: [1, 2],
  })
  assert.deepEqual(formValues(shape, { kinds: '' }), { kinds: [], sizes: [] })
})

test('a name that was sent twice counts once, with its last value', () => {
  assert.deepEqual(formValues(z.object({ unit: z.string() }), { unit: ['a', 'b'] }), { unit: 'b' })
})

test('answers of a category come by their names', () => {
  const shape = z.object({ answers: z.record(z.string(), z.unknown()) })
  const sent = { 'answers[fault]': 'dark', 'answers[when][]': ['night', 'day'] }
  assert.deepEqual(formValues(shape, sent), {
    answers: { fault: 'dark', when: ['night', 'day'] },
  })
})

test('nobody reaches the root of all objects through the name of a field', () => {
  const shape = z.object({ text: z.string().optional() })
  const sent = { '__proto__[polluted]': 'yes', 'constructor[prototype]': 'yes', text: 'x' }
  assert.deepEqual(formValues(shape, sent), { text: 'x' })
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

test('what the form was not asked for is left out', () => {
  assert.deepEqual(formValues(z.object({ a: z.string() }), { a: '1', b: '2' }), { a: '1' })
})

test('the shape is found below what a pipe begins with and below null', () => {
  const code = z
    .string()
    .transform((text) => text.replaceAll(' ', ''))
    .pipe(z.string())
  const shape = z.object({ code, many: z.number().nullable(), fixed: z.number().readonly() })
  const sent = { code: '12 34', many: '4', fixed: '5' }
  assert.deepEqual(formValues(shape, sent), { code: '12 34', many: 4, fixed: 5 })
})
