import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { codeIn, postOf } from '#test/bare-browser'
import { journey } from '#test/browser'
import { openCity, type TestCity } from '#test/city'
import { freePort } from '#test/free-port'

let city: TestCity
let address: string
before(async () => {
  // A passkey is bound to a name, and 127.0.0.1 is none: the city must know its own port before it listens.
  const port = await freePort()
  address = `http://localhost:${port}`
  city = await openCity(undefined, { PORT: String(port), PUBLIC_URL: address })
  await city.city.listen()
})
after(() => city.close())

const PASSWORD = 'amina likes the harbour'
const letterTo = postOf(() => city)

/** The code in the mailbox: notices of other acts are sent at the same moment. */
const codeFor = async (email: string) => codeIn((await letterTo(email, /is your code/)).text)

/** A device with a fingerprint reader, made of software by the browser itself (WebAuthn 11.2). */
async function withDevice(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return page
}

const button = (page: Page) => page.locator('[data-island=passkey] button')

journey(
  'Amina makes a passkey, comes back with it, typing nothing, names it anew, and takes it away',
  async (browser) => {
    const { email } = await city.resident('amina')
    const context = await browser.newContext({ locale: 'en' })
    const page = await withDevice(context)
    const wrong: string[] = []
    page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()))
    await page.goto(`${address}/sign-in?next=/ways/passkey`)
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill(PASSWORD)
    await page.locator('form[action="/sign-in/enter"] button').click()
    await page.waitForURL(`${address}/ways/passkey`)
    await page.locator('[name=name]').fill('My telephone')
    await button(page).click()
    await page.waitForURL(`${address}/ways`)
    assert.match(await page.locator('main').innerText(), /My telephone/)
    await page.context().clearCookies()

    await page.goto(`${address}/sign-in?next=/ways`)
    await button(page).click()
    await page.waitForURL(`${address}/ways`)
    const [session] = (await (await page.request.get(`${address}/api/sessions`)).json()).sessions
    assert.equal(session.assurance, 'substantial')
    assert.deepEqual(wrong, [])

    await page.locator('main a[href^="/ways/"]').filter({ hasText: /name/i }).first().click()
    await page.locator('[name=name]').fill('')
    await page.locator('form[action="/ways/rename"] button').click()
    await page.locator('.govuk-error-summary, [role=alert]').first().waitFor()
    await page.locator('[name=name]').fill('My old telephone')
    await page.locator('form[action="/ways/rename"] button').click()
    await page.waitForURL(`${address}/ways`)
    assert.match(await page.locator('main').innerText(), /My old telephone/)
    await page.locator('form[action="/ways/remove"] button').first().click()
    await page.waitForURL(`${address}/ways`)
    assert.doesNotMatch(await page.locator('main').innerText(), /My old telephone/)
    await context.close()
  },
)

/** Signs in by password on the way to making a passkey. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${address}/sign-in?next=/ways/passkey`)
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill('two-devices likes the harbour')
  await page.locator('form[action="/sign-in/enter"] button').click()
}

/** Shows by a code from the mailbox that it is not only somebody with the password. */
async function showMore(page: Page, email: string): Promise<void> {
  await page.waitForURL(/\/prove\?need=more/)
  await page.locator('form[action="/prove/send"] button').click()
  const entering = page.locator('form', { has: page.locator('[name=code]') })
  await entering.waitFor()
  await entering.locator('[name=code]').fill(await codeFor(email))
  await entering.locator('button').click()
}

async function makePasskey(page: Page, name: string): Promise<void> {
  await page.waitForURL(`${address}/ways/passkey`)
  await page.locator('[name=name]').fill(name)
  await button(page).click()
  await page.waitForURL(`${address}/ways`)
}

async function enterByPasskey(page: Page): Promise<void> {
  await page.context().clearCookies()
  await page.goto(`${address}/sign-in?next=/ways`)
  await button(page).click()
}

journey(
  'Amina has a passkey on each of two devices: the second needs more than a password, and the lost one opens nothing',
  async (browser) => {
    const { email } = await city.resident('two-devices')
    const contexts = [
      await browser.newContext({ locale: 'en' }),
      await browser.newContext({ locale: 'en' }),
    ] as const
    const [telephone, computer] = [await withDevice(contexts[0]), await withDevice(contexts[1])]
    await signIn(telephone, email)
    await makePasskey(telephone, 'Lost telephone')
    await signIn(computer, email)
    await showMore(computer, email)
    await makePasskey(computer, 'Computer at home')

    const lost = computer.locator('tr', { hasText: 'Lost telephone' })
    await lost.locator('form[action="/ways/remove"] button').click()
    await lost.waitFor({ state: 'detached' })
    await enterByPasskey(telephone)
    await telephone.locator('[data-part=status]', { hasText: /\p{L}{3}.*\./u }).waitFor()
    assert.equal((await telephone.request.get(`${address}/api/sessions`)).status(), 401)
    await enterByPasskey(computer)
    await computer.waitForURL(`${address}/ways`)
    await Promise.all(contexts.map((context) => context.close()))
  },
)

journey('somebody without a passkey is told so and still has every other way', async (browser) => {
  const context = await browser.newContext({ locale: 'en' })
  const page = await withDevice(context)
  await page.goto(`${address}/sign-in`)
  await button(page).click()
  await page.locator('[data-part=status]').getByText('Nothing came from your device').waitFor()
  assert.equal(await page.locator('form[action="/sign-in/enter"]').isVisible(), true)
  await context.close()
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const bare = await plain.newPage()
  await bare.goto(`${address}/sign-in`)
  assert.equal(await button(bare).isVisible(), false)
  assert.equal(await bare.locator('form[action="/sign-in/enter"]').isVisible(), true)
  await plain.close()
})
