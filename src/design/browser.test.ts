import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { journey, strangers } from '#test/browser'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { contentExamples } from './content/examples.tsx'
import { formExamples } from './forms/examples.tsx'
import { type Gallery, openGallery } from './gallery.ts'
import { layoutExamples } from './layout/examples.tsx'
import { listExamples } from './lists/examples.tsx'
import { placeExamples } from './places/examples.tsx'

let gallery: Gallery
before(async () => {
  gallery = await openGallery()
})
after(() => gallery.close())

const alone = (list: object, names: RegExp) =>
  Object.keys(list)
    .filter((name) => names.test(name))
    .map((name) => [name])
const pages: readonly (readonly string[])[] = [
  ...alone(layoutExamples, /page|404|429/),
  ...alone(formExamples, /form|two people/),
  ['refused by rules', 'one button', 'filters'],
  ...alone(placeExamples, /map/),
  Object.keys(contentExamples),
  Object.keys(listExamples),
]

/** Every pair of language, width and light comes up at least once. */
const VIEWS = [
  { language: 'en', width: 360, colorScheme: 'light' },
  { language: 'en', width: 1280, colorScheme: 'dark' },
  { language: 'ar', width: 360, colorScheme: 'dark' },
  { language: 'ar', width: 1280, colorScheme: 'light' },
] as const

async function open(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.on('console', (line) => {
    if (line.type() === 'error') assert.fail(`${page.url()}: ${line.text()}`)
  })
  page.on('pageerror', (failure) => assert.fail(`${page.url()}: ${failure.message}`))
  return page
}

async function show(page: Page, language: string, names: readonly string[]): Promise<void> {
  const query = new URLSearchParams(names.map((name) => ['show', name]))
  await page.goto(`${gallery.url}/${language}?${query}`)
  await page.evaluate('document.fonts.ready.then(() => true)')
  if (names[0]?.includes('map')) await page.waitForLoadState('networkidle')
}

for (const { language, width, colorScheme } of VIEWS) {
  const where = `${language}, ${width} pixels, ${colorScheme}`
  journey(`axe finds nothing in any component (${where})`, async (browser) => {
    const page = await open(browser, { viewport: { width, height: 800 }, colorScheme })
    for (const names of pages) {
      await show(page, language, names)
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode()
        .options({ rules: { 'target-size': { enabled: true } } })
        .analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      assert.deepEqual(found, [], `${names[0]} in ${where}`)
    }
    await page.context().close()
  })
}

journey('no page has to be moved sideways at 320 pixels, in either direction', async (browser) => {
  const page = await open(browser, { viewport: { width: 320, height: 640 } })
  for (const language of ['en', 'ar']) {
    for (const names of pages) {
      await show(page, language, names)
      const over = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      assert.equal(over, 0, `${names[0]} in ${language}`)
    }
  }
  await page.context().close()
})

/** What has the keyboard: its words or name, and whether that can be seen. */
const FOCUSED = `(() => {
  const element = document.activeElement
  const mark = element.nextElementSibling ?? element
  const seen = [element, mark].some((one) => [null, '::before', '::after'].some((part) => {
    const style = getComputedStyle(one, part)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  }))
  if (element === document.body) return ['body', true]
  return [element.id || element.textContent.trim() || element.name, seen]
})()`

journey('the keyboard reaches every field of a form and shows where it is', async (browser) => {
  const page = await open(browser, { viewport: { width: 360, height: 800 } })
  await show(page, 'en', ['a whole form'])
  const reached: string[] = []
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    const [what, seen] = await page.evaluate<[string, boolean]>(FOCUSED)
    if (what === 'body') break
    assert.ok(seen, `${what} has the keyboard, and nobody can see it`)
    reached.push(what)
  }
  assert.equal(reached[0], 'Skip to the content')
  const fields = [
    'title',
    'text',
    'kind',
    'harms',
    'harms-2',
    'district',
    'seen',
    'height',
    'email',
  ]
  for (const field of [
    ...fields.map((name) => `example-send-${name}`),
    'Send the report',
    'Menu',
  ]) {
    assert.ok(reached.includes(field), `${field} was not reached, only ${reached.join(', ')}`)
  }
  await page.context().close()
})

journey(
  'who reads Latin letters does not load Arabic ones, and nothing comes from elsewhere',
  async (browser) => {
    const context = await browser.newContext()
    const others = strangers(context, gallery.url)
    const page = await context.newPage()
    const fonts: string[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'font') fonts.push(request.url())
    })
    await show(page, 'en', ['problem 404'])
    // The language switch names Arabic in Arabic; that word alone may ask for the font.
    await show(page, 'ar', ['problem 404'])
    assert.ok(fonts.some((url) => url.includes('noto-sans-latin-wght')))
    assert.ok(fonts.some((url) => url.includes('arabic')))
    assert.deepEqual(others, [])
    await context.close()
  },
)

journey('on paper only what was said remains', async (browser) => {
  const page = await open(browser, {})
  await show(page, 'en', ['timeline', 'summary'])
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.cr-header__services').isVisible(), false)
  assert.equal(await page.locator('.cr-footer').isVisible(), false)
  assert.equal(await page.locator('.cr-timeline').isVisible(), true)
  await page.context().close()
})
