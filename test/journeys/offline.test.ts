/** Amina stands where there is no connection, writes two reports, and they go out when there is one again. */
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { journey, strangers } from '#test/browser'
import { promise } from '#test/promise'
import { openCity, sql, type TestCity } from '#test/city'
import { phonePhoto } from '#test/files'
import type { Page } from 'playwright-core'

let city: TestCity
let address: string
before(async () => {
  city = await openCity()
  address = await city.city.listen()
})
after(() => city.close())

const keep = (page: Page) => page.getByRole('button', { name: 'Keep and send' }).click()

/** What the browser itself still holds, as text. */
const heldIn = (page: Page) =>
  page.evaluate(async () => {
    const base = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('cityright-drafts', 1)
      opening.addEventListener('success', () => resolve(opening.result))
    })
    return new Promise<string>((resolve) => {
      const asked = base.transaction('drafts').objectStore('drafts').getAll()
      asked.addEventListener('success', () => resolve(JSON.stringify(asked.result)))
    })
  })

/** A telephone that is full: what is put in is taken back at the end of the transaction, as browsers do. */
const full = (page: Page, is: boolean) =>
  page.evaluate((now) => {
    const shelf = IDBObjectStore.prototype as IDBObjectStore & { plain?: IDBObjectStore['put'] }
    const plain = shelf.plain ?? shelf.put
    shelf.plain = plain
    shelf.put = now
      ? function (this: IDBObjectStore, value: unknown) {
          const asked = plain.call(this, value)
          asked.addEventListener('success', () => this.transaction.abort())
          return asked
        }
      : plain
  }, is)

journey(
  'reporting begins without a connection, keeps several drafts with photos, and sends each once when there is one',
  async (browser) => {
    promise('P5.7')
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
    const others = strangers(context, address)
    const page = await context.newPage()
    await page.goto(`${address}/reports/new?language=en`)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await context.setOffline(true)
    await page.goto(`${address}/reports/new`)
    await page.getByRole('heading', { name: 'Report without a connection' }).waitFor()

    await page.locator('#f-category').selectOption('lamp-out')
    await page.locator('#answers-lamp-out-fault').selectOption('dark')
    await page.locator('#f-text').fill('The lamp is dark, call +34 612 345 678')
    await page.locator('#f-lat').fill('36.93')
    await page.locator('#f-lon').fill('12.45')
    const buffer = await phonePhoto(300, 200)
    await page
      .locator('#f-photos')
      .setInputFiles({ name: 'lamp.jpg', mimeType: 'image/jpeg', buffer })
    await keep(page)
    await page.locator('#f-category').selectOption('fountain')
    await page.locator('#f-text').fill('The fountain is dry')
    await full(page, true)
    await keep(page)
    await page.getByText('There is no room on this telephone').waitFor()
    assert.equal(await page.locator('#f-text').inputValue(), 'The fountain is dry')
    await full(page, false)
    await keep(page)
    const drafts = page.locator('.cr-draft')
    await drafts.nth(1).waitFor()
    assert.equal(await drafts.count(), 2)
    assert.deepEqual(await drafts.locator('[data-part=state]').allInnerTexts(), [
      'Waiting for a connection',
      'Waiting for a connection',
    ])
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    )

    await context.setOffline(false)
    await drafts.nth(0).getByText('Sent', { exact: true }).waitFor()
    await drafts.nth(1).getByText('Needs your attention').waitFor()
    assert.match(await drafts.nth(0).innerText(), /R-\d+/)
    assert.doesNotMatch((await heldIn(page)).replace(/"state":"attention".*/, ''), /612|dark/)
    await drafts.nth(1).getByRole('button', { name: 'Change' }).click()
    await page.locator('#f-address').fill('Plaza Mayor 1')
    await keep(page)
    await drafts.nth(1).getByText('Sent', { exact: true }).waitFor()

    const rows = await city.rows(sql`select text, photos from reports.report order by number`)
    assert.deepEqual(rows, [
      { text: 'The lamp is dark, call •••', photos: 1 },
      { text: 'The fountain is dry', photos: 0 },
    ])
    await page.getByRole('button', { name: 'Delete everything here' }).click()
    await drafts.first().waitFor({ state: 'detached' })
    assert.equal(await heldIn(page), '[]')
    assert.deepEqual(others, [])
    await context.close()
  },
)
