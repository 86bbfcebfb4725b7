import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from '../actions/index.ts'
import { lamp } from '../trial.ts'

let city: TestCity
let anybody: Somebody
before(async () => {
  city = await openCity()
  anybody = city.anybody
})
after(() => city.close())

async function goesOn(path: string, fields: Record<string, string>): Promise<string> {
  const answer = await anybody.posts(path, fields)
  assert.equal(answer.status, 303, `${path}: ${answer.text.slice(0, 2000)}`)
  return String(answer.headers['location'])
}

test('Amina reports a dark lamp step by step, without an account and without a script', async () => {
  promise('P1.1', 'P1.5')
  let at = await goesOn('/reports/new/begin', {})
  assert.match((await anybody.opens(`${at}?words=lamp`)).text, /Street lamp does not work/)
  at = await goesOn(`${at}/choose`, { category: 'lamp-out' })
  assert.match(at, /questions$/)
  assert.match((await anybody.opens(at)).text, /What does the lamp do\?/)
  at = await goesOn(`${at}/tell`, { 'answers[fault]': 'dark', 'answers[lamps]': '2' })
  at = await goesOn(`${at}/locate`, { lat: '36.93', lon: '12.45' })
  at = await goesOn(`${at}/describe`, { text: 'The lamp at number 3 is dark' })
  at = await goesOn(`${at}/attach`, {})
  at = await goesOn(`${at}/leave-contact`, { email: 'amina@mail.example' })
  const check = await anybody.opens(at)
  for (const told of [
    /Street lamp does not work/,
    /It stays dark/,
    /Puerto Viejo/,
    /number 3 is/,
  ]) {
    assert.match(check.text, told)
  }
  assert.doesNotMatch(check.text, /amina@mail/)
  at = await goesOn(`${at}/submit`, {})
  const sent = await anybody.opens(at)
  assert.match(sent.text, /Report R-\d+ has arrived/)
  const code = at.split('/')[3] ?? ''
  assert.match((await anybody.opens(`/reports/mine/${code}`)).text, /The lamp at number 3 is dark/)
})

test('what is wrong is said at its field, and nothing that was typed is lost', async () => {
  promise('P1.4')
  const what = await goesOn('/reports/new/begin', {})
  const none = await anybody.posts(`${what}/choose`, { words: 'lamp' })
  assert.equal(none.status, 400)
  assert.match(none.text, /Street lamp does not work/)
  const questions = await goesOn(`${what}/choose`, { category: 'lamp-out' })
  const wrong = await anybody.posts(`${questions}/tell`, { 'answers[lamps]': 'many' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /value="many"/)
  assert.match(wrong.text, /id="reports-tell-answers-fault-error"/)
  const where = what.replace('/what', '/where')
  const outside = await anybody.posts(`${where}/locate`, { lat: '40.4', lon: '-3.7' })
  assert.equal(outside.status, 422)
  assert.match(outside.text, /This place lies outside the city/)
  assert.match(outside.text, /value="40.4"/)
})

test('a draft that lacks something leads back to it instead of being sent', async () => {
  const what = await goesOn('/reports/new/begin', { category: 'fountain' })
  const draft = what.replace('/what', '')
  const check = await anybody.opens(`${draft}/check`)
  assert.match(check.text, /Fill in what is missing/)
  assert.doesNotMatch(check.text, /check\/submit/)
  assert.equal((await anybody.opens(draft)).headers['location'], `${draft}/where`)
  assert.equal((await anybody.opens(`${draft}/questions`)).headers['location'], `${draft}/where`)
  await goesOn(`${draft}/discard`, {})
  assert.equal((await anybody.opens(`${draft}/check`)).status, 404)
})

test('number and code together open a report; whichever is wrong, the answer is the same', async () => {
  const { number, code } = await anybody.does(can.report, lamp)
  const spelled =
    code
      .toUpperCase()
      .match(/.{1,4}/g)
      ?.join(' ') ?? ''
  const right = await anybody.opens(
    `/reports/follow?number=${number}&code=${encodeURIComponent(spelled)}`,
  )
  assert.equal(right.headers['location'], `/reports/mine/${code}`)
  const wrong = [`number=R-1&code=${code}`, `number=${number}&code=abc`]
  for (const query of wrong) {
    const page = await anybody.opens(`/reports/follow?${query}`)
    assert.equal(page.status, 200)
    assert.match(page.text, /Number and code do not belong together/)
  }
})

test('the reporter answers a question, takes the report back, and then can do no more', async () => {
  const { number, code } = await anybody.does(can.report, lamp)
  const bruno = await city.official('bruno', 'front-desk')
  await bruno.does(can.ask, { number, version: 1, text: 'Left or right of the door?' })
  const page = `/reports/mine/${code}`
  assert.match((await anybody.opens(page)).text, /Left or right of the door\?/)
  assert.doesNotMatch((await anybody.opens(`/reports/${number}`)).text, /Left or right/)
  assert.equal(await goesOn(`${page}/reply`, { text: 'Right of it' }), page)
  const answered = (await anybody.opens(page)).text
  assert.match(answered, /Right of it/)
  assert.match(answered, /Only you and the city see it/)
  await goesOn(`${page}/withdraw`, {})
  const closed = (await anybody.opens(page)).text
  assert.match(closed, /Withdrawn/)
  assert.doesNotMatch(closed, /mine\/\w+\/withdraw"/)
})

test('signed in, residents find their reports again without a code, and only their own', async () => {
  const teo = await city.resident('teo')
  const { number } = await teo.does(can.report, lamp)
  assert.match((await teo.opens('/reports/mine')).text, new RegExp(number))
  assert.equal((await teo.opens(`/reports/mine/${number}`)).status, 200)
  assert.equal((await anybody.opens('/reports/mine')).status, 303)
  assert.equal((await anybody.opens(`/reports/mine/${number}`)).status, 404)
  const other = await city.resident('lena')
  assert.equal((await other.opens(`/reports/mine/${number}`)).status, 404)
})
