import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { type DiscoverySigner, publicKeyOf, signObject } from '#core/discovery'
import { lineOf, readLine } from './line.ts'
import { alarmOf, cityWord } from './model.ts'

const signer: DiscoverySigner = {
  kid: '2026a',
  notBefore: '2026-01-01T00:00:00.000Z',
  privateKey: generateKeyPairSync('ed25519').privateKey,
}
const keys = [publicKeyOf(signer)]
const entry = {
  id: '01985f2c-0000-7000-8000-000000000001',
  at: '2026-03-02T11:00:00.000Z',
  kind: 'cities.listed',
  by: 'role:secretariat',
  body: { city: 'grenoble-fr', name: 'Grenoble', country: 'FR' },
  service: 'cities',
  subject: '/cities/grenoble-fr',
  position: 17,
  log: 1,
} as const
const line = lineOf(entry, { type: 'city', hub: 'hub.example' })
const text = (changed: object = {}, by = signer) =>
  JSON.stringify(signObject({ ...line, ...changed }, by))
const read = (words: string) => readLine(words, { hub: 'hub.example', keys })

test('a line says what happened, where in the log, and is understood again', () => {
  assert.deepEqual(read(text()), line)
  assert.equal(line.cursor, 17)
})

test('a line that another key signed, or of another hub, or changed afterwards, is none', () => {
  const other = { ...signer, privateKey: generateKeyPairSync('ed25519').privateKey }
  assert.equal(read(text({}, other)), undefined)
  assert.equal(read(text({ hub: 'other.example' })), undefined)
  assert.equal(read(text().replace('Grenoble', 'Bergen')), undefined)
  assert.equal(read(JSON.stringify(line)), undefined)
  for (const broken of ['', '[]', 'null', '{', '"x"', '{"v":1}'])
    assert.equal(read(broken), undefined)
})

test('a line with more in its entry than entries have is none', () => {
  assert.equal(read(text({ entry: { ...line.entry, more: 1 } })), undefined)
  assert.equal(read(text({ cursor: -1 })), undefined)
  assert.equal(read(text({ v: 2 })), undefined)
})

test('lines of cities say who a city is, lines of endorsements where it stands, and others nothing of it', () => {
  const d = { city: 'grenoble-fr', state: 'member', since: '2019-02-04', name: 'Grenoble' }
  assert.deepEqual(cityWord('endorsement', d), {
    ...{ city: 'grenoble-fr', name: 'Grenoble', country: null },
    ...{ state: 'member', since: '2019-02-04', stated: null },
  })
  const stated = { name: 'Grenoble', country: 'FR' }
  const who = cityWord('city', { city: 'grenoble-fr', stated, state: 'member' })
  assert.equal(who?.country, 'FR')
  assert.equal(who?.state, null)
  assert.equal(cityWord('practice', d), undefined)
  assert.equal(cityWord('city', { ...d, into: 'another-xx' })?.state, 'joined')
  assert.equal(cityWord('city', { ...d, city: '../x' }), undefined)
  assert.equal(cityWord('city', {}), undefined)
})

test('a server that is silent is no alarm; what is signed wrongly is one', () => {
  assert.equal(alarmOf('cannot-connect'), undefined)
  assert.equal(alarmOf('not-witnessed'), undefined)
  assert.equal(alarmOf('document-wrong'), 'document-wrong')
})
