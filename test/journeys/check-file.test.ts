/** The verifier without scripts, with proofs, and as a file on somebody's own disk. */
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import {
  batchPath,
  batchTree,
  commitmentOf,
  hashText,
  proofText,
  readInclusion,
} from '#core/record/log'
import { journey, strangers } from '#test/browser'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { signsIn } from '#test/rescue'
import { lampEntry, newKey, serveLog, TestLog } from '#test/log'
import type { Browser, Page } from 'playwright-core'

const folder = mkdtempSync(join(tmpdir(), 'cityright-check-'))
let city: TestCity
let other: TestCity
let address: string

before(async () => {
  city = await openCity()
  address = await city.city.listen()
  const twin = join(folder, 'twin')
  cpSync('cities/luzarra', twin, { recursive: true })
  const facts = JSON.parse(readFileSync(join(twin, 'city.json'), 'utf8')) as { name: string }
  writeFileSync(join(twin, 'city.json'), JSON.stringify({ ...facts, name: 'Elsewhere' }))
  writeFileSync(join(twin, 'theme.css'), ':root { --cr-brand: #123; }')
  other = await openCity(undefined, { CITY: twin, PUBLIC_URL: 'https://elsewhere.example' })
})
after(async () => {
  await city.close()
  await other.close()
  rmSync(folder, { recursive: true, force: true })
})

const reachOf = async (of: TestCity, path: string) => {
  const policy = String((await of.anybody.opens(path)).headers['content-security-policy'])
  return /connect-src ([^;]*)/.exec(policy)?.[1]
}

test('only the page that checks others may ask others, and only over https', async () => {
  assert.equal(await reachOf(other, '/record/check'), "'self' https:")
  for (const path of ['/', '/record', '/record/checkpoint', '/record/no-such-entry']) {
    assert.equal(await reachOf(other, path), undefined, path)
  }
  const policy = (await other.anybody.opens('/record/check')).headers['content-security-policy']
  assert.match(String(policy), /^default-src 'self';/)
  assert.doesNotMatch(String(policy), /unsafe|script-src|\*/)
})

test('the page needs no cookie, and whoever asks for it again may be given a kept copy', async () => {
  const { headers } = await city.anybody.opens('/record/check')
  assert.equal(headers['set-cookie'], undefined)
  assert.match(String(headers['cache-control']), /^public/)
})

test('every city gives out the same file, and shows what its SHA-256 has to be', async () => {
  const sums = new Set<string>()
  for (const language of ['en', 'es', 'ar']) {
    const { text, headers } = await city.anybody.opens(`/record/check.html?language=${language}`)
    const again = await other.anybody.opens(`/record/check.html?language=${language}`)
    assert.equal(again.text, text)
    assert.match(String(headers['content-disposition']), /^attachment; filename="cityright-check/)
    assert.doesNotMatch(text, /⟦|Luzarra|Elsewhere/)
    const sum = createHash('sha256').update(text).digest('hex')
    sums.add(sum)
    const shown = await other.anybody.opens(`/record/check?language=${language}`)
    assert.ok(shown.text.includes(sum), language)
  }
  assert.equal(sums.size, 3)
})

journey('without scripts the page says so, and names the other ways', async (browser) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  assert.equal((await page.goto(`${address}/record/check`))?.status(), 200)
  assert.equal(await page.locator('[data-part=start]').isVisible(), false)
  const text = await page.locator('main').innerText()
  assert.match(text, /The check needs JavaScript/)
  assert.match(text, /cityright verify/)
  assert.match(text, /sha256sum/)
  await page.context().close()
})

/** The page as somebody keeps it: downloaded, then opened from the disk. */
async function kept(browser: Browser, language = 'en'): Promise<Page> {
  const context = await browser.newContext({ acceptDownloads: true })
  await context.addCookies([{ name: 'language', value: language, url: address }])
  const page = await context.newPage()
  assert.equal((await page.goto(`${address}/record/check`))?.status(), 200)
  const link = page.locator('a[href^="/record/check.html"]')
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  const file = join(folder, `${language}.html`)
  await download.saveAs(file)
  await page.goto(pathToFileURL(file).href)
  return page
}

const verdict = async (page: Page) => {
  await page.locator('[data-part=result]').waitFor()
  return page.locator('[data-part=verdict]').innerText()
}

journey(
  'the kept file opens from a disk and checks a city that it is pointed at',
  async (browser) => {
    const keys = [
      newKey('luzarra.example/record', 1),
      newKey('a/witness', 4),
      newKey('b/witness', 6),
    ]
    const log = new TestLog(2000, { keys })
    const served = await serveLog(log.files)
    const page = await kept(browser)
    const asked = strangers(page.context(), served.address)
    const wrong: string[] = []
    page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()))
    await page.locator('#f-address').fill(served.address)
    await page.locator('[data-part=start]').click()
    const [said, text] = [await verdict(page), await page.locator('[data-part=result]').innerText()]
    const knows = await page.evaluate<boolean>(
      `crypto.subtle.importKey('raw-public', new Uint8Array(1312), 'ML-DSA-44', false, ['verify']).then(() => true, () => false)`,
    )
    if (knows) assert.equal(said, 'Nothing is damaged')
    else assert.match(`${said} ${text}`, /^It holds, but too few .*Not checked, .*w1/s)
    assert.match(text, /Entries\n2,000/)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    )
    assert.deepEqual([asked, wrong], [[], []])
    served.close()
    await page.context().close()
  },
)

/** Entry 5 holds the root of a batch of five; its proof, with the fourth of them. */
async function proofs(log: TestLog, entries: readonly [Uint8Array, Uint8Array], root: string) {
  const path = await readInclusion(log.read, 5, 300)
  const about = { index: 5, path, checkpoint: log.checkpoint() }
  return {
    good: proofText({ ...about, extra: { entry: entries[0], batch: batchOf(3) } }),
    leaf: proofText({ ...about, extra: { entry: entries[1] } }),
    batch: proofText({
      ...about,
      extra: { entry: entries[0], batch: { ...batchOf(3), index: 2 } },
    }),
    root,
  }
}
const payloads = [0, 1, 2, 3, 4].map((n) => ({ read: 'email', why: `lamp ${n}` }))
const salts = payloads.map((_, n) => Buffer.alloc(32, n))
const commitments = payloads.map((one, n) => commitmentOf(one, salts[n] ?? Buffer.alloc(32)))
const batchOf = (index: number) => ({
  payload: payloads[index],
  salt: salts[index] ?? Buffer.alloc(32),
  index,
  size: 5,
  path: batchPath(commitments, index),
})

journey('a proof of one act is checked without asking anybody', async (browser) => {
  const root = hashText(batchTree(commitments).root)
  const special = Buffer.from(
    `{"at":"2026-03-02T12:00:00.000Z","by":"retention","d":{"count":5,"root":"${root}"},"id":"a","t":"vault.read","v":1}`,
  )
  const log = new TestLog(300, { entry: (n) => (n === 5 ? special : lampEntry(n)) })
  const { good, leaf, batch } = await proofs(log, [special, lampEntry(6)], root)
  const page = await kept(browser)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const says = async (text: string) => {
    await page.getByLabel('A proof of one act').check()
    await page.getByLabel('One that I have').check()
    await page.locator('#f-policy').fill(log.policy())
    const file = { name: 'act.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(text) }
    await page.locator('#f-proof').fill('')
    await page.locator('#f-proof-file').setInputFiles(file)
    await page.locator('[data-part=start]').click()
    await verdict(page)
    const found = await page.locator('[data-part=result]').innerText()
    await page.locator('[data-part=ends] button').click()
    return found
  }
  assert.match(await says(good), /^It holds[^]*Entry number 5[^]*lamp 3/)
  assert.match(await says(leaf), /^It does not hold[^]*not in the record at the place/)
  assert.match(await says(batch), /^It does not hold[^]*not in the batch/)
  assert.deepEqual(
    asked.filter((url) => !url.startsWith('blob:')),
    [],
  )
  await page.context().close()
})

/** The proof of one of her readings, a day later, as the folder of the city gives it. */
async function accessProof(): Promise<string> {
  const amina = await city.resident('amina')
  for (let n = 0; n < 11; n += 1) await amina.opens('/folder/data')
  // The night's work is planned, then the night is over.
  await city.work()
  city.later(86_400_000)
  await city.work()
  await city.city.record.step()
  await signsIn(amina, 'amina')
  const { accesses } = (await amina.opens('/folder.json')).json<{ accesses: { id: string }[] }>()
  for (const { id } of accesses) {
    const { status, text } = await amina.opens(`/folder/accesses/${id}/proof`)
    if (status === 200) return text
  }
  return ''
}

journey(
  'what a resident took from her folder holds on the page of the city, and not when it says something else',
  async (browser) => {
    promise('P2.11')
    const text = await accessProof()
    const line = /^extra (.+)$/m.exec(text)?.[1] ?? ''
    const said = JSON.parse(Buffer.from(line, 'base64').toString()) as {
      batch: { payload: { purpose: string } }
    }
    const { purpose } = said.batch.payload
    said.batch.payload.purpose = 'another.purpose'
    const forged = text.replace(line, Buffer.from(JSON.stringify(said)).toString('base64'))
    const page = await (await browser.newContext({ locale: 'en' })).newPage()
    assert.equal((await page.goto(`${address}/record/check`))?.status(), 200)
    const says = async (file: string) => {
      await page.getByLabel('A proof of one act').check()
      await page.locator('#f-proof').fill(file)
      await page.locator('[data-part=start]').click()
      await verdict(page)
      const found = await page.locator('[data-part=result]').innerText()
      await page.locator('[data-part=ends] button').click()
      return found
    }
    const holds = await says(text)
    assert.match(holds, /^(?:It holds|Nothing is damaged)/)
    assert.ok(holds.includes(purpose), holds)
    assert.match(await says(forged), /^It does not hold[^]*not in the batch/)
    await page.context().close()
  },
)

journey(
  'the kept file speaks Arabic from right to left and fits a small screen',
  async (browser) => {
    const page = await kept(browser, 'ar')
    await page.setViewportSize({ width: 360, height: 800 })
    assert.equal(await page.evaluate('document.documentElement.dir'), 'rtl')
    const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    assert.equal(await page.evaluate(over), 0)
    await page.context().close()
  },
)
