import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requireAtom } from '#test/atom'
import { journey, strangers } from '#test/browser'
import { promise } from '#test/promise'
import { emptied } from '#test/forms'
import { opened, wholeCity, type WholeCity } from '#test/whole-city'
import { services } from '../src/city.ts'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let whole: WholeCity
before(async () => {
  whole = await wholeCity()
})
after(() => whole.city.close())

/** The two of somebody who just came from a provider are looked at in test/journeys/provider.test.ts. */
test('every page was found, but for the mailbox of the sample city, four that only lead on, and two of arrivals', () => {
  const known = [
    'account.add-identity-page',
    'account.newcomer-page',
    'activities.day',
    'applications.onward',
    'lists.message',
    'operations.mailbox',
    'reports.new.resume',
  ]
  assert.deepEqual(whole.missing.toSorted(), known)
})

test('every news of the city, in every language, is read by whatever program reads Atom (RFC 4287)', async () => {
  const { city, pages } = whole
  const told = services.flatMap((service) => service.pages).filter(({ also }) => also?.['atom'])
  assert.ok(told.length >= 9, `${told.length} pages tell news`)
  let entries = 0
  for (const { name } of told) {
    const found = pages.find((one) => one.name === name)
    assert.ok(found, `${name} was not found`)
    for (const language of ['en', 'es', 'ar']) {
      const at: string = `${found.path.split('?')[0]}.atom?language=${language}`
      const got = await city.anybody.opens(at)
      assert.deepEqual([at, got.status], [at, 200])
      assert.equal(got.headers['content-type'], 'application/atom+xml; charset=utf-8')
      entries += requireAtom(got.text).length
    }
  }
  assert.ok(entries > 20, `${entries} entries`)
})

/**
 * A run with the embedded database looks at narrow pages, one on a server at wide ones: CI does
 * both.
 */
const WIDTHS = process.env['EVERY_VIEW']
  ? [360, 1280]
  : process.env['DATABASE_URL']
    ? [1280]
    : [360]
const VIEWS = ['en', 'es', 'ar'].flatMap((language) => WIDTHS.map((width) => ({ language, width })))
/** Axe takes a second a page: each page has its turn in one view a run; in all with EVERY_VIEW. */
const TURNS = process.env['EVERY_VIEW'] ? 1 : VIEWS.length

for (const [turn, { language, width }] of VIEWS.entries()) {
  journey(
    `axe finds nothing on any page, nothing is asked of others, nothing sticks out (${language}, ${width} pixels)`,
    async (browser) => {
      promise('P1.2', 'P2.6')
      const { address, pages } = whole
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        reducedMotion: 'reduce',
      })
      const others = strangers(context, address)
      const page = await context.newPage()
      const wrong: string[] = []
      page.on(
        'console',
        (line) => line.type() === 'error' && wrong.push(`${page.url()}: ${line.text()}`),
      )
      page.on('pageerror', (failure) => wrong.push(`${page.url()}: ${failure.message}`))
      for (const [at, one] of pages.entries()) {
        const status = await opened(page, { address, found: one, language })
        if (status !== 200) wrong.push(`${one.name} answers ${status}`)
        const over = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        if (over !== 0) wrong.push(`${one.name} sticks out by ${over} pixels`)
        const missing = await page.evaluate('document.documentElement.outerHTML.match(/⟦[^⟧]*⟧/g)')
        if (missing !== null) wrong.push(`${one.name} has no words for ${missing}`)
        if ((at + turn) % TURNS !== 0) continue
        // Our pages have no frames: one run in the page itself, without a page to collect them in.
        const axe = new AxeBuilder({ page }).withTags(STANDARDS).setLegacyMode()
        const { violations } = await axe.analyze()
        for (const { id, nodes } of violations)
          wrong.push(`${one.name}: ${id} ${nodes[0]?.html.slice(0, 200)}`)
      }
      assert.deepEqual(wrong, [])
      assert.deepEqual(others, [])
      await context.close()
    },
  )
}

test('a form that was sent too early is shown again with what is missing, on every page of the city', async () => {
  const { wrong, sent } = await emptied(whole.pages)
  assert.deepEqual(wrong, [])
  assert.ok(sent > 60, `${sent} forms were sent`)
})
