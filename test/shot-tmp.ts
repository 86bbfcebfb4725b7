import { launch } from './browser.ts'
const browser = await launch()
if (typeof browser === 'string') throw new Error(browser)
const base = process.argv[2] ?? ''
const email = process.argv[3] ?? ''
const paths = process.argv.slice(4)
for (const width of [360, 1280]) {
  const ctx = await browser.newContext({ viewport: { width, height: 900 } })
  const page = await ctx.newPage()
  await page.goto(`${base}/sign-in`)
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', 'lantern by the harbour')
  await page.click('form[action="/sign-in/enter"] button')
  await page.waitForLoadState('load')
  for (const p of paths) {
    await page.goto(base + p, { waitUntil: 'load' })
    if (p.includes('open=correct'))
      await page.evaluate(() =>
        document.querySelectorAll('details').forEach((d) => {
          if (d.querySelector('form[action$="/correct"]')) d.open = true
        }),
      )
    await page.waitForTimeout(500)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    console.log(width, p, page.url(), wide)
    await page.screenshot({
      path: `/tmp/shots-desk2/${width}${p.replace(/[^a-z0-9]/gi, '_')}.png`,
      fullPage: true,
    })
  }
}
await browser.close()
process.exit(0)
