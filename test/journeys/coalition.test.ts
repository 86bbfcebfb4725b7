/** Officials and residents in a real browser without JavaScript: an event and its last seat, a pledge, minutes. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { journey } from '#test/browser'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import { hubCan } from '#test/coalition'
import { madeMember } from '#test/compendium'
import { findingOf, memberCity } from '#test/promised'

let city: TestCity
let address: string
let gita: Somebody
let sofia: Somebody
before(async () => {
  city = await openCity()
  address = await city.city.listen()
  sofia = await city.official('sofia', 'secretariat')
  await sofia.does(hubCan('cities.list'), { name: 'Grenoble', country: 'FR' })
  await madeMember(city, 'grenoble-fr')
  gita = await city.official('gita', 'city-official', 'grenoble-fr')
})
after(() => city?.close())

/** A page of a browser without JavaScript, on a telephone, signed in as somebody. */
async function pageOf(browser: Browser, who: Somebody): Promise<Page> {
  const viewport = { width: 360, height: 740 }
  const context = await browser.newContext({ javaScriptEnabled: false, viewport })
  const [name = '', value = ''] = who.cookie.split('=')
  await context.addCookies([{ name, value, url: address }])
  return context.newPage()
}

/** Opens what is folded around a form, fills it by the names of its fields, and sends it. */
async function sends(page: Page, ending: string, fields: Readonly<Record<string, string>>) {
  const form = page.locator(`form[action$="${ending}"]`)
  const folded = page.locator('details', { has: form }).last()
  if ((await folded.count()) > 0 && !(await form.isVisible()))
    await folded.locator('summary').first().click()
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first()
    const kind = await field.evaluate((it) => `${it.tagName} ${it.getAttribute('type') ?? ''}`)
    if (kind.startsWith('SELECT')) await field.selectOption(value)
    else if (kind === 'INPUT radio')
      await form.locator(`[name="${name}"][value="${value}"]`).check()
    else await field.fill(value)
  }
  await form.locator('button').last().click()
}

const event = {
  ...{ title: 'Mend your telephone', kind: 'workshop', about: 'Bring one, leave with it.' },
  ...{ zone: 'Europe/Paris', day: '2026-06-12', time: '18:30', until: '20:00' },
  ...{ place: 'Library of the north', contact: 'access@grenoble.example' },
  ...{ rule: 'here', capacity: '1' },
}

journey(
  'a city invites; of two people who take the last seat at once, one gets it',
  async (browser) => {
    const host = await pageOf(browser, gita)
    await host.goto(`${address}/activities/new`)
    await sends(host, '/plan', event)
    assert.equal(await host.locator('h1').innerText(), event.title)
    const shown = host.url()
    const people = [await city.resident('amina'), await city.resident('bruno')]
    const pages = await Promise.all(people.map((one) => pageOf(browser, one)))
    await Promise.all(pages.map((one) => one.goto(shown)))
    await Promise.all(pages.map((one) => one.locator('form[action$="/register"] button').click()))
    await Promise.all(pages.map((one) => one.waitForLoadState()))
    const said = await Promise.all(pages.map((one) => one.locator('main').innerText()))
    assert.equal(said.filter((text) => /You have a seat/.test(text)).length, 1, said.join('\n'))
    assert.equal(said.filter((text) => /no seat left|every seat is taken/i.test(text)).length, 1)
    const seats = await city.rows(sql`select count(*)::integer as n from activities.registration`)
    assert.deepEqual(seats, [{ n: 1 }])
    await Promise.all([host, ...pages].map((one) => one.context().close()))
  },
)

journey('a city signs a pledge that can be measured, and says how far it is', async (browser) => {
  await sofia.does(hubCan('campaigns.launch'), {
    ...{ language: 'en', name: 'Clauses', about: 'Contracts that keep the net open.' },
    ...{ target: 10, baseline: 0, starts: '2026-03-01', days: 100, zone: 'Europe/Paris' },
    ...{ kinds: 'campaigns.pledged', field: 'city' },
  })
  const page = await pageOf(browser, gita)
  await page.goto(`${address}/campaigns/clauses`)
  await sends(page, '/pledge', {
    text: 'Every contract with an internet provider carries the clause.',
    ...{ measure: 'per cent of contracts', goal: '100', due: '2026-12-31' },
    ...{ authority: 'City Council', decision: 'https://grenoble.example/decision.pdf' },
  })
  const main = page.locator('main')
  assert.match(await main.innerText(), /Every contract with an internet provider/)
  assert.match(await main.innerText(), /1 of 10/)
  const source = 'https://grenoble.example/contracts.csv'
  await sends(page, '/report', { value: '40', source })
  assert.match(await main.innerText(), /40/)
  await page.context().close()
})

journey('a city founds a working group and files its minutes', async (browser) => {
  const page = await pageOf(browser, gita)
  await page.goto(`${address}/groups`)
  await page.getByRole('link', { name: 'Found a group' }).click()
  await sends(page, '/found', { name: 'Open code', purpose: 'Code that cities share.' })
  const main = page.locator('main')
  assert.match(await main.innerText(), /Chairs the group/)
  const text = 'We met in Grenoble and agreed to list our licences.'
  await sends(page, '/file', { kind: 'minutes', title: 'First meeting', on: '2026-03-01', text })
  await page.locator('summary', { hasText: 'First meeting' }).click()
  assert.match(await main.innerText(), /agreed to list our licences/)
  assert.match(await main.innerText(), /filed by Grenoble/)
  await page.context().close()
})

journey('an official of another city confirms what a machine found', async (browser) => {
  const toronto = await memberCity(city, sofia, 'Toronto')
  await findingOf(city, { city: toronto, item: 'S74', level: 'E3' })
  const page = await pageOf(browser, gita)
  await page.goto(`${address}/evidence/${toronto}/S74`)
  const text = 'I asked for three entries of the register, and people could explain each.'
  await sends(page, '/confirm', { text })
  const main = await page.locator('main').innerText()
  assert.match(main, /E4: confirmed by peers/)
  assert.match(main, /An official of Grenoble/)
  await page.context().close()
})
