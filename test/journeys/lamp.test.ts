import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { Page } from 'playwright-core'
import { journey } from '#test/browser'
import { openCity, type Somebody, type TestCity } from '#test/city'

let city: TestCity
let address: string
before(async () => {
  city = await openCity()
  address = await city.city.listen()
})
after(() => city.close())

const signedIn = async (page: Page, who: Somebody, language: string) => {
  const [name = '', value = ''] = who.cookie.split('=')
  await page.context().addCookies([
    { name, value, url: address },
    { name: 'language', value: language, url: address },
  ])
}

/** Opens everything that is folded. */
async function unfolds(page: Page): Promise<void> {
  const folded = page.locator('main details:not([open]) > summary:visible')
  for (let left = 30; left > 0 && (await folded.count()) > 0; left -= 1)
    await folded.first().click()
}

/** Sends the form of this action on the page, as it stands. */
const sends = (page: Page, ending: string) =>
  page
    .locator(`form[action$="${ending}"] button[type=submit], form[action$="${ending}"] button`)
    .last()
    .click()

/** Reports step by step, by the names of the fields; gives the follow-up page and the number. */
async function reports(page: Page, text: string) {
  await page.goto(`${address}/reports/new`)
  await sends(page, '/begin')
  await page.locator('a[href*="group=lighting"]').first().click()
  await page.locator('input[name=category][value=lamp-out]').check()
  // There is another way on: to let the city sort it.
  await page.locator('form:has(input[value=lamp-out]) button').last().click()
  await page.locator('[name="answers[fault]"][value=dark]').check()
  await page
    .locator('[name="answers[lamps]"]')
    .fill('2')
    .catch(() => undefined)
  await sends(page, '/tell')
  await page.locator('[name=address]').fill('Calle del Faro 3')
  await page.locator('[name=district]').first().selectOption({ index: 1 })
  await sends(page, '/locate')
  await sends(page, '/describe')
  assert.ok(
    await page.locator('[aria-invalid=true], .govuk-error-message').count(),
    'no text, no word about it',
  )
  await page.locator('[name=text]').fill(text)
  await sends(page, '/describe')
  // Whoever comes second is asked whether it is the same problem: it is none of those.
  if (page.url().endsWith('/same')) await sends(page, '/say')
  await sends(page, '/attach')
  const account = page.locator('[name=toAccount]').last()
  await account.check()
  await sends(page, '/leave-contact')
  assert.match(await page.locator('main').innerText(), new RegExp(text))
  await sends(page, '/submit')
  await page.waitForURL(/\/reports\/mine\/.*\/sent/)
  const [number = ''] = /R-\d+/.exec(await page.locator('main').innerText()) ?? []
  return { number, follow: page.url().replace(/\/sent$/, '') }
}

for (const { language, text, words } of [
  { language: 'en', text: 'Two lamps stay dark', words: 'We come on Monday' },
  { language: 'ar', text: 'مصباحان لا يضيئان', words: 'سنأتي يوم الاثنين' },
]) {
  journey(
    `a dark lamp, from the report to who read the address, without JavaScript (${language})`,
    async (browser) => {
      const context = await browser.newContext({ javaScriptEnabled: false })
      const page = await context.newPage()
      const amina = await city.resident(`amina-${language}`)
      await signedIn(page, amina, language)
      const { number, follow } = await reports(page, text)
      assert.match(number, /^R-\d+$/)
      assert.equal(
        await page.locator('html').getAttribute('dir'),
        language === 'ar' ? 'rtl' : 'ltr',
      )

      const desk = await browser.newContext({ javaScriptEnabled: false })
      const office = await desk.newPage()
      await signedIn(office, await city.official(`bruno-${language}`, 'unit-lead'), language)
      await office.goto(`${address}/reports/desk/${number}`)
      await unfolds(office)
      await office.locator('form[action$="/answer"] [name=text]').fill(words)
      await sends(office, '/answer')
      assert.match(await office.locator('main').innerText(), new RegExp(words))
      await office.goto(`${address}/reports/desk/${number}`)
      await unfolds(office)
      await office.locator('form[action$="/unmask"] [name=reason]').fill('to ask which corner')
      await sends(office, '/unmask')
      await office.goto(`${address}/reports/desk/${number}/contact`)
      assert.match(await office.locator('main').innerText(), new RegExp(amina.email))

      await page.goto(follow)
      assert.match(await page.locator('main').innerText(), new RegExp(words))
      await page.goto(`${address}/folder`)
      const told = await page.locator('main').innerText()
      assert.match(told, /to ask which corner/)
      assert.doesNotMatch(told, /⟦/)
      await desk.close()
      await context.close()
    },
  )
}
