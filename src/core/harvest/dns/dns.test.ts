import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openNameServer, type NameServer } from '#test/dns-server'
import { nameServerOf } from './ask.ts'
import { lookUpTexts } from './texts.ts'
import { asciiName, decodeAnswer, encodeQuestion } from './wire.ts'

let one: NameServer
let other: NameServer
before(async () => {
  one = await openNameServer()
  other = await openNameServer()
})
after(() => {
  one.close()
  other.close()
})
beforeEach(() => {
  one.zones.clear()
  other.zones.clear()
  one.asked.length = 0
})

const NAME = '_cityright-challenge.bergen.example'
const look = (name = NAME, domain = 'bergen.example') =>
  lookUpTexts(
    { name, domain },
    { servers: [one.address, other.address], allowLoopback: true, seconds: 0.3 },
  )

test('a text in several strings is read as one, by both resolvers', async () => {
  one.zones.set(NAME, { txt: [['cityright-', 'endorse=abc'], 'v=spf1 -all'], authentic: true })
  other.zones.set(NAME, { txt: ['cityright-endorse=abc'] })
  const [first, second] = await look()
  assert.deepEqual(first?.texts, ['cityright-endorse=abc', 'v=spf1 -all'])
  assert.deepEqual(second?.texts, ['cityright-endorse=abc'])
  assert.deepEqual([first?.authentic, second?.authentic], [true, false])
})

test('a long answer is asked for again by TCP, and a huge one is not read', async () => {
  one.zones.set(NAME, { txt: ['x'.repeat(3000)] })
  other.zones.set(NAME, { txt: ['x'.repeat(40_000)] })
  const [first, second] = await look()
  assert.equal(first?.texts[0]?.length, 3000)
  assert.ok(one.asked.some(({ way }) => way === 'tcp'))
  assert.equal(second?.outcome, 'too-large')
})

test('no name, a server that fails and one that is silent are told apart', async () => {
  other.zones.set(NAME, { code: 2 })
  assert.deepEqual(
    (await look()).map(({ outcome }) => outcome),
    ['no-such-name', 'servfail'],
  )
  other.zones.set(NAME, { silent: true })
  assert.deepEqual(
    (await look()).map(({ outcome }) => outcome),
    ['no-such-name', 'timeout'],
  )
})

test('a server that works once of three times is asked three times', async () => {
  one.zones.set(NAME, { txt: ['here'], flaps: 3 })
  other.zones.set(NAME, { txt: ['here'] })
  assert.deepEqual(
    (await look()).map(({ texts }) => texts),
    [['here'], ['here']],
  )
})

test('the server that keeps the zone is asked as well, without asking it to look elsewhere', async () => {
  one.zones.set(NAME, { txt: ['old'], toAuthority: { txt: ['new'] } })
  one.zones.set('bergen.example', { ns: 'ns.bergen.example' })
  one.zones.set('ns.bergen.example', { a: '127.0.0.1' })
  other.zones.set(NAME, { txt: ['old'] })
  const told = await look()
  assert.deepEqual(
    told.map(({ authority, texts }) => [authority, ...texts]),
    [
      [false, 'old'],
      [false, 'old'],
      [true, 'new'],
    ],
  )
})

test('a zone that names a private address as its server is not asked there', async () => {
  one.zones.set('bergen.example', { ns: 'ns.bergen.example' })
  one.zones.set('ns.bergen.example', { a: '10.0.0.1' })
  assert.equal((await look()).length, 2)
})

test('a name that stands for another is told with what it stands for', async () => {
  one.zones.set(NAME, { cname: 'token.attacker.example' })
  one.zones.set('token.attacker.example', { txt: ['cityright-endorse=abc'] })
  const [first] = await look()
  assert.deepEqual(first?.aliases, ['token.attacker.example'])
})

test('a name in other letters is asked for as its punycode', async () => {
  one.zones.set('_cityright-challenge.xn--mnchen-3ya.example', { txt: ['here'] })
  const [first] = await look('_cityright-challenge.München.example', 'münchen.example')
  assert.deepEqual(first?.texts, ['here'])
  assert.equal(asciiName('MÜNCHEN.example.'), 'xn--mnchen-3ya.example')
})

test('an answer that points at itself, is cut off, or is no answer is refused', () => {
  const question = encodeQuestion({ id: 7, name: 'a.example', type: 'TXT', recursion: true })
  assert.throws(() => decodeAnswer(question), /no answer/)
  const loop = Buffer.from(question)
  loop.writeUInt16BE(0x8180, 2)
  loop.writeUInt16BE(0xc00c, 12)
  assert.throws(() => decodeAnswer(loop), /points nowhere/)
  const cut = Buffer.from(question)
  cut.writeUInt16BE(0x8180, 2)
  cut.writeUInt16BE(1, 6)
  assert.throws(() => decodeAnswer(cut.subarray(0, 30)), RangeError)
})

test('name servers are given with or without a port', () => {
  assert.deepEqual(nameServerOf('9.9.9.9'), { address: '9.9.9.9', port: 53 })
  assert.deepEqual(nameServerOf('127.0.0.1:5353'), { address: '127.0.0.1', port: 5353 })
  assert.deepEqual(nameServerOf('2620:fe::fe'), { address: '2620:fe::fe', port: 53 })
  assert.deepEqual(nameServerOf('[2620:fe::fe]:54'), { address: '2620:fe::fe', port: 54 })
})
