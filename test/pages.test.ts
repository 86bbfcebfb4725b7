import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { services } from '../src/city.ts'
import type { Page } from 'playwright-core'
import { journey, strangers } from '#test/browser'
import { openCity, type TestCity } from '#test/city'
import { everyPage, type Found } from '#test/every-page'
import { coalition } from '#test/coalition'
import { contested } from '#test/contested'
import { corresponded } from '#test/corresponded'
import { atTheDoor } from '#test/door'
import { endorsed } from '#test/endorsed'
import { joined } from '#test/joined'
import { livingHere } from '#test/living-here'
import { madeMember, practised } from '#test/compendium'
import { papers } from '#test/papers'
import { withApplication } from '#test/waiting-application'
import { withPasskey } from '#test/passkey-of'
import { contradicted } from '#test/evidence'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { newKey } from '#test/new-key'
import { processed } from '#test/processing'
import { routed } from '#test/routed'
import { promisedPages } from '#test/promised'
import { registered } from '#test/registered'
import { requested } from '#test/requested'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let city: TestCity
let address: string
let pages: readonly Found[]
let missing: readonly string[]

before(async () => {
  // Nobody answers at this port: no name server outside is asked.
  city = await openCity(undefined, { HARVEST_LOOPBACK: 'yes', HARVEST_DNS: '127.0.0.1:9' })
  address = await city.city.listen()
  const amina = await city.resident('amina')
  const desk = await city.official('bruno', 'unit-lead')
  const operator = await city.official('olga', 'operator')
  const officer = await city.official('otto', 'privacy-officer')
  const { number, code } = await amina.does(can('report'), { ...lamp, toAccount: true })
  await desk.does(can('move'), { number, version: 1, to: 'in_progress' })
  await desk.does(can('answer'), { number, version: 2, text: 'We come on Monday.' })
  await desk.does(can('unmask'), { number, reason: 'The address is unclear' })
  const privacy = await city.official('edmund', 'privacy-officer')
  const asked = await requested(city, { amina, privacy, desk, number })
  const contests = await contested(city, { amina })
  const { draft } = await city.anybody.does(can('begin'), { category: 'lamp-out' })
  const { secret } = { secret: 'not-a-real-secret' }
  const sofia = await city.official('sofia', 'secretariat')
  const hub = await coalition(city, { amina, secretariat: sofia })
  const signing = await endorsed(city, { address, city: 'grenoble-fr' })
  const promised = await promisedPages(city, { secretariat: sofia, city: 'grenoble-fr' })
  await madeMember(city, 'grenoble-fr')
  const official = await city.official('gita', 'city-official', 'grenoble-fr')
  const learned = await practised(city, { official, secretariat: sofia })
  const keeper = await city.official('olaf', 'privacy-officer')
  const of = { author: desk, reviewer: [keeper, operator], person: amina, case: number } as const
  const processing = await processed(of)
  await city.work()
  const written = await corresponded(city, { amina, desk })
  await city.city.record.step()
  const [entry] = await city.rows(sql`select id from record.outbox order by id limit 1`)
  const steps = ['what', 'questions', 'where', 'details', 'photos', 'contact', 'check']
  const known = {
    ...(await contradicted(city, address)),
    ...Object.fromEntries(
      steps.map((step) => [`reports.new.${step}`, `/reports/new/${draft}/${step}`]),
    ),
    'reports.mine.sent': `/reports/mine/${code}/sent`,
    'reports.sent': `/reports/mine/${code}/sent`,
    'reports.mine': `/reports/mine/${code}`,
    'reports.mine.show': `/reports/mine/${code}`,
    'reports.show': `/reports/${number}`,
    'reports.desk.contact': `/reports/desk/${number}/contact`,
    ...(await joined(city, { number })),
    'record.entry': `/record/${String(entry?.['id'])}`,
    'account.code-page': '/sign-in/code/a-letter',
    'account.new-password-page': '/forgotten/a-token',
    'account.invited-page': `/officials/invited/${secret}`,
    'account.join-page': `/officials/join/${secret}`,
    'account.second-page': '/sign-in/second/a-sign-in',
    'account.recovery-code-page': '/recoveries/code/a-code',
    ...(await withPasskey(city, amina)),
    ...(await livingHere(city, amina)),
    ...written,
    ...(await withApplication(city, amina, [operator, officer])),
    ...hub,
    ...signing,
    ...promised.pages,
    ...learned,
    ...asked,
    ...contests.pages,
    ...processing,
    ...(await registered(desk)),
    ...(await routed(city, desk)),
    ...(await papers(city, { amina, desk })),
    'open311.key-page': await newKey(operator),
    ...(await atTheDoor(city, { desk })),
  }
  // A look at contact data is over after a quarter of an hour, and the clock has moved since.
  await desk.does(can('unmask'), { number, reason: 'The address is still unclear' })
  const front = await city.official('ines', 'front-desk')
  const people = [
    city.anybody,
    amina,
    desk,
    keeper,
    operator,
    sofia,
    promised.official,
    official,
    privacy,
    front,
    contests.reviewer,
  ]
  const found = await everyPage(services, people, known)
  pages = found.found
  missing = found.missing
})
after(() => city.close())

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
  assert.deepEqual(missing.toSorted(), known)
})

async function opened(page: Page, { path, who }: Found, language: string): Promise<number> {
  const [name = '', value = ''] = who.cookie.split('=')
  const cookies = [{ name: 'language', value: language, url: address }]
  await page.context().clearCookies()
  await page.context().addCookies(value ? [...cookies, { name, value, url: address }] : cookies)
  const answer = await page.goto(`${address}${path}`, { waitUntil: 'load' })
  return answer?.status() ?? 0
}

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
/** Wide pages have room in every language: on a server they are opened for their turn alone. */
const onlyInTurn = WIDTHS.every((width) => width > 1000)

for (const [turn, { language, width }] of VIEWS.entries()) {
  journey(
    `axe finds nothing on any page, nothing is asked of others, nothing sticks out (${language}, ${width} pixels)`,
    async (browser) => {
      promise('P1.2', 'P2.6')
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
        const itsTurn = (at + turn) % TURNS === 0
        if (onlyInTurn && !itsTurn) continue
        const status = await opened(page, one, language)
        if (status !== 200) wrong.push(`${one.name} answers ${status}`)
        const over = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        if (over !== 0) wrong.push(`${one.name} sticks out by ${over} pixels`)
        const missing = await page.evaluate('document.documentElement.outerHTML.match(/⟦[^⟧]*⟧/g)')
        if (missing !== null) wrong.push(`${one.name} has no words for ${missing}`)
        if (!itsTurn) continue
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

/** Controls that can be seen and used, and those among them that have the keyboard by now. */
const CONTROLS = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((one) => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => one.type !== 'radio' || one === document.querySelector('input[type=radio][name="' + one.name + '"]:checked')
    || (!document.querySelector('input[type=radio][name="' + one.name + '"]:checked') && one === document.querySelector('input[type=radio][name="' + one.name + '"]')))`

// Where the keyboard gets to depends on no database: once in CI is enough.
const onHomeGround = process.env['DATABASE_URL'] && !process.env['EVERY_VIEW'] ? undefined : journey
onHomeGround?.(
  'the keyboard reaches every control of every page, without JavaScript',
  async (browser) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      javaScriptEnabled: true,
    })
    await context.route('**/*.js', (route) => route.abort())
    const page = await context.newPage()
    const wrong: string[] = []
    for (const one of pages) {
      await opened(page, one, 'en')
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
  },
)
