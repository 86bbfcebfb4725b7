import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { Refusal } from '#core/kernel'
import { openCity, type TestCity } from '#test/city'
import * as can from '../actions/index.ts'
import { lamp } from '../trial.ts'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

async function photo(): Promise<string> {
  const background = { r: 120, g: 60, b: 20 }
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background } }).png()
  const upload = await city.city.files.take(Readable.from([await picture.toBuffer()]), {
    name: 'lamp.png',
    kinds: ['photo'],
    now: city.city.clock(),
  })
  return upload?.id ?? ''
}

test('a place in the list that somebody made up, or a day nobody lives in, is no fault of ours', async () => {
  const odd = ['after=2026~R-3', 'after=0~R-3', 'before=1~R-1', 'after=2026-02-31T99:00:00Z~R-1']
  const days = ['from=0000-01-01', 'until=0000-12-31', 'until=9999-12-31', 'from=1899-12-31']
  for (const query of [...odd, ...days]) {
    for (const path of ['/reports', '/api/reports']) {
      assert.equal((await city.anybody.opens(`${path}?${query}`)).status, 400, query)
    }
  }
  assert.equal((await city.anybody.opens('/reports?from=1900-01-01&until=2999-12-31')).status, 200)
})

test('the same photo twice is refused or counted once, never a fault of ours', async () => {
  const gone = (failure: unknown) => failure instanceof Refusal && /file-gone/.test(failure.message)
  const [twice, once, drafted] = [await photo(), await photo(), await photo()]
  await assert.rejects(city.anybody.does(can.report, { ...lamp, photos: [twice, twice] }), gone)
  const { code } = await city.anybody.does(can.report, { ...lamp, photos: [once] })
  await assert.rejects(city.anybody.does(can.addPhoto, { code, photos: [once] }), gone)
  const { draft } = await city.anybody.does(can.begin, { category: 'fountain' })
  await city.anybody.does(can.attach, { draft, photos: [drafted] })
  await city.anybody.does(can.attach, { draft, photos: [drafted] })
  const page = await city.anybody.opens(`/api/reports/new/${draft}/photos`)
  assert.equal(page.text.split(drafted).length, 2)
})
