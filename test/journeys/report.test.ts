/** A city official writes the half-yearly report in a real browser, without JavaScript, and types next to nothing. */
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { journey, strangers } from '#test/browser'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import { findingOf, memberCity, promisedPages, underWay } from '#test/promised'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const TITLES = ['Algorithms listed', 'Wi-Fi in libraries', 'Plain words', 'Open tenders', 'Classes']
let hub: TestCity
let address: string
let secretariat: Somebody
let gaston: Somebody
let city: string

before(async () => {
  hub = await openCity()
  address = await hub.city.listen()
  secretariat = await hub.official('sofia', 'secretariat')
  city = await memberCity(hub, secretariat, 'Toronto')
  gaston = await hub.official('greta', 'city-official', city)
  await findingOf(hub, { city, item: 'S73', level: 'E3' })
  await findingOf(hub, { city, item: 'S75', level: 'E2' })
  await underWay(gaston, { city, titles: TITLES })
})
after(() => hub.close())

async function signedIn(browser: Browser, who: Somebody, more: object): Promise<BrowserContext> {
  const context = await browser.newContext(more)
  const [name = '', value = ''] = who.cookie.split('=')
  await context.addCookies([{ name, value, url: address }])
  return context
}

/** Fields that somebody has to fill in: seen, empty, and not said to be optional. */
async function leftToType(page: Page): Promise<number> {
  const fields = page
    .locator('main form.cr-form')
    .locator('input:visible, select:visible, textarea:visible')
  let left = 0
  for (const field of await fields.all()) {
    const id = (await field.getAttribute('id')) ?? ''
    const label = await page.locator(`label[for="${id}"]`).innerText()
    if ((await field.inputValue()) === '' && !label.includes('optional')) left += 1
  }
  return left
}

const next = (page: Page) => page.getByRole('button', { name: 'Save and go on' }).click()

journey(
  'an official hands in the half-yearly report without JavaScript: nothing has to be typed, and it is saved on the way',
  async (browser) => {
    const context = await signedIn(browser, gaston, { javaScriptEnabled: false })
    const others = strangers(context, address)
    const page = await context.newPage()
    await page.goto(`${address}/assessments/${city}`)
    await page.getByRole('link', { name: 'Half-yearly report' }).click()
    await page.getByRole('button', { name: 'Begin the report' }).click()
    let [typed, parts] = [0, 0]
    for (const part of ['Foundations', 'Structures', 'Tools']) {
      assert.equal(await page.locator('h1').innerText(), part)
      assert.equal(await page.locator('main select').count(), 5)
      typed += await leftToType(page)
      parts += 1
      await next(page)
    }
    assert.equal(await page.locator('h1').innerText(), 'Commitments')
    await context.close()

    const later = await signedIn(browser, gaston, { javaScriptEnabled: false })
    const again = await later.newPage()
    await again.goto(`${address}/assessments/${city}/report`)
    await again.getByRole('link', { name: 'Go on' }).click()
    assert.equal(await again.locator('h1').innerText(), 'Commitments')
    typed += await leftToType(again)
    parts += 1
    assert.equal(await again.locator('main select').count(), TITLES.length)
    assert.match(await again.locator('main').innerText(), /Last time: Two of nine are listed/)
    await again.getByLabel('How far is “Wi-Fi in libraries”?').selectOption('substantial')
    await again.getByLabel('What changed in “Wi-Fi in libraries”?').fill('Seven of nine now.')
    await next(again)
    assert.equal(await again.locator('h1').innerText(), 'Check and hand in')
    await again.getByRole('button', { name: 'Hand in the report' }).click()
    assert.equal(new URL(again.url()).pathname, `/assessments/${city}`)
    assert.match(await again.locator('main').innerText(), /3: in operation/)
    assert.deepEqual([typed, parts], [0, 4])
    assert.deepEqual(others, [])
    await hub.work()
    const said = await hub.rows(sql`select distinct on (commitment) status, text
      from commitments.statement order by commitment, at desc, id desc`)
    assert.equal(said.length, TITLES.length)
    assert.deepEqual(said[1], { status: 'substantial', text: 'Seven of nine now.' })
    assert.equal(said[0]?.['status'], 'limited')
    await later.close()
  },
)

journey(
  'what is refused stays in the form with its reason: complete needs evidence',
  async (browser) => {
    const id = await memberCity(hub, secretariat, 'Grenoble')
    const gil = await hub.official('gil', 'city-official', id)
    await underWay(gil, { city: id, titles: ['Open tenders'] })
    const context = await signedIn(browser, gil, { javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${address}/assessments/${id}/report`)
    await page.getByRole('button', { name: 'Begin the report' }).click()
    await page.goto(`${address}/assessments/${id}/report/commitments`)
    await page.getByLabel('How far is').selectOption('complete')
    await page.getByLabel('What changed in').fill('All of them, believe us.')
    await next(page)
    assert.match(await page.locator('main').innerText(), /only with live evidence of level E2/)
    assert.equal(await page.getByLabel('What changed in').inputValue(), 'All of them, believe us.')
    assert.equal(await page.getByLabel('How far is').inputValue(), 'complete')
    await page.goto(`${address}/assessments/${id}/report/check`)
    await page.getByRole('button', { name: 'Hand in the report' }).click()
    assert.match(await page.locator('main').innerText(), /Look at every part first/)
    await context.close()
  },
)

journey(
  'axe finds nothing on commitments and assessments, and nothing sticks out, in three languages',
  async (browser) => {
    const { official, pages } = await promisedPages(hub, { secretariat, city: 'grenoble-fr' })
    const paths = [...Object.values(pages), '/commitments', '/commitments/new', '/assessments']
    const wrong: string[] = []
    const views = [
      { language: 'en', width: 1280 },
      { language: 'es', width: 360 },
      { language: 'ar', width: 360 },
    ]
    for (const { language, width } of views) {
      const context = await signedIn(browser, official, { viewport: { width, height: 800 } })
      await context.addCookies([{ name: 'language', value: language, url: address }])
      const page = await context.newPage()
      for (const path of paths.filter((one) => !one.includes('officials'))) {
        const status = (await page.goto(`${address}${path}`))?.status()
        if (status !== 200) wrong.push(`${path} answers ${status}`)
        const over = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        if (over !== 0) wrong.push(`${path} sticks out by ${over} (${language}, ${width})`)
        const missing = await page.evaluate('document.documentElement.outerHTML.match(/⟦[^⟧]*⟧/g)')
        if (missing !== null) wrong.push(`${path} has no words for ${missing}`)
        const { violations } = await new AxeBuilder({ page })
          .withTags(STANDARDS)
          .setLegacyMode()
          .analyze()
        for (const { id, nodes } of violations)
          wrong.push(`${path} (${language}): ${id} ${nodes[0]?.html.slice(0, 200)}`)
      }
      await context.close()
    }
    assert.deepEqual(wrong, [])
  },
)
