import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { journey } from '#test/browser'
import { opened, wholeCity, type WholeCity } from '#test/whole-city'

let whole: WholeCity
before(async () => {
  whole = await wholeCity()
})
after(() => whole.city.close())

/** Controls that can be seen and used, and those among them that have the keyboard by now. */
const CONTROLS = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((one) => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => one.type !== 'radio' || one === document.querySelector('input[type=radio][name="' + one.name + '"]:checked')
    || (!document.querySelector('input[type=radio][name="' + one.name + '"]:checked') && one === document.querySelector('input[type=radio][name="' + one.name + '"]')))`

journey('the keyboard reaches every control of every page, without JavaScript', async (browser) => {
  const { address, pages } = whole
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    javaScriptEnabled: true,
  })
  await context.route('**/*.js', (route) => route.abort())
  const page = await context.newPage()
  const wrong: string[] = []
  for (const one of pages) {
    await opened(page, { address, found: one, language: 'en' })
    // A field for a day has stops of its own for day, month, year and calendar.
    const wanted = await page.evaluate<number>(`(window.reached = new Set(),
      addEventListener('focusin', (event) => reached.add(event.target)),
      (${CONTROLS}).length + 3 * document.querySelectorAll('input[type=date]').length)`)
    // Sent one after another without waiting for each: they arrive in order.
    await Promise.all(Array.from({ length: wanted + 2 }, () => page.keyboard.press('Tab')))
    const left = await page.evaluate<string[]>(
      `(${CONTROLS}).filter((one) => !window.reached.has(one)).map((one) => one.outerHTML.slice(0, 150))`,
    )
    if (left.length > 0) wrong.push(`${one.name}: ${left.join(' ; ')}`)
  }
  assert.deepEqual(wrong, [])
  await context.close()
})
