import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDocument } from './index.ts'
import { isApproved } from './licences.ts'

interface Trial {
  readonly rel: string
  readonly text: string | Uint8Array
  readonly type?: string
}

const read = ({ rel, text, type = 'application/json' }: Trial) =>
  readDocument({
    rel,
    profile: '',
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
    type,
    url: 'https://city.example/x',
    domains: ['city.example'],
  })
const page = (text: string) => read({ rel: 'accessibility', text, type: 'text/html' }).facts
const records = (rel: string, body: object) => read({ rel, text: JSON.stringify(body) })

test('a calendar is counted by its events, folded lines and cancelled ones included', () => {
  const text = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'SUMMARY:Learn to',
    '  search',
    'DTSTART;TZID=Europe/Madrid:20260201T100000',
    'X-CITYRIGHT-SEATS:12',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20260301',
    'STATUS:CANCELLED',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  const reading = read({ rel: 'classes', text, type: 'text/calendar' })
  assert.equal(reading.form, 'calendar')
  assert.deepEqual(reading.facts, {
    events: 1,
    cancelled: 1,
    last: '2026-03-01',
    seats: 12,
    days: '2026-02-01 2026-03-01',
  })
  const cut = text.replace('END:VCALENDAR', '')
  assert.equal(read({ rel: 'events', text: cut, type: 'text/calendar' }).form, 'malformed')
})

test('a feed is RSS or Atom, with the day of its newest entry; entities are refused', () => {
  const atom =
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><updated>2026-02-03T10:00:00Z</updated></entry><entry><updated>2025-01-01T00:00:00Z</updated></entry></feed>'
  assert.deepEqual(read({ rel: 'participation', text: atom, type: 'application/atom+xml' }).facts, {
    entries: 2,
    newest: '2026-02-03',
  })
  const rss = `<rss version="2.0"><channel><title>t</title><item><pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate></item></channel></rss>`
  assert.equal(read({ rel: 'events', text: rss, type: 'application/rss+xml' }).facts['entries'], 1)
  const bomb = `<!DOCTYPE x [<!ENTITY a "aa">]>${rss}`
  assert.equal(read({ rel: 'events', text: bomb, type: 'text/xml' }).form, 'malformed')
})

test('a page is looked through for strangers, barriers, languages, dates and how hard it reads', () => {
  const facts = page(`<!doctype html><html lang="es"><head><title>T</title>
    <meta property="article:modified_time" content="2026-01-05T00:00:00Z">
    <link rel="alternate" hreflang="ar" href="/ar"><link rel="stylesheet" href="https://cdn.example/a.css">
    <script src="//track.example/t.js">var a = "<img src='https://no.example/'>"</script></head>
    <body><!-- <img src="https://hidden.example/x"> --><img src="/own.png"><img alt="" src="https://img.city.example/a.png">
    <form><label for="a">A</label><input id="a"><input name="b"><input type="hidden" name="c"></form>
    <p>Short words here. So it is.</p></body></html>`)
  assert.equal(facts['foreign'], 2)
  assert.equal(facts['hosts'], 'cdn.example track.example')
  assert.equal(facts['barriers'], 2)
  assert.equal(facts['languages'], 2)
  assert.equal(facts['dated'], '2026-01-05')
  assert.ok(Number(facts['lix']) < 40)
})

test('a page nobody closed, or without end, is read in the time it takes to read it', () => {
  const began = performance.now()
  page(`<p>${'<a href="'.repeat(100_000)}`)
  page(`<p>${'<'.repeat(1_000_000)}`)
  page(`<html>${'<!--'.repeat(200_000)}`)
  page(`<html><script>${'</scrip'.repeat(200_000)}`)
  assert.ok(performance.now() - began < 4000)
})

test('a register says of how many entries it names who, why, by what law, and where to object', () => {
  const entry = {
    name: 'sorting',
    owner: 'Streets',
    purpose: 'sorts reports',
    legal_basis: 'art. 5',
    data: ['category'],
    human_oversight: 'a person checks',
    appeal: 'https://city.example/object',
  }
  const text = JSON.stringify({ algorithms: [entry, { ...entry, owner: '' }], decisionsTaken: 7 })
  const { form, facts, urls } = read({ rel: 'algorithm-register', text })
  assert.equal(form, 'register')
  assert.equal(facts['entries'], 2)
  assert.equal(facts['owner'], 1)
  assert.equal(facts['appeal'], 2)
  assert.equal(facts['logged'], 7)
  assert.equal(urls?.length, 2)
  for (const bad of ['{}', '[1]', '[{"x":1}]', 'no', '{"algorithms":7}']) {
    assert.equal(read({ rel: 'algorithm-register', text: bad }).form, 'malformed', bad)
  }
})

test('a publiccode.yml is valid with all that is mandatory, and its licence is approved or not', () => {
  const text = `publiccodeYmlVersion: "0.4"
name: Cityright
url: https://code.city.example/cityright
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
releaseDate: 2026-01-10
description: { en: { shortDescription: rights } }
legal: { license: EUPL-1.2 }
`
  const yaml = (given: string) => read({ rel: 'software', text: given, type: 'text/yaml' })
  assert.deepEqual(yaml(text).facts, {
    programs: 1,
    approved: true,
    licence: 'EUPL-1.2',
    released: '2026-01-10',
  })
  assert.equal(yaml(text.replace('EUPL-1.2', 'Proprietary')).facts['approved'], false)
  assert.equal(yaml(text.replace('platforms: [web]\n', '')).form, 'malformed')
  assert.equal(yaml(`a: &a [1]\nb: [*a, *a]\n${text}`).form, 'malformed')
  assert.ok(isApproved('MIT OR Proprietary'))
  assert.ok(isApproved('GPL-3.0-or-later WITH Classpath-exception-2.0'))
  assert.ok(!isApproved('MIT AND Proprietary'))
})

test('records of our own protocol are counted member by member, and half ones do not count', () => {
  const target = { share: 0.95, mbps: 100, price: '20 EUR', date: '2028-12-31' }
  const series = [{ date: '2025-12-31', share: 0.81 }, { date: '2024-12-31' }]
  assert.deepEqual(records('broadband', { target, series }).facts, {
    target: true,
    measured: 1,
    newest: '2025-12-31',
  })
  assert.equal(records('broadband', { target: { ...target, share: 95 } }).facts['target'], false)
  assert.deepEqual(
    records('net-neutrality', { pledged: '2025-03-01', contracts: { total: 2, withClause: 3 } })
      .facts,
    {
      pledged: '2025-03-01',
      counted: false,
      contracts: 0,
      clause: 0,
    },
  )
  const whole = { start: '2026-01-01', end: '2026-02-01', channels: ['radio'], languages: ['es'] }
  assert.equal(
    records('campaigns', { campaigns: [whole, { ...whole, channels: [] }] }).facts['whole'],
    1,
  )
  const mandate = { url: 'https://city.example/mandate.pdf', sha256: 'ab' }
  assert.deepEqual(records('technology-office', { role: 'CTO', mandate }).named, [mandate])
  assert.equal(records('nothing-known', { a: 1 }).form, 'malformed')
})

test('what is not UTF-8, not JSON, or empty is malformed and never a guess', () => {
  const latin = Buffer.from('{"name":"Mérida"}', 'latin1')
  assert.equal(read({ rel: 'open-data', text: latin }).form, 'malformed')
  for (const rel of ['open-data', 'places', 'software', 'broadband', 'events']) {
    for (const text of ['', '{', 'null', '[]', '<x>', '0']) {
      assert.equal(read({ rel, text }).form, 'malformed', `${rel} ${text}`)
    }
  }
  assert.equal(read({ rel: 'accessibility', text: '', type: 'text/html' }).form, 'malformed')
})

test('a PDF or a plain text is there, and that is all a program can say', () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0xff, 0xfe])])
  const reading = read({ rel: 'legislation', text: pdf, type: 'application/pdf' })
  assert.equal(reading.form, 'page')
  assert.deepEqual(reading.facts, { size: 11, type: 'application/pdf' })
  const fake = read({ rel: 'legislation', text: 'no pdf', type: 'application/pdf' })
  assert.equal(fake.form, 'malformed')
})
