import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before } from 'node:test'
import { checkProof, parsePolicy, proofFrom } from '#core/record/log'
import { journey } from '#test/browser'
import { openCity, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'

let city: TestCity
let address: string
let number: string
before(async () => {
  city = await openCity()
  address = await city.city.listen()
  const bruno = await city.official('bruno', 'unit-lead')
  number = (await city.anybody.does(can('report'), lamp)).number
  await city.anybody.does(can('report'), lamp)
  await bruno.does(can('move'), { number, version: 1, to: 'in_progress' })
  await city.city.record.step()
})
after(() => city.close())

journey(
  'a journalist without JavaScript finds an act in the record, takes its proof home and checks it',
  async (browser) => {
    promise('P3.6')
    const context = await browser.newContext({
      javaScriptEnabled: false,
      acceptDownloads: true,
      viewport: { width: 360, height: 800 },
    })
    const page = await context.newPage()
    await page.goto(`${address}/record`)
    await page.locator('[name=from]').fill('2026-03-01')
    await page.locator('[name=subject]').fill('R-77777')
    await page.locator('form.cr-filters button').click()
    assert.equal(await page.locator('[name=subject][aria-invalid=true]').count(), 1)
    assert.equal(await page.locator('[name=from]').inputValue(), '2026-03-01')

    await page.locator('[name=subject]').fill(number.toLowerCase())
    await page.locator('[name=kind]').selectOption('reports.moved')
    await page.locator('form.cr-filters button').click()
    assert.equal(await page.locator('.cr-timeline__item').count(), 1)
    await page.locator('.cr-timeline__proof').click()
    assert.match(page.url(), /#proof$/)
    const coming = page.waitForEvent('download')
    await page.locator('#proof a[href$=".tlog-proof"]').click()
    const proof = proofFrom(readFileSync(await (await coming).path(), 'utf8'))
    assert.ok(proof)
    const policy = parsePolicy((await city.anybody.opens('/record/policy')).text)
    const entry = Buffer.from(checkProof(proof, policy).entry).toString()
    assert.match(entry, new RegExp(`"number":"${number}","to":"in_progress"`))
    await context.close()
  },
)

journey(
  'from the page of a report one comes to the proof of what the city did',
  async (browser) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${address}/reports/${number}`)
    await page.locator('.cr-timeline__proof').last().click()
    const title = await page.locator('h1').textContent()
    assert.match(title ?? '', new RegExp(`Report ${number} went from “received” to “in progress”`))
    await page.locator('.cr-summary a[href^="/reports/"]').click()
    assert.equal(new URL(page.url()).pathname, `/reports/${number}`)
    await context.close()
  },
)
