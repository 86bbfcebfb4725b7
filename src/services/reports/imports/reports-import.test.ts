import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { reportsImport } from './reports.ts'
import { counts, csv, data, importing, line } from './trial.ts'

let { city, close, stored, taking, work, written } = {} as Awaited<ReturnType<typeof importing>>
before(async () => {
  ;({ city, close, stored, taking, work, written } = await importing())
})
after(() => close())

const sample = join(data, 'reports/new-orleans-311-sample.json')
const skip = existsSync(sample) ? false : 'no real data: set CITYRIGHT_DATA'

test(
  'of 100 reports of New Orleans, the 9 that are measured in feet are refused, line by line',
  {
    skip,
  },
  async () => {
    const first = await reportsImport.run(work(sample, { preset: 'new-orleans' }))
    assert.deepEqual(counts(first), [100, 91, 0, 0, 9])
    assert.deepEqual(first.unknown, [])
    for (const { line: at, reason } of first.refused) {
      assert.ok(at > 1, String(at))
      assert.match(reason, /look like another unit than degrees/)
    }
    const again = await reportsImport.run(work(sample, { preset: 'new-orleans' }))
    assert.deepEqual(counts(again), [100, 0, 0, 91, 9])
    const lamp = await stored('101000274779')
    assert.equal(lamp?.['category'], 'lamp-out')
    assert.equal(lamp?.['opened_at'], '2014-06-23T14:44:00.000Z')
    assert.equal(lamp?.['state'], 'resolved')
    assert.equal(lamp?.['district'], null)
  },
)

test('a row of New York is read with its state, its hour and its own word for the category', async () => {
  const summary = await taking(
    csv(
      line(1),
      line(2, {
        kind: 'Rodent',
        words: 'Rat Sighting',
        state: 'Closed',
        closed: '07/05/2025 12:00:00 AM',
      }),
    ),
  )
  assert.deepEqual(counts(summary), [2, 2, 0, 0, 0])
  const [one, two] = [await stored('1'), await stored('2')]
  assert.deepEqual(
    [one?.['category'], one?.['state'], one?.['opened_at'], one?.['unit'], one?.['closed_at']],
    ['lamp-out', 'received', '2025-07-04T18:15:00.000Z', 'lighting', null],
  )
  assert.deepEqual(
    [two?.['category'], two?.['source_category'], two?.['closed_at'], two?.['text']],
    ['imported', 'Rodent', '2025-07-05T04:00:00.000Z', 'Rodent – Rat Sighting'],
  )
  const shown = await city.anybody.opens('/reports?category=imported&words=rat')
  assert.match(shown.text, /Rat Sighting/)
  const entries = await city.rows(
    sql`select by, d from record.outbox where t = 'reports.imported' order by id desc limit 1`,
  )
  assert.equal(entries[0]?.['by'], 'operator')
  assert.match(JSON.stringify(entries[0]?.['d']), /"rows":2,"file":"[0-9a-f]{64}"|"source":"nyc"/)
})

test('a changed row is updated, a row that stayed the same is left alone, whatever officials did', async () => {
  await taking(csv(line(10), line(11), line(12)))
  const [lamp] = await city.rows(
    sql`select 'R-' || number as number, version from reports.report where external_id = '10'`,
  )
  const official = await city.official('bruno', 'front-desk')
  const { move } = await import('../actions/index.ts')
  await official.does(move, { number: String(lamp?.['number']), version: 1, to: 'scheduled' })
  const more = csv(line(10), line(11, { state: 'In Progress' }), line(12), line(13))
  assert.deepEqual(counts(await taking(more, { dryRun: true })), [4, 1, 1, 2, 0])
  assert.equal(await stored('13'), undefined)
  assert.deepEqual(counts(await taking(more)), [4, 1, 1, 2, 0])
  assert.deepEqual(
    [(await stored('10'))?.['state'], (await stored('11'))?.['state']],
    ['scheduled', 'in_progress'],
  )
  assert.equal((await stored('11'))?.['version'], 2)
})

test('an import that is killed in the middle leaves no row that the public record does not know', async () => {
  const rows = Array.from({ length: 2300 }, (_, n) => line(`k${n}`))
  let batches = 0
  const whole = written(csv(...rows))
  const killed = reportsImport.run({
    ...whole,
    perform: (action, input) => {
      batches += 1
      if (batches > 2) throw new Error('the power went')
      return whole.perform(action, input)
    },
  })
  await assert.rejects(killed, /the power went/)
  const [found] = await city.rows(sql`
    select (select count(*) from reports.report where external_id like 'k%') as there,
      (select sum((d->>'rows')::int) from record.outbox where t = 'reports.imported'
        and d->>'file' = (select d->>'file' from record.outbox where t = 'reports.imported'
          order by id desc limit 1)) as said`)
  assert.deepEqual([found?.['there'], found?.['said']], [2000, 2000])
})

test('two imports of one file at the same time leave every report there once', async () => {
  const many = Array.from({ length: 2500 }, (_, n) => line(5000 + n))
  const [one, two] = await Promise.all([taking(csv(...many)), taking(csv(...many))])
  assert.equal(one.imported + two.imported, 2500)
  assert.equal(one.unchanged + two.unchanged, 2500)
  const [found] = await city.rows(
    sql`select count(*) as count, count(distinct external_id) as different from reports.report
        where external_id between '5000' and '7499' and length(external_id) = 4`,
  )
  assert.deepEqual([found?.['count'], found?.['different']], [2500, 2500])
})

test('the same report twice in one file ends as the later row says', async () => {
  const summary = await taking(
    csv(line(20), line(20, { state: 'Closed' }), line(20, { state: 'Closed' })),
  )
  assert.deepEqual(counts(summary), [3, 1, 1, 1, 0])
  assert.equal((await stored('20'))?.['state'], 'resolved')
})

test('each row that cannot be is refused with its line and a reason in words', async () => {
  const summary = await taking(
    csv(
      line(30, { lat: '91' }),
      line(31, { lon: '' }),
      line(32, { lat: '-74.0060', lon: '40.7128' }),
      line(33, { lat: '0', lon: '0' }),
      line(34, { lat: '983000', lon: '196000' }),
      line(35, { state: 'Frozen' }),
      line(36, { opened: '13/45/2025 02:15:00 PM' }),
      line(''),
      line(37, { state: 'Closed', closed: '07/03/2025 02:15:00 PM' }),
      line(38, { lat: '48.2', lon: '16.3' }),
      line(39, { lat: '', lon: '' }),
      'only,three,cells',
    ),
  )
  assert.deepEqual(
    summary.refused.map(({ line: at, reason }) => `${at} ${reason.replace(/.*: /, '')}`),
    [
      '2 out of range, no such degrees exist',
      '3 only one of longitude and latitude is given',
      '4 the two look exchanged',
      '5 nobody measured this place',
      '6 the numbers look like another unit than degrees (feet or metres of a plane grid)',
      '7 the state “frozen” is not known',
      '8 the beginning “13/45/2025 02:15:00 PM” is not a date',
      '9 Unique Key is empty',
      '10 it ends before it begins',
      '11 this place is far outside of the area this file is about',
      '13 it has 3 cells, the first line has 10',
    ],
  )
  assert.equal(summary.imported, 1)
})

test('names of columns may differ in case, spaces and underscores; strange ones are named', async () => {
  const header = 'unique_key;CREATED DATE;Status;latitude;longitude;Mood'
  const summary = await taking(
    `\uFEFF${header}\r\n40;2025-07-04T14:15:00.000;Open;40.7;-74;good\r\n`,
  )
  assert.deepEqual(counts(summary), [1, 1, 0, 0, 0])
  assert.deepEqual(summary.unknown, ['Mood'])
  assert.equal((await stored('40'))?.['opened_at'], '2025-07-04T18:15:00.000Z')
})

test('JSON and JSON Lines say the same as a table', async () => {
  const row = (id: number) => ({
    unique_key: String(id),
    created_date: '2025-07-04T14:15:00.000',
    status: 'Open',
    latitude: '40.7',
    longitude: -74,
    location: { latitude: '40.7' },
  })
  const list = await taking(`[${JSON.stringify(row(50))},\n\n ${JSON.stringify(row(51))}, 7]`)
  assert.deepEqual(counts(list), [3, 2, 0, 0, 1])
  assert.equal(list.refused[0]?.line, 3)
  const lines = `${JSON.stringify(row(50))}\n{"unique_key":\n\n${JSON.stringify(row(52))}`
  const summary = await taking(lines)
  assert.deepEqual(counts(summary), [3, 1, 0, 1, 1])
  assert.deepEqual(summary.refused, [{ line: 2, reason: 'it is no valid JSON' }])
})

test('a broken file is refused in one readable sentence', async () => {
  const whole = csv(...Array.from({ length: 1500 }, (_, n) => line(60_000 + n)))
  const cases: [string | Buffer, RegExp][] = [
    ['', /^The file is empty/],
    [' \n', /^The file is empty/],
    [Buffer.concat([Buffer.from(whole), Buffer.from([0xff, 0xfe])]), /not text in UTF-8/],
    ['a,b\n1,2\n', /not the columns of the preset nyc: “Unique Key”, “Created Date”, “Status”/],
    ['ticket_id,ticket_created_date_time,ticket_status\n', /preset new-orleans/],
    [csv(line(70), `71,"never closed`), /quotation mark is opened and never closed/],
    [csv(`7"2"`.padEnd(9, ',')), /^Line \d+: a quotation mark/],
    ['[{"unique_key":"73","created_date":"2025-07-04","status":"Open"},{"uniq', /cut off/],
    ['[{"unique_key":"74","created_date":"2025-07-04","status":"Open"} x]', /no valid JSON/],
  ]
  for (const [text, reason] of cases) {
    await assert.rejects(taking(text), (failure: Error) => {
      assert.match(failure.message, reason)
      assert.doesNotMatch(failure.message, /\n/)
      return true
    })
  }
  assert.equal(await stored('60000'), undefined, 'a file that is no text leaves nothing behind')
  assert.equal((await stored('73'))?.['state'], 'received')
  const mended = await taking(
    '[{"unique_key":"73","created_date":"2025-07-04","status":"Open"},{"unique_key":"75","created_date":"2025-07-04","status":"Open"}]',
  )
  assert.deepEqual(counts(mended), [2, 1, 0, 1, 0])
})

test('what one city publishes, another can take in', async () => {
  await taking(csv(line(80, { words: '=SUM(1)' })))
  const { text } = await city.anybody.opens('/reports.csv')
  const summary = await taking(text, { preset: undefined })
  assert.equal(summary.refused.length, 0)
  assert.equal(summary.imported, summary.read)
  assert.deepEqual(summary.unknown, [])
  const again = await taking(text, { preset: undefined })
  assert.equal(again.unchanged, again.read)
})
