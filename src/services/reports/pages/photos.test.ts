import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { sql } from '#core/database'
import { openCity, type TestCity } from '#test/city'
import * as can from '../actions/index.ts'
import { lamp, refusedAs } from '../trial.ts'

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

/** A photo of fine stripes: where they are covered, none is left. */
async function striped(): Promise<string> {
  const [width, height] = [400, 300]
  const raw = Buffer.from(
    Array.from({ length: width * height }, (_, at) => ((at % width) % 4 < 2 ? 0 : 255)),
  )
  const picture = sharp(raw, { raw: { width, height, channels: 1 } }).png()
  const upload = await city.city.files.take(Readable.from([await picture.toBuffer()]), {
    name: 'plate.png',
    kinds: ['photo'],
    now: city.city.clock(),
  })
  return upload.id
}

/** How much the brightness varies in a field of a photo, by row and column of the grid. */
async function contrastIn(bytes: Buffer, row: number, column: number): Promise<number> {
  const { width, height } = await sharp(bytes).metadata()
  const [w, h] = [Math.floor(width / 8), Math.floor(height / 6)]
  const area = { left: (column - 1) * w + 4, top: (row - 1) * h + 4, width: w - 8, height: h - 8 }
  const { channels } = await sharp(await sharp(bytes).extract(area).png().toBuffer()).stats()
  return channels[0]?.stdev ?? 0
}

test('parts of a photo are covered for good: the old file goes, and everybody sees the new one', async () => {
  const file = await striped()
  const { number, code } = await city.anybody.does(can.report, { ...lamp, photos: [file] })
  const grid = await city.anybody.opens(`/reports/mine/${code}/blur/${file}`)
  assert.equal(grid.text.match(/type="checkbox"/g)?.length, 48)
  assert.match(grid.text, /Row 6, column 8/)
  const none = await city.anybody.posts(`/reports/mine/${code}/blur/${file}/blur`, {})
  assert.equal(none.status, 400)
  await city.anybody.does(can.blur, { code, file, fields: ['2-3', '2-4'] })
  assert.equal(await statusOf(`/reports/photos/${file}`), 404, 'meanwhile nobody sees it')
  await city.work()
  const page = (await city.anybody.opens(`/reports/${number}`)).text
  const made = /\/reports\/photos\/([\w-]+)/.exec(page)?.[1] ?? ''
  assert.ok(made && made !== file)
  assert.match(page, /Parts of a photo were covered/)
  assert.equal(await city.city.files.read(file), undefined, 'the old file is gone')
  const opened = await city.city.files.read(made)
  assert.ok(opened)
  const bytes = await buffer(opened.stream)
  assert.ok((await contrastIn(bytes, 2, 3)) < 12, 'no stripe is left')
  assert.ok((await contrastIn(bytes, 2, 6)) > 60, 'what was not chosen is as it was')
  const small = await city.city.files.read(made, 'thumb')
  assert.ok(small)
  assert.ok((await contrastIn(await buffer(small.stream), 2, 3)) < 12)
})

test('a moderator covers parts of a photo, and a hidden one stays hidden afterwards', async () => {
  const file = await striped()
  const { number } = await city.anybody.does(can.report, { ...lamp, photos: [file] })
  const moderator = await city.official('otto', 'moderator')
  const caseworker = await city.official('rut', 'caseworker', 'lighting')
  const chosen = { number, file, fields: ['1-1'] }
  await assert.rejects(caseworker.does(can.blurAtDesk, chosen), refusedAs('forbidden'))
  const part = { number, version: 1, what: 'photo', which: file, reason: 'personal-data' } as const
  await moderator.does(can.hide, part)
  assert.equal((await moderator.opens(`/reports/desk/${number}/blur/${file}`)).status, 200)
  await moderator.does(can.blurAtDesk, chosen)
  await city.work()
  assert.doesNotMatch((await city.anybody.opens(`/reports/${number}`)).text, /reports\/photos\//)
  const [entry] = await city.rows(sql`
    select t as kind, d as body from record.outbox where subject = ${`/reports/${number}`} order by id desc limit 1`)
  assert.deepEqual(entry, { kind: 'reports.blurred', body: { number, fields: 1 } })
})

test('what was asked to be covered twice is covered twice, and nobody sees the photo before both are done', async () => {
  const file = await striped()
  const { number, code } = await city.anybody.does(can.report, { ...lamp, photos: [file] })
  await city.anybody.does(can.blur, { code, file, fields: ['2-3'] })
  await city.anybody.does(can.blur, { code, file, fields: ['4-5'] })
  await city.work()
  const page = (await city.anybody.opens(`/reports/${number}`)).text
  const made = /\/reports\/photos\/([\w-]+)/.exec(page)?.[1] ?? ''
  assert.ok(made && made !== file, 'it is in sight again')
  const opened = await city.city.files.read(made)
  const bytes = await buffer(opened?.stream ?? Readable.from([]))
  assert.ok((await contrastIn(bytes, 2, 3)) < 12 && (await contrastIn(bytes, 4, 5)) < 12)
  assert.ok((await contrastIn(bytes, 2, 6)) > 60)
  const rows = await city.rows(sql`select unnest(was) as file from reports.photo
    where file = ${made}`)
  assert.equal(rows.length, 2)
  for (const { file: before } of rows)
    assert.equal(await city.city.files.read(String(before)), undefined, 'no earlier file is left')
})

test('a photo that a moderator hides while parts of it are covered stays hidden', async () => {
  const file = await striped()
  const { number, code } = await city.anybody.does(can.report, { ...lamp, photos: [file] })
  const moderator = await city.official('ulla', 'moderator')
  await city.anybody.does(can.blur, { code, file, fields: ['1-1'] })
  const insult = { number, version: 1, what: 'photo', which: file, reason: 'insult' } as const
  await moderator.does(can.hide, insult)
  await city.work()
  assert.doesNotMatch((await city.anybody.opens(`/reports/${number}`)).text, /reports\/photos\//)
  const [row] = await city.rows(
    sql`select hidden from reports.photo where 'R-' || report = ${number}`,
  )
  assert.deepEqual(row, { hidden: 'insult' })
})

test('whoever reported covers no photo of somebody who joined', async () => {
  const [file, theirs] = [await striped(), await photo()]
  const { number, code } = await city.anybody.does(can.report, { ...lamp, photos: [file] })
  await city.city.db.transact(async (tx) => {
    await tx.run(sql`insert into reports.follower (number, report, code_hash, by_mail, language, at)
      values (909090, ${Number(number.slice(2))}, 'x', false, 'en', ${city.city.clock()})`)
    await tx.run(sql`insert into reports.photo (file, report, at, by, follower)
      values (${theirs}, ${Number(number.slice(2))}, ${city.city.clock()}, 'reporter', 909090)`)
  })
  const cover = city.anybody.does(can.blur, { code, file: theirs, fields: ['1-1'] })
  await assert.rejects(cover, refusedAs('not-found'))
})

test('what was asked to be covered before the city got a new release is covered by the new one, and seen again', async () => {
  const [file, kept] = [await striped(), await striped()]
  const { number, code } = await city.anybody.does(can.report, { ...lamp, photos: [file, kept] })
  for (const one of [file, kept])
    await city.anybody.does(can.blur, { code, file: one, fields: ['2-3'] })
  // As the release before asked for it: without a name, and with what the photo is afterwards.
  await city.city.db.script(`update reports.photo set covering = '{}', after_cover = null
      where 'R-' || report = '${number}';
    update jobs.job set input = (input - 'key') || jsonb_build_object('hidden',
      case when input ->> 'file' = '${kept}' then 'insult' end) where name = 'reports.blur-photo'`)
  await city.work()
  const page = (await city.anybody.opens(`/reports/${number}`)).text
  const made = /\/reports\/photos\/([\w-]+)/.exec(page)?.[1] ?? ''
  assert.ok(made && made !== file, 'it is in sight again')
  const opened = await city.city.files.read(made)
  assert.ok((await contrastIn(await buffer(opened?.stream ?? Readable.from([])), 2, 3)) < 12)
  const rows = await city.rows(sql`select hidden, covering, was from reports.photo
    where 'R-' || report = ${number} order by hidden nulls first`)
  assert.deepEqual(rows, [
    { hidden: null, covering: [], was: [file] },
    { hidden: 'insult', covering: [], was: [kept] },
  ])
})
