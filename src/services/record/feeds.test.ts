import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { entry, recorder } from '#core/record'
import { openCity, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { z } from 'zod'

const received = entry('reports.received', z.object({ number: z.string() }))

let city: TestCity
let first: string
before(async () => {
  city = await openCity()
  const bruno = await city.official('bruno', 'unit-lead')
  first = (await city.anybody.does(can('report'), lamp)).number
  await bruno.does(can('move'), { number: first, version: 1, to: 'in_progress' })
  await city.city.db.transact(async (tx) => {
    for (let n = 0; n < 104; n += 1) {
      city.later(1000)
      const write = recorder(tx, { by: 'anonymous', now: city.city.clock(), service: 'reports' })
      await write(received, { number: `R-9${n}` }, { subject: `/reports/R-9${n}` })
    }
  })
})
after(() => city.close())

const all = (xml: string, pattern: RegExp) =>
  [...xml.matchAll(pattern)].map(([, hit = '']) => hit.replaceAll('&amp;', '&'))
const linkOf = (xml: string, rel: string) =>
  all(xml, new RegExp(`<link rel="${rel}" href="([^"]+)"/>`, 'g'))[0]

test('the news of the record name each entry for ever, say it in plain words, and when', async () => {
  const answer = await city.anybody.opens('/record.atom?kind=reports.moved')
  const xml = answer.text
  assert.equal(answer.headers['content-type'], 'application/atom+xml; charset=utf-8')
  assert.match(
    xml,
    /^<\?xml version="1.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom" xml:lang="en">/,
  )
  const [entry = ''] = all(xml, /(<entry>[\s\S]*?<\/entry>)/g)
  assert.match(entry, /<id>urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}<\/id>/)
  assert.match(entry, /<updated>2026-03-02T09:00:00\.000Z<\/updated>/)
  assert.match(entry, /<title>Report R-\d+ went from “received” to “in progress”\.<\/title>/)
  assert.match(entry, /<author><name>Somebody in the role “[^”]+”<\/name><\/author>/)
  assert.match(entry, /<link rel="related" href="[^"]+\/reports\/R-\d+"\/>/)
  assert.match(xml, /<updated>2026-03-02T09:00:00\.000Z<\/updated>\n<author>/)
  const spanish = await city.anybody.opens('/record.atom', { 'accept-language': 'es' })
  assert.match(spanish.text, /xml:lang="es"/)
  assert.match(spanish.text, /Llegó el aviso/)
})

test('news readers go on to older news and back with the same filters, and meet each entry once', async () => {
  const ids: string[] = []
  let address: string | undefined = '/record.atom?kind=reports.received&from=2026-01-01'
  let last = ''
  for (let n = 0; address && n < 10; n += 1) {
    last = (await city.anybody.opens(address)).text
    ids.push(...all(last, /<id>(urn:uuid:[^<]+)<\/id>/g))
    const next: string | undefined = linkOf(last, 'next')
    address = next && `${new URL(next).pathname}${new URL(next).search}`
  }
  assert.equal(ids.length, 105)
  assert.equal(new Set(ids).size, 105)
  const back = new URL(linkOf(last, 'previous') ?? '')
  assert.equal(back.searchParams.get('kind'), 'reports.received')
  assert.equal(back.searchParams.get('from'), '2026-01-01')
  const before = (await city.anybody.opens(`${back.pathname}${back.search}`)).text
  assert.deepEqual(all(before, /<id>(urn:uuid:[^<]+)<\/id>/g), ids.slice(50, 100))
  assert.deepEqual(all(before, /<id>(http[^<]+)<\/id>/g), all(last, /<id>(http[^<]+)<\/id>/g))
})

test('the page of the record leads news readers to the same search', async () => {
  const { text } = await city.anybody.opens('/record?kind=reports.moved')
  assert.match(
    text,
    /<link rel="alternate" type="application\/atom\+xml" href="\/record\.atom\?kind=reports\.moved" title="The public record"\/>/,
  )
})

test('the whole record can be taken away as a table, with each entry in words and in facts', async () => {
  promise('P3.5')
  const answer = await city.anybody.opens('/record.csv')
  const [head = '', ...lines] = answer.text.trimEnd().split('\r\n')
  assert.equal(head, 'id,at,kind,by,service,subject,position,facts,sentence')
  const [entries] = await city.rows(sql`select count(*)::integer as n from record.outbox`)
  assert.equal(lines.length, entries?.['n'])
  assert.ok(lines.length >= 106)
  const moved = lines.filter((line) => line.includes(',reports.moved,'))
  assert.equal(moved.length, 1)
  assert.ok(moved[0]?.includes(`,role:unit-lead,reports,/reports/${first},`), moved[0])
  assert.match(moved[0] ?? '', /""from"":""received"".*went from “received” to “in progress”/)
  const one = (await city.anybody.opens(`/record.csv?subject=${first}`)).text
  assert.equal(one.trimEnd().split('\r\n').length, 3)
})
