import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql, type Somebody } from '#test/city'
import { announce, prove } from './actions/day.ts'
import { tell } from './actions/outcome.ts'
import { cancel, change, plan } from './actions/plan.ts'
import { giveBack, register } from './actions/seats.ts'
import { countAttended } from './store/attendance.ts'
import { type Invited, invited, typed } from './trial.ts'

let hub: Invited
let people: Somebody[]
before(async () => {
  hub = await invited()
  people = []
  for (const name of ['amina', 'bruno', 'carla']) people.push(await hub.city.resident(name))
})
after(() => hub?.city.close())

const opens = (path: string) => hub.city.anybody.opens(path)
const entries = (kind: string) =>
  hub.city.rows(sql`select d as body, by from record.outbox where t = ${kind} order by id`)

test('a city invites, and the hour is that of its own clocks, on the page and in every calendar', async () => {
  const { activity } = await hub.merida.does(plan, typed)
  const page = await opens(`/activities/${activity}`)
  assert.match(page.text, /dateTime="2026-03-21T00:30:00.000Z"|datetime="2026-03-21T00:30:00.000Z"/)
  assert.match(page.text, /6:30/)
  assert.doesNotMatch(page.text, /⟦/)
  const calendar = await opens('/activities.ics')
  assert.match(String(calendar.headers['content-type']), /text\/calendar/)
  assert.match(calendar.text, /DTSTART:20260321T003000Z\r\n/)
  assert.match(calendar.text, /SUMMARY:Repair\\, do not replace\\; a day\r\n/)
  const [entry] = await entries('activities.planned')
  assert.equal(entry?.['by'], 'role:city-official')
})

test('calendars and news are given out by city and by principle', async () => {
  const events = async (path: string) => (await opens(path)).text.match(/BEGIN:VEVENT/g)?.length
  assert.equal(await events('/cities/merida-mx/activities.ics'), 1)
  assert.equal(await events('/cities/grenoble-fr/activities.ics'), undefined)
  assert.equal(await events('/activities.ics?principle=access'), 1)
  assert.equal(await events('/activities.ics?principle=privacy'), undefined)
  assert.match((await opens('/activities.atom')).text, /<title>Repair, do not replace; a day/)
})

test('machines find the event in the page, and its words cannot end the markup', async () => {
  const title = '</script><b>Talk'
  const { activity } = await hub.merida.does(plan, { ...typed, title, day: '2026-03-21' })
  const { text } = await opens(`/activities/${activity}`)
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? []
  assert.equal(JSON.parse(json).name, title)
  assert.equal(JSON.parse(json).startDate, '2026-03-22T00:30:00.000Z')
  await hub.merida.does(cancel, { activity })
  assert.match((await opens('/activities.ics')).text, /STATUS:CANCELLED/)
  await assert.rejects(hub.merida.does(cancel, { activity }), /already-cancelled/)
  await assert.rejects(people[0]!.does(register, { activity }), /already-cancelled|not-here/)
})

test('an hour that the clocks skip is refused, and nobody invites for another city', async () => {
  const night = { ...typed, zone: 'Europe/Paris', day: '2026-03-29', time: '02:30', until: '04:00' }
  await assert.rejects(hub.merida.does(plan, night), /no-such-time/)
  await assert.rejects(hub.grenoble.does(plan, typed), /not-your-city/)
  await assert.rejects(hub.merida.does(plan, { ...typed, zone: 'Mars/Olympus' }), /no-such-zone/)
  const answer = await hub.merida.posts('/activities/new/plan', { ...typed, time: '25:00' })
  assert.equal(answer.status, 400)
  assert.match(answer.text, /value="25:00"/)
})

test('of three people who want two seats at once, two get one; a seat given back is free again', async () => {
  const { activity } = await hub.merida.does(plan, { ...typed, capacity: 2 })
  const tried = await Promise.allSettled(people.map((one) => one.does(register, { activity })))
  assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 2)
  const at = (status: string) => tried.findIndex((one) => one.status === status)
  const [lucky, late] = [people[at('fulfilled')]!, people[at('rejected')]!]
  assert.match((await late.opens(`/activities/${activity}`)).text, /2 of 2 seats taken/)
  await assert.rejects(late.does(giveBack, { activity }), /not-registered/)
  assert.equal((await lucky.posts(`/activities/${activity}/give-back`)).status, 303)
  assert.equal((await late.posts(`/activities/${activity}/register`)).status, 303)
  await assert.rejects(late.does(register, { activity }), /already-registered/)
})

test('another time is a newer event in calendars, its host records who came, and a week later only the number of seats is left', async () => {
  const { activity } = await hub.merida.does(plan, { ...typed, title: 'Moving' })
  await people[0]!.does(register, { activity })
  const { zone, until, about, place } = typed
  const moved = { zone, until, about, place, day: '2026-03-22', time: '10:00' }
  await hub.merida.does(change, { ...moved, activity })
  assert.match((await opens('/activities.ics')).text, /SEQUENCE:1\r\n/)
  await assert.rejects(hub.merida.does(tell, { activity, outcome: 'Well.' }), /not-over/)
  hub.city.today('2026-03-23T09:00:00.000Z')
  const mila = await hub.city.official('mila', 'city-official', 'merida-mx')
  await mila.does(tell, { activity, outcome: 'Forty laptops work again.' })
  assert.match((await opens(`/activities/${activity}`)).text, /Forty laptops work again/)
  const attendedBy = (city: string) =>
    hub.city.city.db.look((tx) => countAttended(tx, city, '2025-01-01T00:00:00.000Z'))
  assert.equal(await attendedBy('grenoble-fr'), null)
  const told = (attended: string) => mila.does(tell, { activity, outcome: 'Forty.', attended })
  await assert.rejects(told('Grenoble\nEl Dorado'), /which-city/)
  await assert.rejects(told('Grenoble\nMérida'), /host-came/)
  await told('grenoble\ngrenoble-fr\n')
  assert.deepEqual([await attendedBy('grenoble-fr'), await attendedBy('atlantis-gr')], [1, 0])
  assert.match((await opens(`/activities/${activity}`)).text, /href="\/cities\/grenoble-fr"/)
  await told('Grenoble')
  const [entry, ...more] = await entries('activities.attended')
  const cities = ['grenoble-fr']
  assert.deepEqual(entry?.['body'], { activity: Number(activity), city: 'merida-mx', cities })
  assert.deepEqual(more, [], 'what is known already is not recorded again')
  hub.city.today('2026-04-02T09:00:00.000Z')
  await hub.city.work()
  assert.deepEqual(await hub.city.rows(sql`select * from activities.registration`), [])
  const over = (await entries('activities.over')).map(({ body }) => body)
  assert.deepEqual(
    over.find((body) => Object(body).activity === Number(activity)),
    { activity: Number(activity), registered: 1 },
  )
})

test('on 1 August every member gets a slot for 29 October, and an empty one is shown too', async () => {
  hub.city.today('2026-07-31T20:00:00.000Z')
  await hub.city.work()
  assert.match((await opens('/activities/internet-day')).text, /No year has been opened yet/)
  hub.city.today('2026-08-02T09:00:00.000Z')
  await hub.city.work()
  const [entry] = await entries('activities.slots-opened')
  assert.deepEqual(entry?.['body'], { year: 2026, cities: ['grenoble-fr', 'merida-mx'] })
  const page = await opens('/activities/internet-day/2026')
  assert.match(page.text, /Grenoble/)
  assert.equal(page.text.match(/Nothing announced/g)?.length, 3)
})

test('a member announces its day, and it counts as held only with evidence within thirty days', async () => {
  const gerard = await hub.city.official('gerard', 'city-official', 'grenoble-fr')
  const of = { ...typed, city: 'grenoble-fr', zone: 'Europe/Paris', title: 'The first message' }
  const far = await gerard.does(plan, { ...of, day: '2026-11-10' })
  const day = await gerard.does(plan, { ...of, day: '2026-10-29' })
  await assert.rejects(gerard.does(announce, { year: 2026, ...far }), /another-day/)
  await assert.rejects(gerard.does(announce, { year: 2027, ...day }), /no-slot/)
  await gerard.does(announce, { year: 2026, ...day })
  const evidence = 'https://grenoble.example/photos'
  const shown = { year: 2026, city: 'grenoble-fr', evidence }
  await assert.rejects(gerard.does(prove, shown), /not-over/)
  hub.city.today('2026-11-28T12:00:00.000Z')
  const again = await hub.city.official('guy', 'city-official', 'grenoble-fr')
  const marta = await hub.city.official('mara', 'city-official', 'merida-mx')
  await assert.rejects(marta.does(prove, { ...shown, city: 'merida-mx' }), /nothing-announced/)
  assert.equal(
    (await again.posts('/activities/internet-day/2026/prove', { city: 'grenoble-fr', evidence }))
      .status,
    303,
  )
  assert.match((await opens('/activities/internet-day/2026')).text, /Held, with evidence/)
  const [entry] = await entries('activities.held')
  assert.equal(Object(entry?.['body']).evidence, evidence)
})
