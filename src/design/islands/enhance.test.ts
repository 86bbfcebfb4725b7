import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { journey } from '#test/browser'
import type { Browser, Page } from 'playwright-core'
import { type Gallery, openGallery } from '../gallery.ts'

let gallery: Gallery
before(async () => {
  gallery = await openGallery()
})
after(() => gallery.close())

async function show(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${gallery.url}/en?show=${encodeURIComponent(name)}`)
  return page
}

journey('what stood in the way has the keyboard, and leads to its field', async (browser) => {
  const page = await show(browser, 'a form with problems')
  assert.equal(await page.evaluate('document.activeElement.id'), 'problem')
  await page.getByRole('link', { name: 'What is it about? – Please fill this in.' }).click()
  assert.equal(await page.evaluate('document.activeElement.id'), 'example-send-kind')
  await page.context().close()
})

journey(
  'while writing one sees how much room is left; what is too long is not cut off',
  async (browser) => {
    const page = await show(browser, 'a whole form')
    const field = page.getByLabel('Describe it')
    await field.fill('dark '.repeat(100))
    await page.locator('.cr-count', { hasText: 'Characters left: 100' }).waitFor()
    await field.fill('dark '.repeat(122))
    await page.locator('.cr-count--over', { hasText: 'Characters too many: 10' }).waitFor()
    assert.equal((await field.inputValue()).length, 610)
    await page.context().close()
  },
)

journey('a second click does not send a form twice', async (browser) => {
  const page = await show(browser, 'one button')
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url())
  })
  await page.route('**/send', (route) => route.fulfill({ status: 204 }))
  const button = page.getByRole('button', { name: 'Send the report R-1029' })
  await button.click()
  await button.click({ force: true })
  await page.waitForTimeout(200)
  assert.equal(sent.length, 1)
  assert.equal(await button.getAttribute('aria-disabled'), 'true')
  await page.context().close()
})

journey('chosen photos are named', async (browser) => {
  const page = await show(browser, 'a whole form')
  const photo = { name: 'stairs.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') }
  await page.getByLabel('Photos').setInputFiles([photo, { ...photo, name: 'lamp.jpg' }])
  assert.equal(await page.locator('.cr-chosen').innerText(), 'Chosen: stairs.jpg · lamp.jpg')
  await page.context().close()
})

journey(
  'the menu of a small screen closes with Escape and gives the keyboard back',
  async (browser) => {
    const page = await show(browser, 'cards')
    const menu = page.locator('summary', { hasText: 'Menu' })
    await menu.focus()
    await page.keyboard.press('Enter')
    const sheet = page.locator('.cr-menu__sheet')
    assert.equal(await sheet.isVisible(), true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    assert.equal(await sheet.isVisible(), false)
    assert.equal(await menu.evaluate((element) => element === document.activeElement), true)
    await page.context().close()
  },
)
