import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readDiscovery, signednessOf, WELL_KNOWN } from '#core/discovery'
import { openCity } from './city.ts'

const { city, anybody, close } = await openCity()
after(close)

test('every city says in one signed document what it serves', async () => {
  const answer = await anybody.opens(WELL_KNOWN)
  assert.equal(answer.status, 200)
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  assert.equal(signednessOf(answer.json(), city.clock()), 'signed')
  const read = readDiscovery(answer.text)
  assert.ok('document' in read)
  assert.equal(read.unusable, 0)
  assert.deepEqual(read.document.city.name, { en: 'Luzarra' })
})

test('every link of the document leads to what it promises, in the type it promises', async () => {
  const read = readDiscovery((await anybody.opens(WELL_KNOWN)).text)
  assert.ok('document' in read)
  const rels = new Set(read.document.links.map(({ rel }) => rel))
  for (const rel of ['street-reports', 'algorithm-register', 'transparency-log', 'accessibility']) {
    assert.ok(rels.has(rel), rel)
  }
  await city.record.step()
  for (const { href, type } of read.document.links) {
    assert.ok(href.startsWith(city.facts.url), href)
    const answer = await anybody.opens(href.slice(city.facts.url.length))
    if (href.endsWith('/folder')) {
      // What a resident sees of their own data is for them alone: everybody else is asked to sign in.
      assert.match(String(answer.headers['location']), /^\/sign-in/)
      continue
    }
    assert.equal(answer.status, 200, href)
    assert.equal(String(answer.headers['content-type']).split(';')[0], type, href)
  }
})

test('a city that was asked before says that nothing changed', async () => {
  const first = await anybody.opens(WELL_KNOWN)
  const again = await anybody.opens(WELL_KNOWN, { 'if-none-match': String(first.headers['etag']) })
  assert.equal(again.status, 304)
})
