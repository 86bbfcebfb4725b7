import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { openCity, type TestCity } from '#test/city'
import * as can from '../actions/index.ts'
import { lamp } from '../trial.ts'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

const statusOf = async (path: string) => (await city.anybody.opens(path)).status

/** A photo on its way: taken in, re-encoded, not yet claimed. */
async function photo(): Promise<string> {
  const background = { r: 120, g: 60, b: 20 }
  const picture = sharp({ create: { width: 600, height: 400, channels: 3, background } }).png()
  const upload = await city.city.files.take(Readable.from([await picture.toBuffer()]), {
    name: 'lamp.png',
    maxBytes: 1_000_000,
    kinds: ['photo'],
    now: city.city.clock(),
  })
  return upload?.id ?? ''
}

test('a photo is for everybody only where the report shows it', async () => {
  const [open, kept] = [await photo(), await photo()]
  const shown = await city.anybody.does(can.report, { ...lamp, photos: [open] })
  const noise = { category: 'noise', answers: { source: 'bar', when: ['night'] } }
  const quiet = await city.anybody.does(can.report, { ...lamp, ...noise, photos: [kept] })
  const small = await city.anybody.opens(`/reports/photos/${open}?size=thumb`)
  assert.equal(small.status, 200)
  assert.match(String(small.headers['content-type']), /^image\//)
  assert.match((await city.anybody.opens('/reports')).text, new RegExp(`photos/${open}`))
  assert.equal(await statusOf(`/reports/photos/${kept}`), 404)
  assert.equal(await statusOf(`/reports/mine/${quiet.code}/photos/${kept}`), 200)
  assert.equal(await statusOf(`/reports/mine/${quiet.code}/photos/${open}`), 404)
  assert.equal(await statusOf(`/reports/mine/${shown.code}/photos/${open}`), 200)
})

test('the desk sees every photo of its own reports, and a hidden one is gone for everybody else', async () => {
  const file = await photo()
  const { number } = await city.anybody.does(can.report, { ...lamp, photos: [file] })
  const moderator = await city.official('nora', 'moderator')
  const gardener = await city.official('ivo', 'caseworker', 'green')
  const desk = `/reports/desk/${number}/photos/${file}`
  const hiding = {
    number,
    version: 1,
    what: 'photo',
    which: file,
    reason: 'personal-data',
  } as const
  await moderator.does(can.hide, hiding)
  assert.equal(await statusOf(`/reports/photos/${file}`), 404)
  assert.equal((await moderator.opens(desk)).status, 200)
  assert.equal((await gardener.opens(desk)).status, 403)
  assert.equal(await statusOf(desk), 303)
  assert.doesNotMatch((await city.anybody.opens(`/reports/${number}`)).text, new RegExp(file))
})

test('a photo of a draft is seen through its draft alone, and can be taken away', async () => {
  const { draft } = await city.anybody.does(can.begin, { category: 'fountain' })
  const file = await photo()
  await city.anybody.does(can.attach, { draft, photos: [file] })
  const path = `/reports/new/${draft}/photos`
  assert.equal(await statusOf(`${path}/${file}`), 200)
  assert.equal(await statusOf(`/reports/photos/${file}`), 404)
  const page = await city.anybody.opens(path)
  assert.match(page.text, /Choose more photos/)
  await city.anybody.does(can.detach, { draft, photo: file })
  assert.equal(await statusOf(`${path}/${file}`), 404)
})

test('no page asks the database more than twelve questions', async () => {
  const { number, code } = await city.anybody.does(can.report, { ...lamp, photos: [await photo()] })
  const front = await city.official('bruno', 'front-desk')
  const db = city.city.db.as('reports')
  const look = db.look.bind(db)
  const asked: number[] = []
  db.look = (work) =>
    look(async (tx) => {
      const found = await work(tx)
      asked.push(tx.statements)
      return found
    })
  const desk = ['/reports/desk', `/reports/desk/${number}`]
  const open = [
    '/reports?words=lamp',
    `/reports/${number}`,
    `/reports/mine/${code}`,
    '/reports/map',
  ]
  for (const path of [...open, ...desk]) {
    const { status } = await front.opens(path)
    assert.equal(status, 200, path)
  }
  assert.ok(asked.length >= 6 && Math.max(...asked) <= 12, String(asked))
})
