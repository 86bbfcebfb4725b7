import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonText } from '#core/pages'
import { coreTexts, speakers } from '#core/text'
import { z } from 'zod'
import { reasonsOf } from './reasons.ts'

const speak = speakers(coreTexts(), ['en', 'es', 'ar'], 'Europe/Madrid')
const date = new Date('2026-03-02T09:00:00Z')
const [earlier, later] = [new Date(date.getTime() - 1), new Date(date.getTime() + 1)]
const file = new File(['a lamp'], 'lamp.txt')

/** One wrong value for everything a schema can find fault with. */
const wrong: readonly (readonly [z.ZodType, unknown, string])[] = [
  [z.string(), undefined, 'required'],
  [z.string(), 7, 'invalid_type.string'],
  [z.number(), 'two', 'invalid_type.number'],
  [z.int(), 1.5, 'invalid_type.int'],
  [z.number().int(), 1.5, 'invalid_type.int'],
  [z.boolean(), 'perhaps', 'invalid_type.boolean'],
  [z.bigint(), 'x', 'invalid_type.bigint'],
  [z.date(), 'x', 'invalid_type.date'],
  [z.array(z.string()), 'x', 'invalid_type.array'],
  [z.object({}), 'x', 'invalid_type.object'],
  [z.record(z.string(), z.string()), 'x', 'invalid_type.record'],
  [z.set(z.string()), 'x', 'invalid_type.set'],
  [z.map(z.string(), z.string()), 'x', 'invalid_type.map'],
  [z.tuple([z.string()]), 'x', 'invalid_type.tuple'],
  [z.file(), 'x', 'invalid_type.file'],
  [z.nan(), 'x', 'invalid_type.nan'],
  [z.null(), 'x', 'invalid_type.null'],
  [z.never(), 'x', 'invalid_type.never'],
  [z.string().min(1), '', 'required'],
  [z.string().min(3), 'ab', 'too_small.string'],
  [z.string().max(3), 'abcd', 'too_big.string'],
  [z.string().length(3), 'abcd', 'too_big.string'],
  [z.number().min(3), 2, 'too_small.number'],
  [z.number().max(3), 4, 'too_big.number'],
  [z.int(), 2 ** 60, 'too_big.int'],
  [z.int(), -(2 ** 60), 'too_small.int'],
  [z.bigint().min(3n), 2n, 'too_small.bigint'],
  [z.bigint().max(3n), 4n, 'too_big.bigint'],
  [z.date().min(date), earlier, 'too_small.date'],
  [z.date().max(date), later, 'too_big.date'],
  [z.array(z.string()).min(1), [], 'too_small.array'],
  [z.array(z.string()).max(1), ['a', 'b'], 'too_big.array'],
  [z.set(z.string()).min(1), new Set(), 'too_small.set'],
  [z.set(z.string()).max(1), new Set(['a', 'b']), 'too_big.set'],
  [z.file().min(100), file, 'too_small.file'],
  [z.file().max(1), file, 'too_big.file'],
  [z.file().mime('image/png'), file, 'invalid_value'],
  [z.email(), 'x', 'invalid_format.email'],
  [z.url(), 'x', 'invalid_format.url'],
  [z.uuid(), 'x', 'invalid_format.uuid'],
  [z.e164(), 'x', 'invalid_format.e164'],
  [z.iso.date(), 'x', 'invalid_format.date'],
  [z.iso.time(), 'x', 'invalid_format.time'],
  [z.iso.datetime(), 'x', 'invalid_format.datetime'],
  [z.iso.duration(), 'x', 'invalid_format.duration'],
  [z.string().regex(/^\d+$/), 'x', 'invalid_format.regex'],
  [z.string().startsWith('R-'), 'x', 'invalid_format.starts_with'],
  [z.string().endsWith('!'), 'x', 'invalid_format.ends_with'],
  [z.string().includes('!'), 'x', 'invalid_format.includes'],
  [z.string().lowercase(), 'X', 'invalid_format.lowercase'],
  [z.ipv4(), 'x', 'invalid_format.ipv4'],
  [z.base64(), '!', 'invalid_format.base64'],
  [z.jwt(), 'x', 'invalid_format.jwt'],
  [z.enum(['a', 'b']), 'c', 'invalid_value'],
  [z.enum(['a', 'b']), undefined, 'required'],
  [z.literal('a'), 'b', 'invalid_value'],
  [z.number().multipleOf(5), 7, 'not_multiple_of'],
  [z.strictObject({}), { more: 1 }, 'unrecognized_keys'],
  [z.union([z.literal(1), z.object({})]), 'x', 'invalid_union'],
  [z.record(z.string().max(1), z.string()), { long: 'x' }, 'invalid_key'],
  [z.string().refine(() => false), 'x', 'custom'],
]

const found = (schema: z.ZodType, value: unknown) => {
  const result = z.object({ it: schema }).safeParse({ it: value })
  return result.success ? [] : reasonsOf(result.error, { it: value })
}

test('everything a schema can find fault with is told in words, in every language of the city', () => {
  for (const [schema, value, code] of wrong) {
    const [reason, ...others] = found(schema, value)
    assert.equal(reason?.code, code)
    assert.deepEqual(others, [], code)
    for (const language of ['en', 'es', 'ar']) {
      const say = speak(language)
      const text = reason ? reasonText(say, reason) : ''
      assert.doesNotMatch(text, /⟦|undefined|NaN|^$/, `${code} in ${language}: ${text}`)
      const key = [`web.error.${code}`, `web.error.${code.split('.')[0]}`].find((one) =>
        say.has(one),
      )
      assert.ok(key, `${code} has no text in ${language}`)
    }
  }
})

test('a reason of the service stands in the place of a general one', () => {
  const schema = z.string().refine(() => false, { params: { reason: 'reports.no-such-report' } })
  assert.equal(found(schema, 'x')[0]?.code, 'reports.no-such-report')
})

test('a field has one reason at a time; several fields have one each, the deep ones by their place', () => {
  const shape = z.object({ a: z.string().min(5).email(), b: z.array(z.object({ c: z.number() })) })
  const sent = { a: 'x', b: [{ c: 1 }, { c: 'two' }] }
  const result = shape.safeParse(sent)
  assert.ok(!result.success)
  const fields = reasonsOf(result.error, sent).map(({ field, code }) => `${field} ${code}`)
  assert.deepEqual(fields, ['a too_small.string', 'b.1.c invalid_type.number'])
})

test('how much is allowed is part of the sentence', () => {
  const [reason] = found(z.string().max(12), 'more than twelve')
  assert.match(reasonText(speak('en'), reason ?? { code: '' }), /12/)
})
