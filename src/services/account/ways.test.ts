import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bareBrowser, onTo, postOf } from '#test/bare-browser'
import { openCity, type TestCity } from '#test/city'
import { codeAt } from '#test/generator'
import { promise } from '#test/promise'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

const letterTo = postOf(() => city)

async function signsIn(email: string) {
  const mine = bareBrowser(city)
  const password = `${email.split('@')[0]} likes the harbour`
  const came = await mine.posts('/sign-in/enter', { email, password, next: '/ways' })
  assert.equal(came.status, 303)
  return { mine, came }
}

/** Switches a code generator on, by the pages alone; gives what it shows and the printed codes. */
async function switchesOn(mine: ReturnType<typeof bareBrowser>) {
  assert.equal(onTo(await mine.posts('/ways/generator/offer')), '/ways/generator')
  const page = await mine.opens('/ways/generator')
  const [, letters = ''] = /keepsake__value"><bdi>([A-Z2-7 ]+)</.exec(page.text) ?? []
  assert.match(page.text, /<svg class="cr-qr" role="img"/)
  const code = () => codeAt(letters.replaceAll(' ', ''), city.city.clock())
  assert.equal((await mine.posts('/ways/generator/take', { code: '000000' })).status, 422)
  assert.equal(onTo(await mine.posts('/ways/generator/take', { code: code() })), '/ways/printed')
  const printed = [...(await mine.opens('/ways/printed')).text.matchAll(/<code>([\w-]+)</g)]
  return { code, printed: printed.map(([, one]) => one ?? '') }
}

test('Amina switches on a code generator without JavaScript; from then on it is asked for', async () => {
  promise('P2.14')
  const { email } = await city.resident('amina')
  const { mine } = await signsIn(email)
  const { code, printed } = await switchesOn(mine)
  assert.equal(printed.length, 10)
  assert.match((await letterTo(email)).text, /code generator/)
  city.later(60_000)
  const { mine: fresh, came } = await signsIn(email)
  assert.match(onTo(came), /^\/sign-in\/second\/\w+\?next=%2Fways$/)
  assert.equal((await fresh.opens('/ways')).status, 303, 'the password alone let her in')
  const step = onTo(came).split('?')[0] ?? ''
  assert.equal((await fresh.posts(`${step}/enter`, { code: '123456', next: '/ways' })).status, 422)
  assert.equal(onTo(await fresh.posts(`${step}/enter`, { code: code(), next: '/ways' })), '/ways')
  assert.match((await fresh.opens('/ways')).text, /10 printed codes are left/)
})

test('who lost the telephone comes in with a printed code and switches the generator off', async () => {
  const { email } = await city.resident('bruno')
  const { mine } = await signsIn(email)
  const [first = ''] = (await switchesOn(mine)).printed
  const { mine: fresh, came } = await signsIn(email)
  const step = onTo(came).split('?')[0] ?? ''
  assert.equal(onTo(await fresh.posts(`${step}/enter`, { code: first })), '/folder')
  assert.equal(onTo(await fresh.posts('/ways/end-generator')), '/ways')
  assert.equal(onTo((await signsIn(email)).came), '/ways')
})

test('a letter goes out when somebody comes in with a browser that was not used before', async () => {
  const { email } = await city.resident('carla')
  await signsIn(email)
  city.later(1000)
  await signsIn(email)
  await city.work()
  const before = (await city.letters()).filter(({ to }) => to === email).length
  assert.equal(before, 0, 'the same browser again is no news')
  const password = 'carla likes the harbour'
  const safari = await city.city.web.inject({
    method: 'POST',
    url: '/sign-in/enter',
    headers: {
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Mozilla/5.0 (iPhone) Safari/604',
    },
    payload: new URLSearchParams({ email, password }).toString(),
  })
  assert.equal(safari.statusCode, 303)
  const letter = await letterTo(email)
  assert.match(letter.text, /Safari on iPhone/)
  const { mine } = await signsIn(email)
  const page = (await mine.opens('/sessions')).text
  assert.match(page, /Safari on iPhone/)
  assert.match(page, /password/)
})

test('an official who takes a post goes on under a new secret; the old one opens nothing', async () => {
  const link = city.city.firstOfficial ?? ''
  const { email } = await city.resident('elena')
  const { mine } = await signsIn(email)
  const old = new Map(mine.jar)
  assert.equal(onTo(await mine.posts(`${link}/accept`)), '/folder')
  assert.notEqual(mine.jar.get('cityright'), old.get('cityright'))
  assert.equal((await mine.opens('/officials')).status, 200)
  mine.jar.set('cityright', old.get('cityright') ?? '')
  assert.equal((await mine.opens('/sessions')).status, 303)
})
