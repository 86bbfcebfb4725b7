import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { solved } from '#test/solved'
import { agree } from './actions/agree.ts'
import { goBack } from './actions/back.ts'
import { renew } from './actions/renew.ts'
import { trainAll } from './train.ts'
import { reportsOf, textOf } from './trial.ts'

let city: TestCity
let lead: Somebody
let other: Somebody
before(async () => {
  city = await openCity()
  lead = await city.official('lead', 'unit-lead', 'lighting')
  other = await city.official('other', 'unit-lead', 'streets')
})
after(() => city.close())
const { open, reportOf, takenOn, forge } = reportsOf(() => city)

test('a classifier learns from solved reports, waits for two officials, and then sorts without a restart', async () => {
  await solved(city, 400)
  const { db, facts, clock } = city.city
  const school = { db: db.as('routing'), city: facts, now: clock() }
  // Two trainings at once, as when the operator trains by hand while the night job runs.
  const both = (await Promise.all([trainAll(school), trainAll(school)])).flat()
  const done = both.find(({ verdict }) => verdict !== 'nothing-new')
  assert.deepEqual(both.map(({ verdict }) => verdict).toSorted(), ['nothing-new', 'waiting'])
  const model = done?.hash ?? ''
  assert.equal((await trainAll(school))[0]?.verdict, 'nothing-new')
  const unclear = 'the quibble crack is at number 7 of the street'
  assert.equal((await reportOf((await open(unclear)).number))?.['category'], 'unsorted')
  await lead.does(agree, { model })
  await assert.rejects(lead.does(agree, { model }), /agreed-already/)
  await other.does(agree, { model })
  const { number } = await open(unclear)
  const taken = await takenOn(number, 'reports.sort')
  assert.equal((await reportOf(number))?.['category'], 'pothole', textOf(taken))
  assert.match(textOf(taken['because']), /"by":"model".*quibble|quibble.*"by":"model"/)
  assert.match(textOf(taken['facts']), new RegExp(model))
  const [entry] = await city.rows(sql`
    select d as body from record.outbox where t = 'routing.promoted'`)
  assert.match(textOf(entry), /"way":"officials"/)
  const page = await city.anybody.opens(`/routing/models/${model}`)
  assert.match(page.text, /It was promoted/)
})

test('the next classifier is promoted by itself where it is no worse, and the record says by which way', async () => {
  await solved(city, 60, 400)
  const { db, facts, clock } = city.city
  city.later(86_400_000)
  const done = await trainAll({ db: db.as('routing'), city: facts, now: clock() })
  assert.equal(done.find(({ language }) => language === 'en')?.verdict, 'promoted')
  const ways = await city.rows(sql`
    select d ->> 'way' as way from record.outbox where t = 'routing.promoted' order by id`)
  assert.deepEqual(ways, [{ way: 'officials' }, { way: 'not-worse' }])
})

test('an official sees what the classifier before would have made of the same words, and where that cannot be told', async () => {
  promise('P3.22')
  const [former] = await city.rows(sql`select hash from decisions.bound
    where decision = 'reports.sort' and place = 'model-en' and until is not null`)
  const by = `model-en:${String(former?.['hash'])}`
  const officer = await city.official('nora', 'privacy-officer')
  const [same, gone] = [
    await open('the asphalt quibble crack tyre, deep quibble road'),
    await open('the zorglub lantern is at number 9'),
  ]
  await city.city.db.transact((tx) =>
    tx.run(sql`update reports.report set text = 'Words that were hidden since'
      where 'R-' || number = ${gone.number}`),
  )
  const shown = await officer.opens(`/algorithms/reports.sort/replay?by=${by}`)
  assert.equal(shown.status, 200)
  const row = ({ number }: { number: string }) =>
    new RegExp(`${number}</a>[\\s\\S]*?</tr>`).exec(shown.text)?.[0] ?? ''
  assert.match(row(same), /The same/)
  assert.match(row(gone), /Cannot be told/)
  // By the instructions alone nobody knew what a quibble is; the first classifier would have.
  const [early] = await city.rows(sql`select about from decisions.taken
    where decision = 'reports.sort' and outcome = 'person' order by id limit 1`)
  const number = String(early?.['about']).split('/').at(-1) ?? ''
  assert.match(row({ number }), /<strong>[^<]*(?:ole|avement)[^<]*<\/strong>/)
})

test('a classifier that an official took back by day does not come back by night: two officials agree first', async () => {
  promise('P3.18', 'P3.23')
  await solved(city, 60, 460)
  const { db, facts, clock } = city.city
  city.later(86_400_000)
  const third = await city.official('third', 'unit-lead')
  // The official does it while the night job is learning.
  const back = { place: 'model-en', reason: 'It sends the lamps to the wrong people' }
  let goes: Promise<unknown> | undefined
  const own = db.as('routing')
  const during: Pick<typeof own, 'look' | 'transact'> = {
    look: (work) => own.look(work),
    async transact(work) {
      await (goes ??= third.does(goBack, back))
      return own.transact(work)
    },
  }
  const verdictOf = (done: Awaited<ReturnType<typeof trainAll>>) =>
    done.find(({ language }) => language === 'en')?.verdict
  assert.equal(verdictOf(await trainAll({ db: during, city: facts, now: clock() })), 'waiting')
  await solved(city, 20, 520)
  city.later(86_400_000)
  assert.equal(verdictOf(await trainAll({ db: own, city: facts, now: clock() })), 'waiting')
})

const englishSets = () =>
  city.rows(sql`select s.hash, s.until is null as now, cardinality(s.reports) as texts,
      (select count(*) from routing.candidate c where c.test_set = s.hash) as judged
    from routing.test_set s where language = 'en' order by chosen_at`)

test('every classifier is judged by the same reports until an official has others chosen, and then two agree anew', async () => {
  promise('P3.18')
  const [first, none] = await englishSets()
  assert.deepEqual([first?.['now'], first?.['judged'], none], [true, 4, undefined])
  const chosen = await city.rows(sql`select d ->> 'hash' as hash from record.outbox
    where t = 'routing.test-set-chosen' and d ->> 'language' = 'en'`)
  assert.deepEqual(chosen, [{ hash: first?.['hash'] }])
  const later = await city.official('later', 'unit-lead')
  assert.match((await later.opens('/routing')).text, /What they are judged by.*Have another set/s)
  await later.does(renew, { language: 'en', reason: 'Nobody writes like that any more' })
  await assert.rejects(later.does(renew, { language: 'en', reason: 'Once more' }), /no-test-set/)
  await solved(city, 30, 540)
  city.later(86_400_000)
  const { db, facts, clock } = city.city
  const done = await trainAll({ db: db.as('routing'), city: facts, now: clock() })
  assert.equal(done.find(({ language }) => language === 'en')?.verdict, 'waiting')
  const sets = await englishSets()
  assert.deepEqual(
    sets.map(({ now, judged }) => [now, judged]),
    [
      [false, 4],
      [true, 1],
    ],
  )
})

test('a classifier whose bytes are not those of its hash sorts nothing: a person does', async () => {
  await forge('reports.sort', 'a'.repeat(64))
  const { number } = await open('quibble in the road')
  assert.equal((await reportOf(number))?.['category'], 'unsorted')
  assert.match(textOf(await takenOn(number, 'reports.sort')), /sort-broken/)
})
