import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { entry, recorder } from '#core/record'
import { openCity, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { z } from 'zod'

interface Listed {
  readonly entries: readonly { id: string; kind: string; at: string; subject: string | null }[]
  readonly next: string | null
  readonly previous: string | null
  readonly wrong: Record<string, string>
}

let city: TestCity
let first: string
const opens = (query: string) => city.anybody.opens(`/record?${query}`)
const list = async (query: string) =>
  (await city.anybody.opens(`/api/record?${query}`)).json<Listed>()

const received = entry('reports.received', z.object({ number: z.string() }))

/** Luzarra is an hour ahead of UTC in winter: 23:30 in UTC is the next day there. */
before(async () => {
  city = await openCity()
  city.today('2026-02-10T23:30:00.000Z')
  first = (await city.anybody.does(can('report'), lamp)).number
  city.today('2026-03-02T09:00:00.000Z')
  await city.city.db.transact(async (tx) => {
    for (let n = 0; n < 60; n += 1) {
      city.later(60_000)
      const write = recorder(tx, { by: 'anonymous', now: city.city.clock(), service: 'reports' })
      await write(received, { number: `R-9${n}` }, { subject: `/reports/R-9${n}` })
    }
  })
  const bruno = await city.official('bruno', 'unit-lead')
  await bruno.does(can('move'), { number: first, version: 1, to: 'in_progress' })
  await bruno.does(can('answer'), { number: first, version: 2, text: 'We come on Monday.' })
})
after(() => city.close())

/** Every entry of a list, read part by part. */
async function throughout(query: string, way: 'next' | 'previous', from = ''): Promise<Listed[]> {
  const cursor = way === 'next' ? 'before' : 'after'
  const parts = [await list(`${query}${from}`)]
  for (let n = 0; n < 10; n += 1) {
    const on = parts.at(-1)?.[way]
    if (!on) break
    parts.push(await list(`${query}&${cursor}=${on}`))
  }
  return parts
}

test('the record is read to its end and back to its beginning, with every filter kept', async () => {
  const query = 'kind=reports.received&from=2026-03-01&to=2026-03-02'
  const there = (await throughout(query, 'next')).map(({ entries }) => entries)
  assert.deepEqual(
    there.map((part) => part.length),
    [25, 25, 10],
  )
  const back = await throughout(query, 'previous', `&before=${there[1]?.at(-1)?.id}`)
  assert.deepEqual(
    back
      .map(({ entries }) => entries)
      .toReversed()
      .flat(),
    there.flat(),
  )
  const html = (await opens(`${query}&before=${there[0]?.at(-1)?.id}`)).text
  for (const rel of ['prev', 'next']) {
    const [, link = ''] = new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html) ?? []
    const asked = new URLSearchParams(link.replaceAll('&amp;', '&').split('?')[1])
    assert.equal(asked.get('kind'), 'reports.received')
    assert.equal(asked.get('from'), '2026-03-01')
    assert.equal(asked.get('to'), '2026-03-02')
  }
})

test('a report is found by its number, by its path and by its whole address', async () => {
  const whole = encodeURIComponent(`https://luzarra.example/reports/${first}?x#y`)
  for (const subject of [first, first.toLowerCase(), ` ${first} `, `/reports/${first}`, whole]) {
    const { entries } = await list(`subject=${subject}`)
    const kinds = entries.map(({ kind }) => kind)
    assert.deepEqual(kinds, ['reports.answered', 'reports.moved', 'reports.received'], subject)
  }
  const one = await list(`subject=${first}&kind=reports.moved&service=reports`)
  assert.equal(one.entries.length, 1)
})

test('days begin at the midnight of the city, and both days that are named belong to it', async () => {
  const on = async (day: string) => (await list(`from=${day}&to=${day}`)).entries.length
  assert.equal(await on('2026-02-10'), 0)
  assert.equal(await on('2026-02-11'), 1)
  assert.equal((await list('to=2026-02-11')).entries.length, 1)
  assert.equal((await list('from=2026-03-02&kind=reports.moved')).entries.length, 1)
})

test('a whole service can be asked for, and its kinds stand under its name in plain words', async () => {
  const { entries } = await list('kind=reports')
  assert.equal(entries.length, 25)
  assert.equal((await list('kind=account')).entries.length, 0)
  const { text } = await opens('kind=reports.moved')
  assert.match(text, /<optgroup label="Reports">/)
  assert.match(text, /<option value="reports.moved" selected>Changes of state<\/option>/)
  assert.match(text, /Report R-\d+ went from “received” to “in progress”/)
  assert.match(text, /Prove this<span[^>]*>: Report R-/)
})

test('a filter that cannot be understood gets its sentence beside it, and what was typed stays', async () => {
  const errors = (html: string, field: string) =>
    new RegExp(`id="f-${field}-error"[^>]*>.*?</span> ([^<]*)<`).exec(html)?.[1] ?? ''
  const day = (await opens('from=2026-02-30&kind=reports.moved')).text
  assert.match(errors(day, 'from'), /This is no day/)
  assert.match(day, /name="from" type="text" value="2026-02-30"/)
  assert.match(day, /<option value="reports.moved" selected>/)
  assert.match(errors((await opens('to=soon')).text, 'to'), /This is no day/)
  const turned = (await opens('from=2026-03-02&to=2026-03-01')).text
  assert.match(errors(turned, 'to'), /before the first one/)
  const odd = (await opens('subject=R-99999%20%3Cb%3E')).text
  assert.match(errors(odd, 'subject'), /nothing about “R-99999 &lt;b>”/)
  for (const query of ['from=2026-02-30', 'to=soon', 'subject=R-99999']) {
    const { entries, wrong } = await list(query)
    assert.deepEqual([entries.length, Object.keys(wrong).length], [0, 1], query)
    assert.equal((await city.anybody.opens(`/record.csv?${query}`)).status, 400, query)
  }
})

test('nothing found says so calmly, and how to see everything again', async () => {
  const { text, status } = await opens('kind=reports.merged')
  assert.equal(status, 200)
  assert.match(text, /No entry fits\./)
  assert.match(text, /<a href="\/record">Show all entries<\/a>/)
})

test('searching needs no cookie and asks the database no more than twelve times', async () => {
  const before = city.city.db.counts.statements
  const answer = await opens(`subject=${first}&from=2026-01-01`)
  const asked = city.city.db.counts.statements - before
  assert.ok(asked > 3 && asked <= 12, String(asked))
  assert.equal(answer.headers['set-cookie'], undefined)
  assert.match(String(answer.headers['cache-control']), /public/)
})
