import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import {
  checkpointText,
  leafHash,
  noteText,
  proofFrom,
  rootOf,
  signerKey,
  signLine,
} from '#core/record/log'
import { openCity, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'

interface Shown {
  readonly entries: readonly { id: string; kind: string; subject: string }[]
}

let city: TestCity
let number: string
let ids: Record<string, string>
before(async () => {
  city = await openCity()
  const bruno = await city.official('bruno', 'unit-lead')
  number = (await city.anybody.does(can('report'), lamp)).number
  await bruno.does(can('move'), { number, version: 1, to: 'in_progress' })
  await bruno.does(can('answer'), { number, version: 2, text: 'We come on Monday.' })
  await city.city.record.step()
  const list = (await city.anybody.opens('/api/record')).json<Shown>()
  ids = Object.fromEntries(list.entries.map(({ kind, id }) => [kind, id]))
})
after(() => city.close())

const opens = async (kind: string, language = 'en') =>
  (await city.anybody.opens(`/record/${ids[kind]}`, { 'accept-language': language })).text
/** The lines of a summary, as label and plain text. */
const rows = (html: string) =>
  new Map(
    [...html.matchAll(/<dt>([^<]*)<\/dt><dd>(.*?)<\/dd>/g)].map(([, key = '', value = '']) => [
      key,
      value
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ]),
  )

test('an entry is told in plain words: what, when, who, about which report, and every code by its name', async () => {
  const html = await opens('reports.received')
  assert.match(html, new RegExp(`<h1[^>]*>Report ${number} came in\\.</h1>`))
  const told = rows(html)
  assert.equal(told.get('Who'), 'Somebody who was not signed in')
  assert.equal(told.get('About'), `Report ${number}`)
  assert.equal(told.get('Category'), 'Street lamp does not work')
  assert.equal(told.get('District'), 'Puerto Viejo')
  assert.equal(told.get('Unit'), 'Street lighting')
  assert.match(told.get('Text') ?? '', /sealed hash.*proves later what was said\. [0-9a-f]{64}$/)
  assert.ok(html.includes(`<a href="/reports/${number}">Report ${number}</a>`))
})

test('states are told in words, in every language of the city', async () => {
  const english = rows(await opens('reports.moved'))
  assert.deepEqual([english.get('From'), english.get('To')], ['Received', 'In progress'])
  const spanish = rows(await opens('reports.moved', 'es'))
  assert.deepEqual([spanish.get('De'), spanish.get('A')], ['Recibido', 'En curso'])
  assert.doesNotMatch(await opens('reports.moved', 'ar'), /⟦|in_progress<\/bdi>/)
})

test('from an entry one goes on to the one before and the one after about the same report', async () => {
  const html = await opens('reports.moved')
  const told = rows(html)
  assert.match(told.get('Next') ?? '', /^The city answered report/)
  assert.match(told.get('Before') ?? '', /came in\./)
  assert.ok(html.includes(`href="/record/${ids['reports.answered']}"`))
  assert.ok(html.includes(`href="/record?subject=%2Freports%2F${number}"`))
  assert.equal(rows(await opens('reports.answered')).has('Next'), false)
})

test('the bytes on the page of an entry are those of its proof, and so is the leaf hash', async () => {
  const html = await opens('reports.answered')
  const [, bytes = '', leaf = ''] =
    /<code>(\{[^<]*\})<\/code>.*?<code>([^<]*=)<\/code>/.exec(html) ?? []
  const proof = proofFrom(
    (await city.anybody.opens(`/record/proof/${ids['reports.answered']}.tlog-proof`)).text,
  )
  assert.ok(proof?.extra)
  const text = bytes.replaceAll('&quot;', '"')
  assert.equal(text, Buffer.from(proof.extra.entry).toString())
  assert.equal(leaf, Buffer.from(leafHash(proof.extra.entry)).toString('base64'))
})

test('the page of an entry says in three ways how to check its proof', async () => {
  const html = await opens('reports.received')
  assert.match(html, /href="\/record\/check"/)
  assert.ok(html.includes(`./bin/cityright verify ${ids['reports.received']}.tlog-proof`))
  assert.match(html, /By hand: with sha256sum and base64/)
})

test('a log that contradicts itself stands on a page of its own, in plain words, and every reader is warned', async () => {
  assert.match(
    (await city.anybody.opens('/record/evidence')).text,
    /No log has contradicted itself/,
  )
  assert.doesNotMatch((await city.anybody.opens('/record')).text, /has contradicted itself/)
  const { privateKey } = generateKeyPairSync('ed25519')
  const key = signerKey('harbour.example/record', 1, privateKey)
  const note = (size: number, fill: number) => {
    const root = rootOf([Buffer.alloc(32, fill)])
    const text = checkpointText({ origin: key.name, size, root })
    return noteText({ text, lines: [signLine(key, text, 0)] })
  }
  const accuse = (id: string, known: string, shown: string) =>
    city.city.db.transact((tx) =>
      tx.run(sql`insert into record.evidence (id, origin, known, note, at)
        values (${id}, ${key.name}, ${known}, ${shown}, ${city.city.clock()})`),
    )
  await accuse('a', note(5, 1), note(5, 2))
  await accuse('b', note(5, 1), note(9, 3))
  const { text } = await city.anybody.opens('/record/evidence')
  assert.match(text, /harbour\.example\/record/)
  assert.match(text, /Two different records of the same size, 5 entries, were signed/)
  assert.match(text, /A record of 9 entries was signed that does not begin with the 5 entries/)
  assert.match(text, /href="\/witness\/evidence\/a"/)
  const record = await city.anybody.opens('/record')
  assert.match(record.text, /holds 2 pieces of evidence/)
  assert.match(record.text, /href="\/record\/evidence"/)
})

test('when the log stands still, record and status say since when, and nothing is lost', async () => {
  assert.match((await city.anybody.opens('/status')).text, /every act gets its place/)
  const later = await city.anybody.does(can('report'), lamp)
  city.later(6 * 60_000)
  for (const path of ['/record', '/status']) {
    const { text } = await city.anybody.opens(path)
    assert.match(text, /stands still/, path)
    assert.match(text, /2 Mar 2026, 10:00/, path)
  }
  assert.match((await city.anybody.opens(`/reports/${later.number}`)).text, /waits for its place/)
  await city.city.record.step()
  const { text } = await city.anybody.opens('/status')
  assert.doesNotMatch(text, /stands still/)
  const checkpoint = await city.anybody.opens('/record/checkpoint')
  const size = Number(checkpoint.text.split('\n')[1])
  assert.ok(size >= 4)
  assert.match(text, new RegExp(`${size} entries\\. No other city is asked to witness them\\.`))
  assert.match(text, /The last checkpoint was signed now\./)
})
