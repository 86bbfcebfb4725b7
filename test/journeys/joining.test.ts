/** A city endorses the declaration in a real browser, without JavaScript, on a small and on a large screen. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import account from '#services/account'
import record from '#services/record'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import { journey, strangers } from '#test/browser'
import { openCity, sql, type TestCity } from '#test/city'
import type { Page } from 'playwright-core'

let hub: TestCity
let address: string

before(async () => {
  const more = { HARVEST_LOOPBACK: 'yes', HARVEST_DNS: '127.0.0.1:9' }
  const services = [account, record, coalition, declaration, endorsements, cities]
  hub = await openCity(services, more)
  address = await hub.city.listen()
})
after(() => hub.close())

/** The heading says where one is. */
async function isAt(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
}

async function endorses(page: Page, name: string): Promise<void> {
  const goOn = () => page.getByRole('button', { name: 'Go on' }).click()
  await page.goto(`${address}/endorse`)
  await page.getByRole('link', { name: 'Endorse for my city' }).click()
  await page.getByLabel('Name of the city or region').fill(name)
  await page.getByLabel('Country').fill('NO')
  await page.getByRole('radio').first().check()
  await page.locator('main form.cr-form button').click()
  await isAt(page, 'The decision')
  await page.getByLabel('Who decided').fill('City council')
  await page.getByLabel('On which day').fill('2026-02-10')
  await page.getByLabel('Number of the decision').fill('12/2026')
  await page.getByLabel('Address of the document').fill(`${address}/decision.pdf`)
  await goOn()
  await isAt(page, 'The official domain')
  await page.locator('main textarea').fill(new URL(address).host)
  await goOn()
  await isAt(page, 'Two mailboxes')
  await page.getByLabel('Mailbox that answers').fill('post@localhost')
  await page.getByLabel('Mailbox of the office that signs').fill('mayor@localhost')
  await goOn()
  await isAt(page, 'What you do first')
  await page.getByLabel('Open and ethical').fill('Every new program is published.')
  await goOn()
  await isAt(page, 'Check and submit')
  assert.match(await page.locator('main').innerText(), /1 area of seven/)
  await page.getByRole('button', { name: 'Submit' }).click()
  await isAt(page, name)
  assert.match(await page.locator('main').innerText(), /cityright-endorse=/)
}

for (const width of [360, 1280]) {
  journey(
    `a city endorses step by step on a screen of ${width} pixels, without JavaScript`,
    async (browser) => {
      const viewport = { width, height: 900 }
      const context = await browser.newContext({ javaScriptEnabled: false, viewport })
      const others = strangers(context, address)
      const name = `Bergen ${width}`
      await endorses(await context.newPage(), name)
      const [row] = await hub.rows(sql`select a.state, f.text from endorsements.application a
        join endorsements.first_action f on f.application = a.number where a.name = ${name}`)
      assert.deepEqual(row, { state: 'submitted', text: 'Every new program is published.' })
      assert.deepEqual(others, [])
      await context.close()
    },
  )
}
