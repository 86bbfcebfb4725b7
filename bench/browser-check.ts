/** How long a resident waits until their own browser has checked a whole record (record issue, part 5). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch } from '#test/browser'
import { serveLog, TestLog } from '#test/log'
import { pino } from 'pino'
import type { Browser } from 'playwright-core'
import { openCity } from '../src/opening/open.ts'
import { settingsFrom } from '../src/settings.ts'

/** Milliseconds from the press of the button to the verdict, each run in a fresh context of the browser. */
export interface BrowserCheck {
  readonly browser: string
  readonly entries: number
  readonly bytes: number
  /** On the page of a city, with another city's record; on the file from a disk. */
  readonly page: readonly number[]
  readonly file: readonly number[]
}

const ENTRIES = 60_000
const RUNS = 5

async function wait(browser: Browser, page: string, record: string): Promise<number> {
  const context = await browser.newContext({ locale: 'en' })
  try {
    const tab = await context.newPage()
    await tab.goto(page)
    await tab.locator('[name=what][value=other]').check()
    await tab.locator('#f-address').fill(record)
    const begun = performance.now()
    await tab.locator('[data-part=start]').click()
    await tab.locator('[data-part=result]').waitFor({ timeout: 120_000 })
    const lasted = performance.now() - begun
    const verdict = await tab.locator('[data-part=result]').getAttribute('data-verdict')
    if (verdict !== 'own') throw new Error(`the record was found to be ${verdict}`)
    return Math.round(lasted)
  } finally {
    await context.close()
  }
}

async function several(browser: Browser, page: string, record: string): Promise<number[]> {
  const runs: number[] = []
  for (let n = 0; n < RUNS; n += 1) runs.push(await wait(browser, page, record))
  return runs
}

/** Checks 60,000 entries, served on this machine, in Chromium; undefined where there is none. */
export async function measureBrowserCheck(
  tell: (line: string) => void,
): Promise<BrowserCheck | undefined> {
  tell(`${ENTRIES} entries checked in a browser …`)
  const browser = await launch()
  if (typeof browser === 'string') return tell(browser) ?? undefined
  await using held = new AsyncDisposableStack()
  held.defer(() => browser.close())
  const folder = mkdtempSync(join(tmpdir(), 'cityright-check-'))
  held.defer(() => rmSync(folder, { recursive: true, force: true }))
  // Before the city opens: one that shares its process with so much work would turn visitors away.
  const log = new TestLog(ENTRIES)
  const settings = settingsFrom({ PORT: '0', DATA: join(folder, 'data') }, { sample: true })
  const city = await openCity(settings, { work: false, log: pino({ level: 'silent' }) })
  held.defer(() => city.close())
  const address = await city.listen()
  const file = join(folder, 'check.html')
  writeFileSync(file, (await city.web.inject('/record/check.html')).body)
  const served = await serveLog(log.files)
  held.defer(() => served.close())
  const results = {
    browser: `Chromium ${browser.version()}`,
    entries: ENTRIES,
    bytes: [...log.files.values()].reduce((sum, { length }) => sum + length, 0),
    page: await several(browser, `${address}/record/check`, served.address),
    file: await several(browser, pathToFileURL(file).href, served.address),
  }
  tell(JSON.stringify(results))
  return results
}

if (import.meta.main) await measureBrowserCheck((line) => process.stderr.write(`${line}\n`))
