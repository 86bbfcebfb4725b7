/** Signing in with a provider in a real browser without JavaScript: out by a link, back, and no wall of ours in the way. */
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launch } from '#test/browser'
import { foreignProvider } from '#test/foreign-provider'
import { freePort } from '#test/free-port'
import { cityWith, folderWith } from '#test/with-providers'
import type { Page } from 'playwright-core'

/** Axe is a program in the page; these pages are looked at with it in a browser that has JavaScript. */
async function requireReadable(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
    [],
  )
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  assert.equal(wide, false, `${page.url()} sticks out`)
}

test('a resident signs in with a provider, is new, makes an account, adds nothing twice and signs out', async (t) => {
  const browser = await launch()
  if (typeof browser === 'string') return t.skip(browser)
  const home = `http://localhost:${await freePort()}`
  const provider = await foreignProvider({
    client_id: 'luzarra',
    client_secret: 'the secret of the city',
    redirect_uris: [`${home}/sign-in/back/card`],
    post_logout_redirect_uris: [`${home}/`],
  })
  provider.visitor.claims = { preferred_username: 'amina.at.the.state' }
  const card = {
    name: 'card',
    title: { en: 'Card of the state' },
    hint: { en: 'For everybody with an electronic identity card.' },
    issuer: provider.issuer,
    client: 'luzarra',
    scopes: ['profile'],
    claims: ['preferred_username'],
    levels: { 'urn:basic': 'substantial' },
  }
  const folder = folderWith({ providers: [card] })
  const city = await cityWith(folder, {
    PROVIDER_SECRET_CARD: 'the secret of the city',
    PORT: new URL(home).port,
    PUBLIC_URL: home,
  })
  try {
    await city.city.listen()
    for (const javaScriptEnabled of [false, true]) {
      const context = await browser.newContext({
        javaScriptEnabled,
        viewport: { width: javaScriptEnabled ? 360 : 1280, height: 800 },
      })
      const page = await context.newPage()
      const look = () => (javaScriptEnabled ? requireReadable(page) : Promise.resolve())
      provider.visitor.sub = `amina ${javaScriptEnabled}`
      await page.goto(`${home}/sign-in?next=%2Fways`)
      await look()
      await page.getByRole('link', { name: 'Sign in with Card of the state' }).click()
      await page.waitForURL(/\/sign-in\/new\//)
      assert.match(await page.content(), /amina\.at\.the\.state/)
      await look()
      await page.getByRole('button', { name: 'Make an account' }).click()
      await page.waitForURL(`${home}/ways`)
      assert.match(await page.content(), /Substantial certainty/)
      await look()
      await page.goto(`${home}/ways/with/card`)
      await page.waitForURL(/\/ways\/new\//)
      await look()
      if (javaScriptEnabled) await page.locator('summary').filter({ hasText: 'Menu' }).click()
      await page.getByRole('button', { name: 'Sign out' }).first().click()
      await page.waitForURL(`${home}/signed-out`)
      await look()
      await context.close()
    }
  } finally {
    await provider.close()
    await city.close()
    folder.remove()
  }
})
