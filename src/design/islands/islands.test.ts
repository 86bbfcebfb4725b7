import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { journey } from '#test/browser'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Gallery, openGallery } from '../gallery.ts'

let gallery: Gallery
before(async () => {
  gallery = await openGallery()
})
after(() => gallery.close())

async function show(
  browser: Browser,
  name: string,
  more: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...more })
  const page = await context.newPage()
  await page.goto(`${gallery.url}/en?show=${encodeURIComponent(name)}`)
  return page
}

const place = async (page: Page) =>
  Promise.all(['lat', 'lon'].map((name) => page.locator(`#f-${name}`).inputValue()))

journey(
  'somebody without a mouse moves the map, presses Enter, and the place stands in the form',
  async (browser) => {
    const page = await show(browser, 'a map to choose a place')
    const stage = page.getByRole('application', { name: 'Map of the reports' })
    await stage.focus()
    await page.keyboard.press('Enter')
    const [lat, lon] = await place(page)
    assert.match(`${lat} ${lon}`, /^36\.9\d{5} 12\.4\d{5}$/)
    await page.keyboard.press('ArrowUp')
    await page.waitForTimeout(300)
    await page.keyboard.press('Enter')
    const [further] = await place(page)
    assert.ok(Number(further) > Number(lat), `${further} lies north of ${lat}`)
    assert.match(await page.getByRole('status').innerText(), new RegExp(`Place chosen: ${further}`))
    await page.context().close()
  },
)

journey('who knows the coordinates types them, and the pin goes there', async (browser) => {
  const page = await show(browser, 'a map to choose a place')
  assert.equal(await page.locator('.cr-pin--chosen').count(), 0)
  await page.locator('#f-lat').fill('36,93')
  await page.locator('#f-lon').fill('12.44')
  assert.equal(await page.locator('.cr-pin--chosen').count(), 1)
  await page.locator('#f-lat').fill('north')
  assert.equal(await page.locator('#f-lat').inputValue(), 'north')
  await page.context().close()
})

journey('a click on the map and the position of a phone choose a place too', async (browser) => {
  const page = await show(browser, 'a map to choose a place', {
    geolocation: { latitude: 36.925, longitude: 12.435 },
    permissions: ['geolocation'],
  })
  await page.locator('.cr-map__stage').click({ position: { x: 200, y: 150 } })
  assert.match((await place(page)).join(), /^36\.\d{6},12\.\d{6}$/)
  await page.getByRole('button', { name: 'Use my position' }).click()
  await page.getByText('Place chosen: 36.925000, 12.435000').waitFor()
  assert.deepEqual(await place(page), ['36.925000', '12.435000'])
  await page.context().close()
})

journey(
  'reports on the map are links with names, crowds are buttons that come closer',
  async (browser) => {
    const page = await show(browser, 'a map with reports')
    const link = page.getByRole('link', { name: 'Lamp out at the fishermen’s stairs' })
    assert.equal(await link.getAttribute('href'), '/reports/R-1029')
    await link.focus()
    assert.equal(
      await link.locator('.cr-pin__name').evaluate((name) => getComputedStyle(name).clipPath),
      'none',
    )
    await page.getByRole('button', { name: '128 here, come closer' }).press('Enter')
    await page.waitForTimeout(200)
    assert.equal(await page.locator('.cr-map__land').count(), 1)
    await page.context().close()
  },
)

journey(
  'a map asks the city for what is in sight, and asks again when it moves',
  async (browser) => {
    const page = await show(browser, 'a map that asks')
    const asked: URL[] = []
    page.on('request', (request) => asked.push(new URL(request.url())))
    await page.getByRole('button', { name: '7 here, come closer' }).click()
    await page.waitForTimeout(400)
    const box = asked.at(-1)?.searchParams.get('bbox')?.split(',').map(Number) ?? []
    assert.equal(asked.at(-1)?.pathname, '/points')
    assert.equal(asked.at(-1)?.searchParams.get('state'), 'open')
    const [west = 0, south = 0, east = 0, north = 0] = box
    assert.ok(west < 12.44 && 12.44 < east && south < 36.93 && 36.93 < north, String(box))
    await page.context().close()
  },
)

journey(
  'without scripts there is no empty frame: the fields and the list stand there',
  async (browser) => {
    const page = await show(browser, 'a map to choose a place', { javaScriptEnabled: false })
    assert.equal(await page.locator('.cr-map__stage').isVisible(), false)
    assert.equal(await page.locator('#f-lat').isVisible(), true)
    await page.context().close()
  },
)
