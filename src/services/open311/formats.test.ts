/** What is written is what the standard's own schemas ask for; what others write is read, with all its quirks. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readRequests, readSent, readServices, readUpdates } from './adapters/answers.ts'
import { treeOf } from './adapters/tree.ts'
import { listAsked, momentOf } from './asked.ts'
import { triedBy } from './client.ts'
import { open311Config } from './config.ts'
import { type Asked, Many, nextTry, stateAfter } from './model.ts'
import { checkRequest, checkService } from './probes/shapes.ts'
import { formOf } from './sent.ts'
import { errorsOf, written } from './write.ts'

const folder = process.env['CITYRIGHT_DATA'] ?? '../shared/data'
const real = `${folder}/open311`
const skip = existsSync(real) ? false : 'the answers of real cities are not here'
const answer = (name: string) => readFileSync(`${real}/${name}`, 'utf8')

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

test(
  'the requests of Toronto are read: longitude first, no update yet, one or several',
  { skip },
  () => {
    const many = readRequests(answer('open311status-requests_many.xml')) ?? []
    assert.deepEqual(
      many.map(({ id }) => id),
      ['101005420892', '101005420894'],
    )
    assert.equal(many[0]?.updatedAt, null)
    assert.equal(many[0]?.lon, -79.272306875)
    assert.equal(many[0]?.openedAt, '2018-07-30T04:01:00.000Z')
    assert.equal(readRequests(answer('open311status-requests_single.xml'))?.length, 1)
  },
)

test('the services of Gießen are read: is_array on the root, letters of German', { skip }, () => {
  const services = readServices(answer('open311status-services_giessen.xml')) ?? []
  assert.equal(services.length, 8)
  assert.equal(services[0]?.code, '015')
  assert.equal(services[4]?.name, 'Straßen- und Gehwegschäden')
  assert.deepEqual(services[3]?.keywords, ['graffiti', 'paintings'])
})

test('the requests of Chicago are read from JSON, without descriptions', { skip }, () => {
  const many = readRequests(answer('open311status-service_requests.json')) ?? []
  assert.deepEqual(
    many.map(({ id, notes }) => [id, notes]),
    [
      ['14-01100669', null],
      ['14-01100627', 'Locked'],
    ],
  )
})

test(
  'the validator finds the real answers of Toronto and Chicago good where they are, and bad where they are not',
  { skip },
  () => {
    const rows = JSON.parse(answer('open311status-service_requests.json')) as Record<
      string,
      unknown
    >[]
    for (const row of rows) assert.deepEqual(checkRequest(row, 'json'), [])
    const services = JSON.parse(answer('open311status-service_list.json')) as Record<
      string,
      unknown
    >[]
    for (const row of services) assert.deepEqual(checkService(row, 'json'), [])
    assert.deepEqual(checkRequest({ ...rows[0], status: 'done', lat: '41' }, 'json'), [
      'lat is no number',
      'status is none of open, closed',
    ])
  },
)

test('a lone element, JSON that kept its XML names, a number for a code, and a missing number are all borne', () => {
  const lone = readRequests('{"service_request_id": 7, "status": "CLOSED"}')
  assert.deepEqual(
    lone?.map(({ id, status }) => [id, status]),
    [['7', 'closed']],
  )
  const wrapped = '{"service_requests":{"request":[{"service_request_id":"8"},{"status":"open"}]}}'
  assert.deepEqual(
    readRequests(wrapped)?.map(({ id }) => id),
    ['8'],
  )
  assert.deepEqual(readRequests('<service_requests/>'), [])
  const odd = readServices(
    '<services><service><service_code>1</service_code><metadata>TRUE</metadata><group/></service>' +
      '<service><service_name>no code</service_name></service></services>',
  )
  assert.deepEqual(
    odd?.map(({ code, metadata, group }) => [code, metadata, group]),
    [['1', true, null]],
  )
})

test('an XML bomb, a foreign entity and a web page are no answer', () => {
  const bomb =
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' +
    '<service_requests><request><service_request_id>&b;</service_request_id></request></service_requests>'
  assert.equal(treeOf(bomb), undefined)
  assert.equal(readSent(bomb), undefined)
  assert.equal(readSent('<html><body><p>Sorry</body></html>'), undefined)
  const foreign =
    '<errors><error><description>&secret; &#65;&amp;lt;</description></error></errors>'
  assert.deepEqual(
    readSent(foreign)?.errors.map(({ text }) => text),
    ['&secret; A&lt;'],
  )
  const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`
  assert.deepEqual(readRequests(deep) ?? [], [])
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
  const form = formOf(report, system, { config, languages: ['en'], url: 'https://a.example' })
  assert.deepEqual(
    form.map(([name]) => name),
    ['service_code', 'lat', 'long', 'description'],
  )
  const description = form.at(-1)?.[1] ?? ''
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

test('updates of FixMyStreet are read; one without a number is passed over', () => {
  const xml =
    '<service_request_updates><request_update><update_id>9</update_id><service_request_id>R-1</service_request_id>' +
    '<status>fixed</status><updated_datetime/><description>Done</description></request_update>' +
    '<request_update><status>OPEN</status></request_update></service_request_updates>'
  assert.deepEqual(readUpdates(xml), [
    { update: '9', id: 'R-1', status: 'FIXED', text: 'Done', at: null },
  ])
})
