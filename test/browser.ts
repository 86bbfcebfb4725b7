/** A real Chromium for journeys: one that is named, the one npm brought, or the machine's own. */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

/** Our pages only: nothing is asked of anybody else, not even by the browser itself. */
const FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-domain-reliability',
  '--no-pings',
  // Pages are painted without a graphics processor made of software: it computes for three seconds at each start.
  '--disable-gpu',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]',
]

interface Choice {
  readonly name: string
  readonly executablePath: string
  readonly env?: Readonly<Record<string, string>>
}

const required = Boolean(process.env['REQUIRE_BROWSER']) || process.env['CI'] === 'true'
const cache = fileURLToPath(new URL('../node_modules/.cache/cityright/', import.meta.url))

/** The package's own file names folders of another machine: without one font, a field to type in ends the browser. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="relative">cache</cachedir>
</fontconfig>
`

/** The package unpacks into the folder that TMPDIR names, and trusts whatever already lies there. */
async function unpackInto(folder: string, bin: string): Promise<void> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const { inflate } = await import('@sparticuz/chromium')
    const parts = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']
    await Promise.all(parts.map((part) => inflate(join(bin, part))))
    await writeFile(join(folder, 'fonts', 'fonts.conf'), FONTS)
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** Where the packaged Chromium lies; unpacked once, whole or not at all. */
async function unpacked(): Promise<string> {
  const folder = join(cache, 'chromium-153-1')
  if (existsSync(folder)) return folder
  const bin = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'bin')
  await mkdir(cache, { recursive: true }).catch(() => undefined)
  const draft = await mkdtemp(existsSync(cache) ? `${folder}.` : join(tmpdir(), 'cityright-'))
  await unpackInto(draft, bin)
  await rename(draft, folder).catch(() => undefined)
  if (!existsSync(folder)) return draft
  await rm(draft, { recursive: true, force: true })
  return folder
}

/** Chromium of the npm package, with the libraries it brings along. */
async function packaged(): Promise<Choice | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = await unpacked()
  return {
    name: 'the packaged Chromium',
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  }
}

async function choices(): Promise<readonly (() => Promise<Choice | undefined>)[]> {
  const own = process.env['CITYRIGHT_CHROMIUM']
  const at = async (executablePath: string) => ({ name: executablePath, executablePath })
  if (own) return [() => at(own)]
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].filter((path) =>
    existsSync(path),
  )
  return [packaged, ...system.map((path) => () => at(path))]
}

/** A program that starts this browser with the libraries it needs, for who is given a path alone; none where there is none. */
export async function programIn(folder: string): Promise<string | undefined> {
  for (const choice of await choices()) {
    const found = await choice().catch(() => undefined)
    if (!found || !existsSync(found.executablePath)) continue
    const set = Object.entries(found.env ?? {}).map(
      ([name, value]) => `export ${name}='${value}'\n`,
    )
    const file = join(folder, 'chromium.sh')
    const script = `#!/bin/sh\n${set.join('')}exec '${found.executablePath}' "$@"\n`
    await writeFile(file, script, { mode: 0o700 })
    return file
  }
  if (required) throw new Error('there is no Chromium here to print with, and CI wants one')
  return undefined
}

/** How long a page may take: half a minute is not enough where much else is computed. */
const PATIENCE = 120_000

async function start({ executablePath, env }: Choice): Promise<Browser> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const browser = await chromium.launch({
    executablePath,
    args: FLAGS,
    headless: true,
    timeout: PATIENCE,
    env: { ...Object.fromEntries(own), ...env },
  })
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE))
  return browser
}

async function firstThatStarts(): Promise<Browser | string> {
  const failures: string[] = []
  for (const choice of await choices()) {
    try {
      const found = await choice()
      if (found) return await start(found)
    } catch (failure) {
      failures.push(String(failure).split('\n').slice(0, 3).join(' '))
    }
  }
  return `no Chromium starts here (set CITYRIGHT_CHROMIUM to one). ${failures.join('; ')}`.trim()
}

let started: Promise<Browser | string> | undefined

/** The browser of this test file, or the reason why there is none. Where it is required, none is an error. */
export async function launch(): Promise<Browser | string> {
  started ??= firstThatStarts()
  const browser = await started
  if (typeof browser === 'string' && required) throw new Error(browser)
  return browser
}

after(async () => {
  const browser = await started
  if (browser && typeof browser !== 'string') await browser.close()
})

/** A test that needs a real browser. Without one it is skipped and says so; in CI it fails. */
export function journey(says: string, work: (browser: Browser) => Promise<void>): void {
  void test(says, async (t) => {
    const browser = await launch()
    if (typeof browser === 'string') t.skip(browser)
    else await work(browser)
  })
}

/** Collects every request of these pages that does not go to the city itself. */
export function strangers(context: BrowserContext, city: string): readonly string[] {
  const { origin } = new URL(city)
  const found: string[] = []
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(?:https?|wss?):$/.test(url.protocol) && url.origin !== origin) found.push(url.href)
  })
  return found
}
