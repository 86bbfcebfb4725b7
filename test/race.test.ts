import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { can, lamp } from '#test/lamp'
import { openCity, type TestCity } from '#test/city'

/** Embedded databases have one connection: there, nobody can be at the same place at the same time. */
const skip = process.env['DATABASE_URL'] ? false : 'needs PostgreSQL (npm run test:postgres)'

let city: TestCity
before(async () => {
  if (!skip) city = await openCity()
})
after(() => city?.close())

const count = async () => (await city.rows(sql`select 1 from reports.report`)).length

test(
  'the same form sent eight times at once acts once, and everybody is led to one page',
  { skip },
  async () => {
    for (let round = 0; round < 5; round += 1) {
      const before = await count()
      const { draft } = await city.anybody.does(can('begin'), { category: 'lamp-out' })
      await city.anybody.does(can('tell'), { draft, answers: { fault: 'dark', lamps: 1 } })
      await city.anybody.does(can('locate'), { draft, lon: 12.45, lat: 36.93 })
      await city.anybody.does(can('describe'), { draft, text: 'Dark' })
      const key = `the-key-of-form-${round}`
      const sent = await Promise.all(
        Array.from({ length: 8 }, () =>
          city.anybody.posts(`/reports/new/${draft}/check/submit`, { key }),
        ),
      )
      const led = sent.map(({ status, headers }) => `${status} ${headers['location']}`)
      assert.equal(new Set(led).size, 1, led.join('\n'))
      assert.match(led[0] ?? '', /^303 \/reports\/mine\/.*\/sent$/)
      assert.equal(await count(), before + 1)
    }
  },
)

test('a program that sends one call twice at once gets one answer', { skip }, async () => {
  const before = await count()
  const ask = () =>
    city.city.web.inject({
      method: 'POST',
      url: '/api/reports/report',
      headers: { 'idempotency-key': 'the-key-of-a-program' },
      payload: { ...lamp, email: 'teo@mail.example' },
    })
  const sent = await Promise.all([ask(), ask(), ask(), ask()])
  assert.deepEqual(
    sent.map(({ statusCode }) => statusCode),
    [200, 200, 200, 200],
  )
  assert.equal(new Set(sent.map(({ body }) => body)).size, 1)
  assert.equal(await count(), before + 1)
})

test(
  'of two officials who send the same page, one goes on and one is shown both versions',
  { skip },
  async () => {
    const desks = [
      await city.official('bruno', 'front-desk'),
      await city.official('carla', 'front-desk'),
    ]
    const { number } = await city.anybody.does(can('report'), lamp)
    const words = ['We come on Monday.', 'We come on Tuesday.']
    const sent = await Promise.all(
      desks.map((desk, at) =>
        desk.posts(`/reports/desk/${number}/answer`, { version: '1', text: words[at] ?? '' }),
      ),
    )
    assert.deepEqual(sent.map(({ status }) => status).toSorted(), [303, 409])
    const late = sent.findIndex(({ status }) => status === 409)
    assert.ok(sent[late]?.text.includes(words[late] ?? ''), 'what was typed is lost')
    assert.ok(sent[late]?.text.includes(words[1 - late] ?? ''), 'what the other said is not shown')
  },
)

test('ten letters that are asked for at once are sent once each', { skip }, async () => {
  const before = (await city.letters()).length
  const many = Array.from({ length: 10 }, (_, n) => ({ ...lamp, email: `one-${n}@mail.example` }))
  await Promise.all(many.map((one) => city.anybody.does(can('report'), one)))
  await Promise.all([city.work(), city.work()])
  await city.work()
  const letters = (await city.letters()).slice().filter(({ to }) => /^one-\d/.test(to))
  assert.equal(letters.length, 10)
  assert.equal(new Set(letters.map(({ to }) => to)).size, 10)
  assert.ok((await city.letters()).length >= before + 10)
})
