import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, test } from 'node:test'
import { services } from '../src/city.ts'
import { openCity, type Somebody, type TestCity } from '#test/city'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'

/** Every page and action of the city is sent nonsense; whoever wants the same again names the seed. */
const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
const SECONDS = Number(process.env['MALFORMED_SECONDS'] ?? 40)

let city: TestCity
let people: Somebody[]
before(async () => {
  city = await openCity()
  const roles = city.city.facts.roles.map(({ name }) => city.official(`all-of-${name}`, name))
  people = [city.anybody, await city.resident('amina'), ...(await Promise.all(roles))]
})
after(() => city.close())

const odd = fc.constantFrom(
  '',
  ' ',
  '\0',
  'a\0b',
  '%00',
  '%',
  '%zz',
  '%c0%af',
  '%ff%fe',
  '..%2f..%2fetc',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '\ud800',
  '\ud83d',
  '﷽'.repeat(200),
  'x'.repeat(9000),
  '-1',
  '0',
  '1e400',
  'NaN',
  '99999999999999999999',
  '9007199254740993',
  '2026-02-30',
  '0000-00-00',
  '+275760-09-14',
  '018f0000-0000-7000-8000-000000000000',
  'R-1',
  'R-99999999999999',
  "' or 1=1 --",
  '\\',
  '{{7*7}}',
  '<script>',
  '::1',
  '\u202e',
  '12,5',
)
const text = fc.oneof(
  odd,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 20 }),
)
/** Stands for a list in a list in a list, deeper than a careless reader can follow. */
const DEEP = 'deep as the sea'
const deep = (body: string) =>
  body.replaceAll(`"${DEEP}"`, `${'['.repeat(20_000)}${']'.repeat(20_000)}`)
const json = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, [], {}, true, -0, 1e308, 2 ** 53, [[[[]]]], DEEP),
  fc.array(text, { maxLength: 5 }),
)

interface Place {
  readonly name: string
  readonly path: string
  readonly fields: readonly string[]
  readonly acts: boolean
}

const places: readonly Place[] = services.flatMap((service) => [
  ...service.pages.flatMap(({ name, path, input, also }) => [
    { name, path, fields: Object.keys(input.shape), acts: false },
    ...Object.keys(also ?? {}).map((ending) => {
      return { name, path: `${path}.${ending}`, fields: Object.keys(input.shape), acts: false }
    }),
  ]),
  ...service.actions.map(({ name, path, input }) => {
    return { name, path, fields: Object.keys(input.shape), acts: true }
  }),
])

const filled = (path: string, values: readonly string[], raw: boolean) => {
  let at = 0
  return path.replace(/:\w+/g, () => {
    const value = values[at++ % Math.max(1, values.length)] ?? 'x'
    return raw
      ? value.replace(/[^\x21-\x7e]|[/?#]/g, '') || 'x'
      : encodeURIComponent(value.toWellFormed()) || 'x'
  })
}

const headersOf = fc.record(
  {
    cookie: fc.oneof(text, fc.constantFrom('cityright=', 'form=;;;=', 'language=__proto__', 'a=%')),
    'accept-language': fc.oneof(text, fc.constantFrom('*;q=9', 'ar;q=,', ','.repeat(500))),
    'content-type': fc.oneof(text, fc.constantFrom('multipart/form-data; boundary=', 'text/html')),
    'idempotency-key': fc.string({ minLength: 8, maxLength: 40 }),
    'user-agent': text,
    'if-none-match': text,
    'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', 'x'),
    origin: text,
    host: fc.constantFrom('', 'evil.example', '[', 'localhost:99999'),
    'x-forwarded-for': text,
    range: fc.constantFrom('bytes=0-', 'bytes=-1,9-', 'x'),
  },
  { requiredKeys: [] },
)

/** What a header can carry at all; a client cannot send the rest. */
const sendable = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\t\x20-\x7e]/g, '?')]),
  )

const boundary = 'bound'
const multipart = (pairs: readonly (readonly [string, unknown])[]) =>
  Buffer.from(
    pairs
      .map(([name, value], at) => {
        const file = at % 2 ? `; filename="${asText(value).slice(0, 30)}.jpg"` : ''
        return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${asText(value)}\r\n`
      })
      .join('')
      .concat(`--${boundary}--\r\n`),
  )

const garbage = fc.record({
  who: fc.nat(),
  place: fc.nat(),
  way: fc.constantFrom('form', 'json', 'multipart', 'raw', 'cut'),
  path: fc.array(text, { minLength: 1, maxLength: 3 }),
  raw: fc.boolean(),
  own: fc.array(json, { maxLength: 8 }),
  more: fc.array(
    fc.tuple(
      fc.oneof(odd, fc.constantFrom('a[b]', 'a[__proto__]', '__proto__[a]', 'photos')),
      json,
    ),
    { maxLength: 3 },
  ),
  headers: headersOf,
})
type Garbage = typeof garbage extends fc.Arbitrary<infer G> ? G : never

const asText = (value: unknown) =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

function payloadOf(pairs: readonly (readonly [string, unknown])[], way: Garbage['way']) {
  const form = new URLSearchParams(
    pairs.map(([name, value]) => [name, asText(value).toWellFormed()]),
  )
  const body = deep(JSON.stringify(Object.fromEntries(pairs)))
  switch (way) {
    case 'form':
      return { type: 'application/x-www-form-urlencoded', payload: form.toString() }
    case 'json':
      return { type: 'application/json', payload: body }
    case 'multipart':
      return { type: `multipart/form-data; boundary=${boundary}`, payload: multipart(pairs) }
    case 'cut':
      return { type: 'application/json', payload: body.slice(0, body.length / 2) }
    case 'raw':
      return {
        type: 'application/x-www-form-urlencoded',
        payload: Buffer.from([0, 255, 37, 61, 38, 192, 175, 91, 93, ...Buffer.from(body)]),
      }
  }
}

function requestOf(sent: Garbage, place: Place): InjectOptions {
  const { way, own, more, raw } = sent
  const pairs = [
    ...place.fields.map((name, at) => [name, own[at % Math.max(1, own.length)] ?? 'x'] as const),
    ...more,
  ]
  const path = `${way === 'json' || way === 'cut' ? '/api' : ''}${filled(place.path, sent.path, raw)}`
  const cookie = people[sent.who % people.length]?.cookie ?? ''
  if (!place.acts) {
    const query = new URLSearchParams(
      pairs.map(([name, value]) => [name, asText(value).slice(0, 2000).toWellFormed()]),
    )
    const asked = way === 'raw' ? '?%=%ff&a[=&=&before=%00&&' : `?${query}`
    return { method: 'GET', url: `${path}${asked}`, headers: { cookie, ...sendable(sent.headers) } }
  }
  const { type, payload } = payloadOf(pairs, way)
  const headers = {
    'sec-fetch-site': 'same-origin',
    'content-type': type,
    cookie,
    ...sendable(sent.headers),
  }
  return { method: 'POST', url: path, headers, payload }
}

test(`nonsense is refused, never a fault of ours, and nothing hangs (SEED=${seed})`, async () => {
  const asked = new Set<string>()
  const faults = new Map<string, string>()
  const until = Date.now() + SECONDS * 1000
  let at = 0
  await fc.assert(
    fc.asyncProperty(garbage, async (sent) => {
      if (Date.now() > until) return
      const place = places[at++ % places.length]
      assert.ok(place)
      const options = requestOf(sent, place)
      const began = performance.now()
      const got = await city.city.web.inject(options)
      const about = JSON.stringify(options).slice(0, 1500)
      if (got.statusCode >= 500 || got.statusCode < 200)
        faults.set(place.name, `${got.statusCode} ${about}`)
      assert.ok(performance.now() - began < 10_000, `${place.name} took too long: ${about}`)
      asked.add(place.path)
      if (at % 200 === 0) city.later(3_600_000)
    }),
    {
      seed,
      numRuns: Number(process.env['MALFORMED_RUNS'] ?? 100_000),
      endOnFailure: true,
      markInterruptAsFailure: false,
      interruptAfterTimeLimit: SECONDS * 1000,
    },
  )
  assert.deepEqual([...faults], [])
  assert.equal(
    asked.size,
    new Set(places.map(({ path }) => path)).size,
    'not every page and action was asked',
  )
})
