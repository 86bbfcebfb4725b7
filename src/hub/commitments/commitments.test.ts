import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Item } from '#hub/evidence'
import { z } from 'zod'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { findingOf, lampRegister, memberCity } from '#test/promised'
import { addIndicator, measure, retarget } from './actions/indicators.ts'
import { invite } from './actions/invite.ts'
import { addMilestone, move, reach } from './actions/milestones.ts'
import { extend, feature, promise as make, withdraw } from './actions/promise.ts'
import { reply, reviewOutcome, reviewPlan } from './actions/reviews.ts'
import { comment, hide } from './actions/talk.ts'
import { judge, state } from './actions/voices.ts'
import { promise } from '#test/promise'

let hub: TestCity
let secretariat: Somebody
let gaston: Somebody
let tom: Somebody
let grenoble: string
let toronto: string

before(async () => {
  hub = await openCity()
  secretariat = await hub.official('sofia', 'secretariat')
  grenoble = await memberCity(hub, secretariat, 'Grenoble')
  toronto = await memberCity(hub, secretariat, 'Toronto')
  gaston = await hub.official('gaston', 'city-official', grenoble)
  tom = await hub.official('tom', 'city-official', toronto)
})
after(() => hub.close())

const promised = async (more: { title?: string; items?: Item[] } = {}) =>
  (await gaston.does(make, { ...lampRegister, city: grenoble, ...more })).number
const entries = (kind: string, number: number) =>
  hub.rows(sql`select d as body, by from record.outbox
    where t = ${kind} and (d->>'number')::integer = ${number} order by id`)
const bodyOf = (row: Record<string, unknown> | undefined) =>
  z.object({ body: z.record(z.string(), z.unknown()) }).parse(row).body
const text = async (who: Somebody, path: string) => {
  const { status, text: html } = await who.opens(path)
  assert.equal(status, 200, path)
  assert.doesNotMatch(html, /⟦/)
  return html
}

test('Gaston promises for his city: published at once, marked as not verifiable, without his name on the record', async () => {
  const number = await promised()
  const page = await text(hub.anybody, `/commitments/${number}`)
  assert.match(page, /Not verifiable/)
  assert.doesNotMatch(page, /Overdue/)
  const [entry] = await entries('commitments.promised', number)
  assert.equal(entry?.['by'], 'role:city-official')
  assert.deepEqual(bodyOf(entry)['items'], ['S74'])
  assert.doesNotMatch(JSON.stringify(entry), /lamp|gaston/)
  const step = { number, text: 'Publish it', deliverable: 'Register', proof: 'address' } as const
  await gaston.does(addMilestone, { ...step, dueOn: '2026-06-30' })
  assert.doesNotMatch(await text(hub.anybody, `/commitments/${number}`), /Not verifiable/)
  assert.match(await text(hub.anybody, '/commitments?item=S74'), /Every algorithm in the register/)
  assert.doesNotMatch(await text(hub.anybody, '/commitments?item=S75'), /Every algorithm/)
  assert.match(await text(hub.anybody, '/cities?principle=transparency'), /Grenoble/)
})

test('commitments can be taken along as a table, as JSON with every word, and as news', async () => {
  const number = await promised()
  const table = await hub.anybody.opens('/commitments.csv?city=&item=S74')
  assert.equal(table.status, 200)
  assert.match(table.text, /^number,city,title,principles,items,.*overdue,status,confirmed,/)
  assert.match(table.text, new RegExp(`\r\n${number},${grenoble},Every algorithm.*,S74,`))
  assert.equal((await hub.anybody.opens('/commitments.csv?item=S75')).text.split('\r\n').length, 2)
  const { commitments } = (await hub.anybody.opens('/commitments.json')).json<{
    commitments: { number: number; problem: string; href: string }[]
  }>()
  const found = commitments.find((one) => one.number === number)
  assert.match(found?.problem ?? '', /which lamp is repaired first/)
  assert.match(found?.href ?? '', new RegExp(`/commitments/${number}$`))
  const news = (await hub.anybody.opens('/commitments.atom')).text
  assert.match(news, /<entry>\s+<id>[^<]*\/commitments\/\d+<\/id>\s+<title>Every algorithm/)
  assert.match(news, /<author><name>Grenoble<\/name>/)
  assert.match(await text(hub.anybody, '/commitments?item=S74'), /commitments\.csv\?item=S74/)
})

test('an official acts for her own city only, and a post without a city acts for none', async () => {
  const number = await promised()
  await assert.rejects(tom.does(make, { ...lampRegister, city: grenoble }), /not-your-city/)
  await assert.rejects(tom.does(withdraw, { number, reason: 'No.' }), /not-your-city/)
  const everywhere = await hub.official('eva', 'city-official')
  await assert.rejects(everywhere.does(withdraw, { number, reason: 'No.' }), /not-your-city/)
  assert.equal((await tom.opens(`/commitments/${number}/desk`)).status, 403)
  assert.equal((await gaston.opens(`/commitments/${number}/desk`)).status, 200)
  const stranger = await hub.official('xaver', 'city-official', 'nowhere-xx')
  await assert.rejects(stranger.does(make, { ...lampRegister, city: 'nowhere-xx' }), /not-a-member/)
})

test('a late step is overdue by itself; moving it needs a reason and keeps the old day in sight', async () => {
  promise('P6.5')
  const number = await promised()
  await gaston.does(addMilestone, { number, text: 'Print it', dueOn: '2026-03-01' })
  assert.match(await text(hub.anybody, `/commitments/${number}`), /Overdue/)
  const moving = { number, place: 1, dueOn: '2026-05-01' }
  await assert.rejects(gaston.does(move, { ...moving, reason: ' ' }))
  await gaston.does(move, { ...moving, reason: 'The printer broke.' })
  const page = await text(hub.anybody, `/commitments/${number}`)
  assert.doesNotMatch(page, /Overdue/)
  assert.match(page, /<del>2026-03-01<\/del> → <ins>2026-05-01<\/ins>/)
  assert.match(page, /The printer broke/)
  await assert.rejects(gaston.does(reach, { number, place: 1, on: '2026-03-03' }), /not-yet/)
  await gaston.does(reach, { number, place: 1, on: '2026-03-02', sha256: 'A'.repeat(64) })
  await assert.rejects(gaston.does(move, { ...moving, reason: 'Again.' }), /reached-already/)
  const [entry] = await entries('commitments.changed', number)
  assert.equal(bodyOf(entry)['old'], '2026-03-01')
  await gaston.does(extend, { number, endsOn: '2028-01-31', reason: 'More streets.' })
  assert.match(await text(hub.anybody, `/commitments/${number}`), /<del>2027-12-31/)
})

test('a series grows, and another target keeps the first one in sight', async () => {
  promise('P6.5')
  const number = await promised()
  await gaston.does(addIndicator, {
    ...{ number, name: 'Algorithms listed', unit: 'share', source: 'The register itself' },
    ...{ baseline: 0.25, baselineOn: '2026-01-01', target: 1, targetOn: '2027-01-01' },
  })
  await gaston.does(measure, { number, place: 1, on: '2026-02-01', value: 0.5 })
  const retargeting = { number, place: 1, target: 0.8, targetOn: '2027-01-01' }
  await gaston.does(retarget, { ...retargeting, reason: 'Two are secret.' })
  await assert.rejects(gaston.does(retarget, { ...retargeting, reason: 'x' }), /nothing-changes/)
  const page = await text(hub.anybody, `/commitments/${number}`)
  assert.match(page, /<del>1<\/del> → <ins>0\.8<\/ins>/)
  assert.match(page, />0\.5</)
  const [entry] = await entries('commitments.measured', number)
  assert.equal(bodyOf(entry)['value'], '0.5')
})

test('complete is refused without live evidence, and said once a machine has found something', async () => {
  promise('P6.5')
  const number = await promised({ items: ['S75'] })
  const done = { number, status: 'complete', text: 'It is all there.' } as const
  await assert.rejects(gaston.does(state, done), /complete-without-evidence/)
  await findingOf(hub, { city: grenoble, item: 'S75', level: 'E1' })
  await assert.rejects(gaston.does(state, done), /complete-without-evidence/)
  await findingOf(hub, { city: grenoble, item: 'S75', level: 'E2' })
  await gaston.does(state, done)
  const page = await text(hub.anybody, `/commitments/${number}`)
  assert.match(page, /first half of 2026/)
  await assert.rejects(gaston.does(state, { ...done, effect: 'some' }), /effect-before-the-end/)
})

test('five commitments are in front; a sixth has to wait until one steps back', async () => {
  const numbers: number[] = []
  for (let n = 0; n < 6; n += 1) numbers.push(await promised({ title: `Promise ${n}` }))
  const [first = 0] = numbers
  for (const number of numbers.slice(0, 5)) await gaston.does(feature, { number, flagship: 'yes' })
  const sixth = { number: numbers[5] ?? 0, flagship: 'yes' } as const
  await assert.rejects(gaston.does(feature, sixth), /five-flagships/)
  await gaston.does(withdraw, { number: first, reason: 'The money is gone.' })
  await gaston.does(feature, sixth)
  const page = await text(hub.anybody, `/commitments/${first}`)
  assert.match(page, /The money is gone/)
  await assert.rejects(
    gaston.does(extend, { number: first, endsOn: '2027-01-01', reason: 'x' }),
    /is-withdrawn/,
  )
})

test('peers of other cities speak beside the city, and nothing is averaged', async () => {
  promise('P6.4')
  const number = await promised()
  await gaston.does(state, { number, status: 'substantial', text: 'Nearly there.' })
  const said = { number, ambition: 'modest', text: 'We saw half of it.' } as const
  await tom.does(judge, { ...said, city: toronto, status: 'limited' })
  const own = { ...said, city: grenoble, status: 'complete' } as const
  await assert.rejects(gaston.does(judge, own), /own-commitment/)
  const page = await text(hub.anybody, `/commitments/${number}`)
  for (const words of [/Substantial/, /Limited/, /Toronto/, /Nearly there/, /We saw half of it/])
    assert.match(page, words)
  await tom.does(judge, { ...said, city: toronto, status: 'substantial' })
  const level = async () =>
    /Highest live evidence<\/dt><dd>(E\d)/.exec(
      await text(hub.anybody, `/commitments/${number}`),
    )?.[1]
  assert.equal(await level(), 'E0')
  const tina = await hub.official('tina', 'city-official', toronto)
  await tina.does(judge, { ...said, city: toronto, status: 'substantial' })
  assert.equal(await level(), 'E4')
  const voices = await hub.rows(sql`select ref from commitments.voice where commitment = ${number}`)
  assert.equal(voices.length, 3)
  assert.doesNotMatch(page, new RegExp(String(voices[0]?.['ref'])))
})

const plan = { independent: true, interests: 'I once lived there.', ambition: 'modest' } as const

test('a review is read by the city alone until it replies; then both texts are published', async () => {
  promise('P6.4')
  const number = await promised()
  const rosa = await hub.official('rosa', 'independent-reviewer')
  const given = { ...plan, number, verifiable: 'no', text: 'Nobody could check this.' } as const
  await assert.rejects(rosa.does(reviewPlan, { ...given, independent: false }), /not-declared/)
  await rosa.does(reviewPlan, given)
  await assert.rejects(rosa.does(reviewPlan, given), /reviewed-already/)
  await hub.work()
  const letter = (await hub.letters()).find(({ to }) => to === lampRegister.mailbox)
  assert.match(letter?.text ?? '', new RegExp(`/commitments/${number}/desk`))
  const waiting = await text(hub.anybody, `/commitments/${number}`)
  assert.doesNotMatch(waiting, /Nobody could check this/)
  assert.match(waiting, /may reply until/)
  assert.doesNotMatch((await hub.anybody.opens(`/api/commitments/${number}`)).text, /could check/)
  assert.match(await text(gaston, `/commitments/${number}/desk`), /Nobody could check this/)
  await gaston.does(reply, { number, stage: 'start', text: 'We will add a day.' })
  const page = await text(hub.anybody, `/commitments/${number}`)
  assert.match(page, /Nobody could check this/)
  assert.match(page, /We will add a day/)
  assert.match(page, /I once lived there/)
})

test('somebody with a post in a member city reviews nothing, and the outcome waits for the end', async () => {
  const number = await promised()
  const rolf = await hub.official('rolf', 'independent-reviewer', toronto)
  const outcome = { number, independent: true, interests: 'None.', text: 'Fine.' } as const
  const judged = { ...outcome, status: 'complete', effect: 'some' } as const
  await assert.rejects(rolf.does(reviewOutcome, judged), /employed-by-a-city/)
  const rune = await hub.official('rune', 'independent-reviewer')
  await assert.rejects(rune.does(reviewOutcome, judged), /review-before-the-end/)
})

test('residents comment in public; the secretariat hides with a reason and the place stays', async () => {
  const number = await promised()
  const amina = await hub.resident('amina')
  await amina.does(comment, { number, text: 'My street is still dark.' })
  assert.match(await text(hub.anybody, `/commitments/${number}`), /My street is still dark/)
  const [row] = await hub.rows(sql`select id from commitments.comment where commitment = ${number}`)
  const id = String(row?.['id'])
  await assert.rejects(amina.does(hide, { number, comment: id, reason: 'insult' }), /people\.who/)
  await secretariat.does(hide, { number, comment: id, reason: 'insult' })
  const page = await text(hub.anybody, `/commitments/${number}`)
  assert.doesNotMatch(page, /still dark/)
  assert.match(page, /it insulted somebody/)
})

test('one item is compared over chosen cities by name, with four voices and without a rank', async () => {
  promise('P6.4')
  await promised({ title: 'Register of Grenoble' })
  await tom.does(make, { ...lampRegister, city: toronto, title: 'Register of Toronto' })
  const page = await text(hub.anybody, `/commitments/compare/S74?cities=${toronto},${grenoble}`)
  const table = page.slice(page.indexOf('<tbody'))
  assert.ok(table.indexOf('Grenoble') < table.indexOf('Toronto'))
  assert.match(table, /Register of Toronto/)
  assert.doesNotMatch(table, /rank|score|points/i)
  assert.equal((await hub.anybody.opens('/commitments/compare/S99')).status, 404)
})

test('the secretariat offers a post for a member city; whoever takes the link acts for that city', async () => {
  const { secret } = await secretariat.does(invite, { post: 'official', city: toronto })
  const nina = await hub.resident('nina')
  assert.equal((await nina.posts(`/officials/join/${secret}/accept`)).status, 303)
  const { number } = await nina.does(make, { ...lampRegister, city: toronto })
  assert.ok(number > 0)
  const wrong = { post: 'official', city: 'nowhere-xx' } as const
  await assert.rejects(secretariat.does(invite, wrong), /not-a-member/)
  await assert.rejects(nina.does(invite, { post: 'reviewer' }), /people\.who/)
})

test('a city that does not reply in 20 working days is published without a reply', async () => {
  const number = await promised()
  const rita = await hub.official('rita', 'independent-reviewer')
  const given = { ...plan, number, verifiable: 'yes', text: 'A sound plan.' } as const
  await rita.does(reviewPlan, given)
  const [handed] = await entries('commitments.reviewed', number)
  assert.equal(bodyOf(handed)['due'], '2026-03-30')
  const nightly = async (iso: string) => {
    hub.today(iso)
    await hub.work()
    hub.later(60_000)
    await hub.work()
  }
  await nightly('2026-03-30T08:00:00.000Z')
  assert.equal((await entries('commitments.review-published', number)).length, 0)
  await nightly('2026-03-31T08:00:00.000Z')
  const page = await text(hub.anybody, `/commitments/${number}`)
  assert.match(page, /A sound plan/)
  assert.match(page, /did not reply in 20 working days/)
  const late = { number, stage: 'start', text: 'Too late.' } as const
  const gabi = await hub.official('gabi', 'city-official', grenoble)
  await assert.rejects(gabi.does(reply, late), /published-already/)
})
