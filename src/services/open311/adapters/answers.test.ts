/** What other systems answer is read, with all its quirks; and what only looks like an answer is none. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { checkRequest, checkService } from '../probes/shapes.ts'
import { readRequests, readSent, readServices, readUpdates } from './answers.ts'
import { treeOf } from './tree.ts'

const folder = process.env['CITYRIGHT_DATA'] ?? '../shared/data'
const real = `${folder}/open311`
const skip = existsSync(real) ? false : 'the answers of real cities are not here'
const answer = (name: string) => readFileSync(`${real}/${name}`, 'utf8')

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

test('updates of FixMyStreet are read; one without a number is passed over', () => {
  const xml =
    '<service_request_updates><request_update><update_id>9</update_id><service_request_id>R-1</service_request_id>' +
    '<status>fixed</status><updated_datetime/><description>Done</description></request_update>' +
    '<request_update><status>OPEN</status></request_update></service_request_updates>'
  assert.deepEqual(readUpdates(xml), [
    { update: '9', id: 'R-1', status: 'FIXED', text: 'Done', at: null },
  ])
})

test('what another system writes holds nothing that a database does not keep', () => {
  const [row] =
    readRequests('[{"service_request_id":"1\\u0000","status_notes":"a\\ud800\\u0000b"}]') ?? []
  assert.deepEqual([row?.id, row?.notes], ['1', 'a\ufffdb'])
})
