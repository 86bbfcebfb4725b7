/** The verifier of the page /record/check, in a real browser, on logs that hold and on forged ones. */
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { promise } from '#test/promise'
import { entry, recorder } from '#core/record'
import { journey, strangers } from '#test/browser'
import { lampEntry, type Served, serveLog, TestLog } from '#test/log'
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { openCity, type OpenCity } from '../../src/opening/open.ts'
import { settingsFrom } from '../../src/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-check-'))
const acted = entry('test.acted', z.object({ n: z.number() }))
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Made before the city opens: a city whose process has so much else to do turns visitors away. */
const large = new TestLog(70_000)
let city: OpenCity
let address: string
const servers: Served[] = []

const serve = async (files: ReadonlyMap<string, Uint8Array>, slowly = 0) => {
  const served = await serveLog(files, slowly)
  servers.push(served)
  return served
}

before(async () => {
  const settings = settingsFrom({ PORT: '0', DATA: join(folder, 'data') }, { sample: true })
  city = await openCity(settings, { work: false, log: pino({ level: 'silent' }) })
  address = await city.listen()
  await city.db.transact(async (tx) => {
    const record = recorder(tx, { by: 'operator', now: city.clock(), service: 'test' })
    for (const n of [1, 2, 3]) await record(acted, { n })
  })
  await city.record.step()
})
after(async () => {
  for (const served of servers) served.close()
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

async function opened(browser: Browser, more: object = {}): Promise<Page> {
  const page = await (await browser.newContext(more)).newPage()
  page.on('pageerror', (failure) => assert.fail(failure.message))
  // A city under load answers 503: that is not a page on which something is waited for.
  assert.equal((await page.goto(`${address}/record/check`))?.status(), 200)
  return page
}

const verdict = async (page: Page) => {
  await page.locator('[data-part=result]').waitFor()
  return page.locator('[data-part=verdict]').innerText()
}
const clean = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(STANDARDS)
    .setLegacyMode()
    .analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
    [],
  )
}
const focused = (page: Page) => page.evaluate('document.activeElement.dataset.part')

/** Asks the page about the log at this address, by a policy that somebody else gave. */
async function checks(page: Page, at: string, policy: string, since = ''): Promise<string> {
  await page.getByLabel('The record of another city').check()
  await page.locator('#f-address').fill(at)
  await page.getByLabel('One that I have').check()
  await page.locator('#f-policy').fill(policy)
  await page.locator('.cr-check details').evaluate((one) => one.setAttribute('open', ''))
  await page.locator('#f-since').fill(since)
  await page.locator('[data-part=start]').click()
  const found = await verdict(page)
  const reasons = await page.locator('[data-part=reasons]').innerText()
  await page.locator('[data-part=ends] button').click()
  return `${found}: ${reasons}`
}

journey(
  'with the keyboard alone somebody checks the record of the city they are in',
  async (browser) => {
    promise('P3.7')
    const page = await opened(browser)
    const others = strangers(page.context(), address)
    await clean(page)
    await page.locator('[name=what][value=own]').focus()
    await page.keyboard.press('Enter')
    assert.equal(await verdict(page), 'Nothing is damaged')
    assert.equal(await focused(page), 'result')
    const text = await page.locator('[data-part=result]').innerText()
    assert.match(text, /finds damage, not deceit/)
    assert.match(text, /This list asks for no witness at all/)
    assert.match(text, /Entries\n[1-9]/)
    await clean(page)
    assert.deepEqual(others, [])
    await page.context().close()
  },
)

journey(
  '70,000 entries of another city hold, and it is asked only once the button is pressed',
  async (browser) => {
    const log = large
    const served = await serve(log.files)
    const page = await opened(browser, { locale: 'en' })
    const others = strangers(page.context(), address)
    await page.getByLabel('The record of another city').check()
    await page.locator('#f-address').fill(`${served.address}/`)
    await page.getByLabel('One that I have').check()
    const file = { name: 'policy.txt', mimeType: 'text/plain', buffer: Buffer.from(log.policy()) }
    await page.locator('#f-policy-file').setInputFiles(file)
    assert.deepEqual([others.length, served.asked.length], [0, 0])
    await page.locator('[data-part=start]').click()
    assert.equal(await verdict(page), 'It holds')
    const text = await page.locator('[data-part=result]').innerText()
    assert.match(text, /Entries\n70,000/)
    assert.match(text, /2 of 3\nw0, /)
    assert.match(text, /17,500/)
    assert.ok(others.every((url) => url.startsWith(served.address)))
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Keep this checkpoint').click(),
    ])
    const kept = join(folder, 'kept')
    await download.saveAs(kept)
    await page.locator('[data-part=ends] button').click()
    await page.locator('summary', { hasText: 'Compare with what I saw before' }).click()
    await page.locator('#f-since-file').setInputFiles(kept)
    await page.locator('[data-part=start]').click()
    assert.equal(await verdict(page), 'It holds')
    assert.match(
      await page.locator('[data-part=facts]').innerText(),
      /begins with the 70,000 entries/,
    )
    await page.context().close()
  },
)

journey(
  'a forged record is refused, and a sentence says what is wrong with it',
  async (browser) => {
    const log = new TestLog(700)
    const keys = [log.key, ...log.witnesses]
    const policy = log.policy()
    const page = await opened(browser)
    const forged = async (forge: (files: Map<string, Uint8Array>) => void) => {
      const files = new Map(log.files)
      forge(files)
      return checks(page, (await serve(files)).address, policy)
    }
    const bytes = (path: string) => Buffer.from(log.files.get(path) ?? [])
    const flip = (path: string) => {
      const found = bytes(path)
      found[100] = (found[100] ?? 0) ^ 1
      return found
    }
    const bundle = 'tile/entries/001'
    assert.match(
      await forged((files) => files.set(bundle, flip(bundle))),
      /does not hold: .*tile\/0\/001/,
    )
    assert.match(
      await forged((files) => files.set('tile/0/000', bytes('tile/0/001'))),
      /does not hold: .*tile\/0\/000/,
    )
    const cut = bytes(bundle).subarray(0, -9)
    assert.match(await forged((files) => files.set(bundle, cut)), /does not hold: .*cut off/)
    assert.match(await forged((files) => files.delete(bundle)), /does not hold: .*is missing/)
    const resized = Buffer.from(log.checkpoint().replace('\n700\n', '\n699\n'))
    assert.match(
      await forged((files) => files.set('checkpoint', resized)),
      /does not hold: The signature of the city is wrong/,
    )
    assert.match(
      await forged((files) => files.set('checkpoint', Buffer.from(log.checkpoint(1)))),
      /too few have witnessed it/,
    )
    assert.match(
      await forged((files) => files.delete('checkpoint')),
      /could not be checked: There is no/,
    )
    const fork = new TestLog(800, { keys, entry: (n) => lampEntry(n === 7 ? 8 : n) })
    const since = log.checkpoint()
    assert.match(
      await checks(page, (await serve(fork.files)).address, policy, since),
      /was rewritten/,
    )
    const small = new TestLog(650, { keys })
    assert.match(await checks(page, (await serve(small.files)).address, policy, since), /was cut/)
    await clean(page)
    await page.context().close()
  },
)

journey('what cannot be used is said at its field, and the keyboard is there', async (browser) => {
  const page = await opened(browser)
  const active = () => page.evaluate('document.activeElement.id')
  await page.getByLabel('The record of another city').check()
  await page.locator('[data-part=start]').click()
  await page.getByText('Type the address of a record').waitFor()
  assert.equal(await active(), 'f-address')
  await clean(page)
  await page.locator('#f-address').fill((await serve(new Map())).address)
  await page.getByLabel('One that I have').check()
  await page.locator('#f-policy').fill('log nonsense')
  await page.locator('[data-part=start]').click()
  await page.getByText('Line 1 of the policy cannot be used').waitFor()
  assert.equal(await active(), 'f-policy')
  assert.equal(await page.getByText('Type the address of a record').count(), 0)
  await page.getByLabel('A proof of one act').check()
  await page.locator('[data-part=start]').click()
  await page.getByText('Choose a proof file or paste its text').waitFor()
  assert.equal(await active(), 'f-proof')
  await page.context().close()
})

journey(
  'who stops the check gets the form back, and nothing more is asked for',
  async (browser) => {
    const served = await serve(large.files, 150)
    const page = await opened(browser)
    await page.getByLabel('The record of another city').check()
    await page.locator('#f-address').fill(served.address)
    await page.locator('[data-part=start]').click()
    await page.locator('[data-part=status]', { hasText: /of 70,000 entries checked/ }).waitFor()
    assert.equal(await focused(page), 'stop')
    await clean(page)
    await page.keyboard.press('Enter')
    await page.getByText('Stopped. Nothing was found out.').waitFor()
    assert.equal(await focused(page), 'start')
    const { length } = served.asked
    await page.waitForTimeout(700)
    assert.ok(served.asked.length <= length + 24 && served.asked.length < 500)
    await page.context().close()
  },
)
