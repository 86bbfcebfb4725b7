import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, type Somebody, type TestCity } from '#test/city'
import * as can from '../actions/index.ts'
import { lamp } from '../trial.ts'

let city: TestCity
let front: Somebody
let lead: Somebody
before(async () => {
  city = await openCity()
  front = await city.official('bruno', 'front-desk')
  lead = await city.official('carla', 'unit-lead', 'lighting')
})
after(() => city.close())

const reported = (more: object = {}) => city.anybody.does(can.report, { ...lamp, ...more })

test('the desk is for officials, and each sees the queue of the own unit', async () => {
  const mine = await reported()
  const other = await reported({ category: 'fountain', answers: {} })
  assert.equal((await city.anybody.opens('/reports/desk')).status, 303)
  assert.equal((await (await city.resident('teo')).opens('/reports/desk')).status, 403)
  const queue = (await lead.opens('/reports/desk')).text
  assert.match(queue, new RegExp(mine.number))
  assert.doesNotMatch(queue, new RegExp(other.number))
  assert.equal((await lead.opens(`/reports/desk/${other.number}`)).status, 403)
  assert.match((await front.opens('/reports/desk?unit=water')).text, new RegExp(other.number))
})

test('the page offers the steps of the workflow and no others', async () => {
  const { number } = await reported()
  const { steps } = (await lead.opens(`/api/reports/desk/${number}`)).json<{
    steps: { to: string; needsText: boolean }[]
  }>()
  const offered = steps.map(({ to }) => to)
  assert.ok(offered.includes('in_progress') && offered.includes('resolved'))
  for (const not of ['withdrawn', 'hidden', 'duplicate', 'reopened']) {
    assert.ok(!offered.includes(not), not)
  }
  assert.equal(steps.find(({ to }) => to === 'resolved')?.needsText, true)
  assert.equal(steps.find(({ to }) => to === 'in_progress')?.needsText, false)
})

test('two officials change one report: the later one sees both versions and loses no word', async () => {
  const { number } = await reported()
  await lead.does(can.move, { number, version: 1, to: 'in_progress' })
  const late = await front.posts(`/reports/desk/${number}/move`, {
    version: '1',
    to: 'resolved',
    text: 'The lamp burns again',
  })
  assert.equal(late.status, 409)
  assert.match(late.text, /two versions of this report/)
  assert.match(late.text, /The lamp burns again<\/textarea>/)
  assert.match(late.text, /name="version" value="2"/)
  const again = await front.posts(`/reports/desk/${number}/move`, {
    version: '2',
    to: 'resolved',
    text: 'The lamp burns again',
  })
  assert.equal(again.status, 303)
})

test('contact data are shown only for a reason, by the page alone, and the reporter reads who looked', async () => {
  const { number, code } = await reported({ email: 'amina@mail.example' })
  const desk = `/reports/desk/${number}`
  assert.doesNotMatch((await lead.opens(desk)).text, /amina@mail/)
  assert.equal((await lead.opens(`${desk}/contact`)).headers['location'], `${desk}#contact`)
  assert.equal((await front.opens(`${desk}/contact`)).status, 403)
  const asked = await lead.posts(`${desk}/unmask`, { reason: 'To ask which of the two lamps' })
  assert.equal(asked.headers['location'], `${desk}/contact`)
  assert.match((await lead.opens(`${desk}/contact`)).text, /amina@mail\.example/)
  assert.doesNotMatch((await lead.opens(`/api${desk}/contact`)).text, /amina@mail/)
  assert.doesNotMatch((await lead.opens(`/api${desk}`)).text, /"contact":/)
  const mine = (await city.anybody.opens(`/reports/mine/${code}`)).text
  assert.match(mine, /To ask which of the two lamps/)
  city.later(20 * 60_000)
  lead = await city.official('dora', 'unit-lead', 'lighting')
  assert.equal((await lead.opens(`${desk}/contact`)).status, 303)
})

test('the queue comes before its filters: they are folded away, and open only while something is narrowed down', async () => {
  const opens = async (query: string) => {
    const { text } = await lead.opens(`/reports/desk${query}`)
    return /<details class="cr-details"( open)?><summary[^>]*>Search and filter/.exec(text)?.[1]
  }
  const folded = await lead.opens('/reports/desk')
  assert.match(
    folded.text,
    /<details class="cr-details"><summary[^>]*>(?:<[^>]*>)*Search and filter/,
  )
  assert.equal(await opens('?state=open&sort=oldest&words='), undefined, 'as the form sends it')
  for (const query of ['?words=lamp', '?state=closed', '?late=yes', '?sort=newest', '?mine=yes'])
    assert.equal(await opens(query), ' open', query)
})

test('a text a moderator took out of sight is gone for everybody but the desk', async () => {
  const moderator = await city.official('nora', 'moderator')
  const { number } = await reported({ text: 'Jane Doe next door broke it' })
  await moderator.does(can.hide, { number, version: 1, what: 'text', reason: 'personal-data' })
  assert.doesNotMatch((await city.anybody.opens(`/reports/${number}`)).text, /Jane Doe/)
  const desk = (await moderator.opens(`/reports/desk/${number}`)).text
  assert.match(desk, /Jane Doe/)
  assert.match(desk, /Out of public sight: The text/)
  const shown = await moderator.posts(`/reports/desk/${number}/show-again`, {
    version: '2',
    what: 'text',
  })
  assert.equal(shown.status, 303)
  assert.match((await city.anybody.opens(`/reports/${number}`)).text, /Jane Doe/)
})
