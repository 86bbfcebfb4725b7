/** A city learns from another: it writes a practice, invites, and announces its day, without JavaScript. */
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { Page } from 'playwright-core'
import { journey } from '#test/browser'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { hubCan } from '#test/coalition'
import { madeMember, practised } from '#test/compendium'

let city: TestCity
let address: string
let gita: Somebody
let sofia: Somebody
let known: Readonly<Record<string, string>>
before(async () => {
  city = await openCity()
  address = await city.city.listen()
  sofia = await city.official('sofia', 'secretariat')
  await sofia.does(hubCan('cities.list'), { name: 'Grenoble', country: 'FR' })
  await madeMember(city, 'grenoble-fr')
  gita = await city.official('gita', 'city-official', 'grenoble-fr')
  known = await practised(city, { official: gita, secretariat: sofia })
})
after(() => city?.close())

async function signedIn(page: Page, who: Somebody, language = 'en'): Promise<void> {
  const [name = '', value = ''] = who.cookie.split('=')
  await page.context().clearCookies()
  await page.context().addCookies([
    { name, value, url: address },
    { name: 'language', value: language, url: address },
  ])
}

/** Fills a form by the names of its fields and sends it. */
async function fills(page: Page, ending: string, fields: Readonly<Record<string, string>>) {
  const form = page.locator(`form[action$="${ending}"]`)
  for (const [name, value] of Object.entries(fields))
    await form.locator(`[name="${name}"]`).first().fill(value)
  return form
}

journey('a city writes a practice, approves it, and the editors publish it', async (browser) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signedIn(page, gita)
  await page.goto(`${address}/practices/new`)
  const form = await fills(page, '/draft', {
    title: 'Free repair on Saturdays',
    summary: 'On Saturdays volunteers mend phones in the market hall for free.',
    problem: 'Old phones cannot open the pages of the city.',
    done: 'The city pays for parts, and volunteers mend.',
    forWhom: 'Everybody with an old phone',
    contact: 'repair@grenoble.example',
  })
  await form.locator('[name="principles"][value="access"]').check()
  await form.locator('[name="stage"][value="running"]').check()
  await form.locator('[name="cost"]').selectOption('under-10k')
  await form.locator('button').last().click()
  await page.locator('form[action$="/approve"] button').click()
  const practice = page.url()
  await signedIn(page, sofia)
  await page.goto(practice)
  for (const tick of ['facts', 'praise', 'plain'])
    await page.locator(`form[action$="/publish"] [name=${tick}]`).check()
  await page.locator('form[action$="/publish"] button').last().click()
  await page.context().clearCookies()
  await page.goto(`${address}/practices?words=saturdays`)
  assert.match(await page.locator('main').innerText(), /Free repair on Saturdays/)
  await context.close()
})

for (const [language, width] of [
  ['en', 1280],
  ['ar', 360],
] as const) {
  journey(
    `axe finds nothing on the pages of learning, and nothing sticks out (${language}, ${width} pixels)`,
    async (browser) => {
      const context = await browser.newContext({ viewport: { width, height: 800 } })
      const page = await context.newPage()
      const wrong: string[] = []
      const paths = ['/practices', '/practices/new', '/activities', '/activities/new']
      for (const path of [...paths, ...Object.values(known)]) {
        await signedIn(page, path.startsWith('/editions/drafts') ? sofia : gita, language)
        const answer = await page.goto(`${address}${path}`)
        if (answer?.status() !== 200) wrong.push(`${path} answers ${answer?.status()}`)
        const over = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        if (over !== 0) wrong.push(`${path} sticks out by ${String(over)} pixels`)
        const missing = await page.evaluate('document.documentElement.outerHTML.match(/⟦[^⟧]*⟧/g)')
        if (missing !== null) wrong.push(`${path} has no words for ${String(missing)}`)
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        for (const { id, nodes } of violations)
          wrong.push(`${path}: ${id} ${nodes[0]?.html.slice(0, 200)}`)
      }
      assert.deepEqual(wrong, [])
      await context.close()
    },
  )
}
