import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import {
  type DiscoverySigner,
  fingerprint,
  provedSignedness,
  publicKeyOf,
  SCHEMA,
  signObject,
} from './index.ts'
import { signDiscovery } from './sign.ts'

const NOW = '2026-03-02T09:00:00.000Z'
const signer = (kid: string): DiscoverySigner => ({
  kid,
  notBefore: '2026-01-01T00:00:00.000Z',
  privateKey: generateKeyPairSync('ed25519').privateKey,
})
const [first, second, thief] = [signer('a'), signer('b'), signer('c')]
const documentOf = (...signers: readonly DiscoverySigner[]) => ({
  schema: SCHEMA,
  version: 1,
  city: { name: { en: 'Bergen' }, country: 'NO', officialDomains: ['bergen.example'] },
  links: [],
  keys: signers.map(publicKeyOf),
  updated: NOW,
})
const by = (one: DiscoverySigner) => signObject(documentOf(one), one)
const print = (one: DiscoverySigner) => fingerprint(publicKeyOf(one))
const judge = (
  raw: object,
  it: { known?: DiscoverySigner; anchors?: string[]; shown?: string[] },
) => {
  const { known, anchors = [], shown = [] } = it
  const key = known && publicKeyOf(known)
  const { signedness, disagrees } = provedSignedness(raw, NOW, { key, anchors, shown })
  return disagrees ? `${signedness}, and the DNS disagrees` : signedness
}

test('a first document is believed when nothing is known, or when its key was shown in the DNS', () => {
  assert.equal(judge(by(first), {}), 'signed')
  assert.equal(judge(by(first), { shown: [print(first)] }), 'signed')
  assert.equal(judge(by(first), { anchors: [print(first)] }), 'signed')
})

test('a first document by a key that was not shown is not believed, and one without any signature neither', () => {
  assert.equal(judge(by(thief), { anchors: [print(first)] }), 'key-unproved')
  const dns = judge(by(thief), { shown: [print(first)] })
  assert.equal(dns, 'key-unproved, and the DNS disagrees')
  assert.equal(judge(documentOf(first), { anchors: [print(first)] }), 'key-unproved')
  assert.equal(judge(documentOf(first), {}), 'unsigned')
})

test('another key is gone over to when the old one signed it, or when the DNS shows it, and never by itself', () => {
  assert.equal(judge(by(second), { known: first }), 'key-unproved')
  assert.equal(judge(by(second), { known: first, shown: [print(second)] }), 'key-changed')
  assert.equal(judge(by(second), { known: first, shown: [print(first)] }), 'key-unproved')
  const both = signDiscovery(documentOf(first, second), second, first)
  assert.equal(judge(both, { known: first }), 'key-changed')
})

test('the DNS may go on showing the first key; one that nobody ever proved is an alarm', () => {
  const it = { known: second, anchors: [print(first)] }
  assert.equal(judge(by(second), { ...it, shown: [print(first)] }), 'signed')
  assert.equal(judge(by(second), { ...it, shown: [print(second)] }), 'signed')
  const no = judge(by(second), { ...it, shown: [print(thief)] })
  assert.equal(no, 'signed, and the DNS disagrees')
})
