/** What is written is what the standard's own schemas ask for; what is asked and sent is read and told to the letter. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRequests } from './adapters/answers.ts'
import { listAsked, momentOf } from './asked.ts'
import { triedBy } from './client.ts'
import { open311Config } from './config.ts'
import { type Asked, Many, nextTry, stateAfter } from './model.ts'
import { formOf } from './sent.ts'
import { errorsOf, written } from './write.ts'

test('one of a kind is an array in JSON and an element in XML; nothing is null and an empty element', () => {
  const one = new Many('request', [{ service_request_id: 'R-1', zipcode: null, lat: 1.5 }])
  assert.equal(
    written('json', 'service_requests', one),
    '[{"service_request_id":"R-1","zipcode":null,"lat":1.5}]',
  )
  assert.equal(
    written('xml', 'service_requests', one),
    '<?xml version="1.0" encoding="utf-8"?>\n<service_requests><request>' +
      '<service_request_id>R-1</service_request_id><zipcode/><lat>1.5</lat></request></service_requests>\n',
  )
  assert.equal(written('json', 'errors', new Many('error', [])), '[]')
})

test('nothing that somebody wrote becomes markup, and what no XML may hold does not stand in it', () => {
  const nasty = `<b>&amp; "x" 'y'\r\n]]>\u0000\u000b\ud800 ñ ع 🕯`
  const xml = written('xml', 'r', { text: nasty })
  assert.ok(!xml.includes('<b>'))
  for (const sign of [...`<>&"'\r`, '\ud800', '\u0000'])
    assert.ok(!written('xml', 'r', `a${sign}b`).includes(`>a${sign}b<`), sign)
  assert.ok(!xml.includes('\u0000') && !xml.includes('\u000b'))
  const [row] =
    readRequests(
      written(
        'xml',
        'service_requests',
        new Many('request', [{ service_request_id: '1', description: nasty }]),
      ),
    ) ?? []
  assert.equal(row?.description, `<b>&amp; "x" 'y'\r\n]]>\ufffd\ufffd\ufffd ñ ع 🕯`)
})

test('errors are always a list, in both formats', () => {
  const errors = errorsOf([{ code: 403, says: 'no-key' }], ({ says }) => says)
  assert.equal(written('json', 'errors', errors), '[{"code":403,"description":"no-key"}]')
  assert.match(written('xml', 'errors', errors), /<errors><error><code>403<\/code>/)
})

const asked = (query: string): Asked => {
  const found = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(query))
    found.set(name, [...(found.get(name) ?? []), value])
  return found
}
const now = '2026-03-02T09:00:00.000Z'
const listed = (query: string) => listAsked(asked(query), { now, zone: 'Europe/Madrid' })
const wrongIn = (query: string) => {
  const found = listed(query)
  return 'wrong' in found ? found.wrong.map(({ says }) => says) : []
}

test('without dates the last ninety days are meant; ninety-one are refused', () => {
  assert.deepEqual(listed('start_date=&end_date='), listed(''))
  const found = listed('')
  assert.ok('from' in found && found.from === '2025-12-02T09:00:00.000Z')
  assert.deepEqual(wrongIn('start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:00Z'), [])
  assert.deepEqual(wrongIn('start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z'), [
    'span-too-long',
  ])
  assert.deepEqual(wrongIn('start_date=2026-02-01T00:00:00Z&end_date=2026-01-02T00:00:00Z'), [
    'ends-before',
  ])
})

test('numbers override everything else, lists have commas, both states mean all', () => {
  const alone = listed('service_request_id=R-1,%20R-2,&status=odd&start_date=nonsense')
  assert.ok('ids' in alone)
  assert.deepEqual(alone.ids, ['R-1', 'R-2'])
  assert.equal(alone.class, undefined)
  const both = listed('status=open,closed&service_code=a,b')
  assert.ok(!('wrong' in both) && both.class === undefined)
  assert.deepEqual(both.codes, ['a', 'b'])
})

test('what cannot be meant is named at once, all of it', () => {
  assert.deepEqual(
    wrongIn('status=odd&bbox=1,2,3&lat=91&start_date=yesterday&page=-1&callback=x').toSorted(),
    [
      'bad-box',
      'bad-date',
      'bad-number',
      'bad-number',
      'bad-status',
      'near-incomplete',
      'no-jsonp',
    ],
  )
  assert.equal(momentOf('2026-03-02', 'Europe/Madrid'), '2026-03-01T23:00:00.000Z')
  assert.equal(momentOf('2026-03-02T10:00:00+02:00', 'Europe/Madrid'), '2026-03-02T08:00:00.000Z')
  for (const odd of ['9999-12-31', '0000-01-01T00:00:00Z', '2026-02-30', '2026-02-30T00:00:00Z'])
    assert.deepEqual(wrongIn(`start_date=${odd}`), ['bad-date'], odd)
  const codes = listed('service_code=lamp%00-out')
  assert.ok(!('wrong' in codes) && codes.codes?.[0] === 'lamp-out')
})

const system = open311Config.parse({
  systems: [
    {
      code: 'north',
      name: 'North',
      endpoint: 'https://north.example/v2',
      categories: { lamp: '001' },
    },
  ],
}).systems[0]

test('only what everybody may read is sent: its text, its place, its address with us', () => {
  assert.ok(system)
  const report = {
    number: 'R-7',
    category: 'lamp',
    unit: null,
    state: 'received' as const,
    address: null,
    lon: 1,
    lat: 2,
    text: 'x'.repeat(5000),
    answers: {},
    openedAt: now,
    photos: ['one', 'two'],
  }
  const config = {
    reports: {
      groups: [{ code: 'gg', name: { en: 'G' } }],
      categories: [
        {
          code: 'lamp',
          group: 'gg',
          name: { en: 'Lamp' },
          instructions: { en: 'Lamp' },
          unit: 'uu',
          publicPoint: true,
          publicText: true,
          slaDays: 3,
        },
      ],
    },
  }
  const city = { config, languages: ['en'], url: 'https://a.example' }
  const form = formOf(report, system, city)
  assert.deepEqual(
    form.map(([name]) => name),
    ['service_code', 'lat', 'long', 'description', 'media_url'],
  )
  assert.equal(form.at(-1)?.[1], 'https://a.example/reports/photos/one')
  const photosFor = (media: 'several' | 'files' | 'none') => {
    const asked = formOf(report, { ...system, quirks: { ...system.quirks, media } }, city)
    return asked.filter(([name]) => name === 'media_url').length
  }
  assert.deepEqual([photosFor('several'), photosFor('files'), photosFor('none')], [2, 0, 0])
  const description = form.at(-2)?.[1] ?? ''
  assert.equal(description.length, 4000)
  assert.ok(description.endsWith('\n\nhttps://a.example/reports/R-7'))
})

test('a refusal is final, an outage is not; errors stand in the body whatever the status says', () => {
  const told = (status: number, text: string) => triedBy({ status, text }).to
  assert.equal(told(200, '[{"service_request_id":"5"}]'), 'sent')
  assert.equal(told(200, '[{"token":"t"}]'), 'token')
  assert.equal(
    told(200, '<errors><error><code>400</code><description>No</description></error></errors>'),
    'failed',
  )
  assert.equal(told(400, '[{"code":400,"description":"No"}]'), 'failed')
  assert.equal(told(503, 'later'), 'again')
  assert.equal(told(500, '<html>'), 'again')
  assert.equal(told(200, '<html>'), 'again')
  assert.equal(
    told(200, '<service_requests><request><service_request_id/></request></service_requests>'),
    'again',
  )
})

test('tries come soon at first and every four hours later; after a week a person decides', () => {
  assert.equal(nextTry(1, now), '2026-03-02T09:01:00.000Z')
  assert.equal(nextTry(50, now), '2026-03-02T13:00:00.000Z')
  const later = { to: 'again', why: 'unreachable' } as const
  const at = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString()
  assert.equal(stateAfter(later, { askedAt: now, now: at(1), token: null }), 'unsent')
  assert.equal(stateAfter(later, { askedAt: now, now: at(1), token: 't' }), 'token')
  assert.equal(stateAfter(later, { askedAt: now, now: at(8), token: null }), 'failed')
})
