import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bareBrowser, codeIn, onTo } from '#test/bare-browser'
import { openCity, type TestCity } from '#test/city'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

test('eighteen people who enter their codes at the same moment all come in', async () => {
  const names = Array.from({ length: 18 }, (_, n) => `resident${n}`)
  const asked = await Promise.all(
    names.map(async (name) => {
      const { email } = await city.resident(name)
      const mine = bareBrowser(city)
      const sent = await mine.posts('/sign-in/code/send', { email })
      return { email, mine, form: `${onTo(sent)}/enter` }
    }),
  )
  await city.work()
  const letters = await city.letters()
  const entered = await Promise.all(
    asked.map(({ email, mine, form }) => {
      const code = codeIn(letters.find(({ to }) => to === email)?.text ?? '')
      return mine.posts(form, { code })
    }),
  )
  assert.deepEqual(
    entered.map(({ status }) => status),
    names.map(() => 303),
  )
})
