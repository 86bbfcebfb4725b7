import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  asciiDomain,
  composeDiscovery,
  fingerprint,
  jcs,
  openDiscoveryKeys,
  publicKeyOf,
  readDiscovery,
  rotateDiscoveryKey,
  signersAt,
  signednessOf,
  stateOf,
} from './index.ts'

const NOW = '2026-03-02T09:00:00.000Z'
const LATER = '2026-09-02T09:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'cityright-discovery-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
let folders = 0
const keyFolder = () => join(folder, `keys-${(folders += 1)}`)

const state = stateOf({
  name: 'Luzarra',
  language: 'en',
  url: 'https://luzarra.example',
  links: [{ rel: 'accessibility', path: '/accessibility', type: 'text/html' }],
  statement: { country: 'XX', contacts: { dpo: 'mailto:privacy@luzarra.example' } },
})
const compose = (keys: ReturnType<typeof openDiscoveryKeys>, now: string, last?: string) =>
  composeDiscovery(state, keys, { now, last })
const raw = (text: string): Record<string, unknown> => JSON.parse(text)
const bare = (): Record<string, unknown> => ({
  ...state,
  links: [{ rel: 'events', href: 'https://luzarra.example/events.ics' }],
  updated: NOW,
})

test('the canonical form is that of RFC 8785: sorted names, shortest numbers, nothing between', () => {
  const given = raw('{"numbers":[333333333.33333329,1E30,4.50,2e-3,1e-27],"literals":[null,true]}')
  assert.equal(
    jcs(given),
    '{"literals":[null,true],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
  )
  assert.equal(
    jcs({ '€': 1, '\r': 2, '1': 3, '😀': 4, ö: 5, דּ: 6 }),
    '{"\\r":2,"1":3,"ö":5,"€":1,"😀":4,"\ufb33":6}',
  )
  assert.throws(() => jcs('\ud800'))
  assert.throws(() => jcs(Number.NaN))
})

test('a city signs its document, and anybody can check it with the document alone', () => {
  const keys = openDiscoveryKeys(keyFolder(), NOW)
  const text = compose(keys, NOW)
  assert.equal(signednessOf(raw(text), NOW), 'signed')
  const read = readDiscovery(text)
  assert.ok('document' in read)
  assert.deepEqual(read.document.city.officialDomains, ['luzarra.example'])
  assert.equal(read.document.links[0]?.href, 'https://luzarra.example/accessibility')
})

test('one changed letter makes the signature wrong, wherever it stands', () => {
  const text = compose(openDiscoveryKeys(keyFolder(), NOW), NOW)
  assert.equal(signednessOf(raw(text.replace('/accessibility', '/elsewhere')), NOW), 'wrong')
  assert.equal(signednessOf({ ...raw(text), more: true }, NOW), 'wrong')
  const signature = { ...(raw(text)['signature'] as object), kid: 'nobody' }
  assert.equal(signednessOf({ ...raw(text), signature }, NOW), 'wrong')
})

test('a key that is not valid yet signs nothing', () => {
  const keys = openDiscoveryKeys(keyFolder(), LATER)
  const text = compose(keys, LATER)
  assert.equal(signednessOf(raw(text), LATER), 'signed')
  assert.equal(signednessOf(raw(text), NOW), 'wrong')
  assert.throws(() => compose(keys, NOW), /no key/)
})

test('a static file without a signature is read, and is called unsigned', () => {
  assert.ok('document' in readDiscovery(JSON.stringify(bare())))
  assert.equal(signednessOf(bare(), NOW), 'unsigned')
})

test('a city that signed before cannot go back to unsigned without being noticed', () => {
  const [known] = openDiscoveryKeys(keyFolder(), NOW).map(publicKeyOf)
  assert.equal(signednessOf(bare(), NOW, known), 'key-unproved')
})

test('a new key is believed when the old one signed the change, and only then', () => {
  const folderOfKeys = keyFolder()
  const [old] = openDiscoveryKeys(folderOfKeys, NOW).map(publicKeyOf)
  rotateDiscoveryKey(folderOfKeys, LATER)
  const keys = openDiscoveryKeys(folderOfKeys, LATER)
  const changed = raw(compose(keys, LATER))
  assert.equal(signednessOf(changed, LATER, old), 'key-changed')
  assert.equal(signednessOf(changed, LATER, publicKeyOf(keys[1] ?? assert.fail())), 'signed')
  assert.equal(signednessOf(changed, LATER), 'signed')
  const thief = openDiscoveryKeys(keyFolder(), LATER)
  assert.equal(signednessOf(raw(compose(thief, LATER)), LATER, old), 'key-unproved')
  const thieves = keyFolder()
  openDiscoveryKeys(thieves, NOW)
  rotateDiscoveryKey(thieves, LATER)
  const changedByThief = raw(compose(openDiscoveryKeys(thieves, LATER), LATER))
  assert.ok('keyChange' in changedByThief)
  assert.equal(signednessOf(changedByThief, LATER, old), 'key-unproved')
  const forged = { ...raw(compose(thief, LATER)), keyChange: changed['keyChange'] }
  assert.equal(signednessOf(forged, LATER, old), 'wrong')
})

test('keys stay in their folder for their owner alone, and a change of key leaves the old one', () => {
  const folderOfKeys = keyFolder()
  const [first] = openDiscoveryKeys(folderOfKeys, NOW)
  const again = openDiscoveryKeys(folderOfKeys, LATER)
  assert.deepEqual(publicKeyOf(again[0] ?? assert.fail()), publicKeyOf(first ?? assert.fail()))
  assert.equal(statSync(join(folderOfKeys, 'discovery.keys')).mode & 0o077, 0)
  rotateDiscoveryKey(folderOfKeys, LATER)
  const both = openDiscoveryKeys(folderOfKeys, LATER)
  assert.deepEqual(
    both.map(({ kid }) => kid),
    ['2026a', '2026b'],
  )
  assert.equal(signersAt(both, NOW).signer?.kid, '2026a')
  assert.equal(signersAt(both, LATER).before?.kid, '2026a')
  assert.match(readFileSync(join(folderOfKeys, 'discovery.keys'), 'utf8'), /PRIVATE KEY/)
  assert.equal(fingerprint(publicKeyOf(both[0] ?? assert.fail())).length, 43)
})

test('the document changes its date only when something in it changed', () => {
  const folderOfKeys = keyFolder()
  const first = compose(openDiscoveryKeys(folderOfKeys, NOW), NOW)
  assert.equal(compose(openDiscoveryKeys(folderOfKeys, NOW), LATER, first), first)
  rotateDiscoveryKey(folderOfKeys, LATER)
  const second = compose(openDiscoveryKeys(folderOfKeys, LATER), LATER, first)
  assert.equal(raw(second)['updated'], LATER)
})

test('what matters is read strictly: schema, version, country, domains, time', () => {
  const refused: [object, RegExp][] = [
    [{ schema: 'https://elsewhere.example/1' }, /schema/],
    [{ version: 2 }, /version/],
    [{ city: { name: {}, country: 'XX', officialDomains: ['a.example'] } }, /city\.name/],
    [{ city: { name: { en: 'A' }, country: 'Spain', officialDomains: ['a.example'] } }, /country/],
    [{ city: { name: { en: 'A' }, country: 'XX', officialDomains: ['10.0.0.1'] } }, /Domains/],
    [{ city: { name: { en: 'A' }, country: 'XX', officialDomains: [] } }, /Domains/],
    [{ updated: 'yesterday' }, /updated/],
    [{ signature: { kid: 'a', alg: 'none', value: '' } }, /signature/],
  ]
  for (const [part, why] of refused) {
    const read = readDiscovery(JSON.stringify({ ...bare(), ...part }))
    assert.ok('wrong' in read, JSON.stringify(part))
    assert.match(read.wrong, why)
  }
  for (const text of ['', 'null', '[]', '{', '"x"']) assert.ok('wrong' in readDiscovery(text))
})

test('where the protocol is silent a foreign document is read leniently, and nothing is invented', () => {
  const links = [
    { rel: 'events', href: 'https://a.example/events.ics', extra: 1 },
    { rel: 'events', href: 'javascript:alert(1)' },
    { href: 'https://a.example' },
    'https://a.example',
  ]
  const keys = [{ kid: 'x', kty: 'RSA' }]
  const more = { links, keys, contacts: 'none', declaration: { version: 7 }, new: { thing: true } }
  const read = readDiscovery(JSON.stringify({ ...bare(), ...more }))
  assert.ok('document' in read)
  assert.equal(read.document.links.length, 1)
  assert.equal(read.unusable, 3)
  assert.deepEqual(read.document.keys, [])
  assert.deepEqual(read.document.contacts, {})
  assert.equal(read.document.declaration, undefined)
})

test('a domain with other letters than Latin is the same domain in the form of the DNS', () => {
  assert.equal(asciiDomain('Österreich.example'), 'xn--sterreich-z7a.example')
  assert.equal(asciiDomain('xn--sterreich-z7a.example.'), 'xn--sterreich-z7a.example')
  for (const no of ['localhost', '127.0.0.1', '0x7f.1', 'a..b', '-a.example', 'a b.example', '']) {
    assert.equal(asciiDomain(no), undefined, no)
  }
})
