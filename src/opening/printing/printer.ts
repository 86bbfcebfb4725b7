/** Prints pages with a Chromium that the operator names: without a network, for a minute at most, then it is ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import type { Printed, Printer } from '#core/jobs'
import { z } from 'zod'
import { fontStyle } from './fonts.ts'
import { type Talk, talkOver } from './pipe.ts'

const PATIENCE = 60_000

/** Every name is unknown, and what needs no name goes to a proxy that is not there. */
const FLAGS = [
  '--headless',
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
]

/** A tagged document with an outline (ISO 14289-1); paper and margins are those of the page's own style. */
const PAPER = {
  printBackground: true,
  preferCSSPageSize: true,
  displayHeaderFooter: false,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
}

/** What a program needs to start, and nothing of ours: no address of a database, no key. */
const PASSED = ['PATH', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'FONTCONFIG_FILE', 'LANG']

function environment(folder: string): Record<string, string> {
  const passed = PASSED.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(passed), HOME: folder, TMPDIR: folder }
}

function startIn(folder: string, program: string): ChildProcess {
  // Chromium does not build its own walls for root; a city that runs as a login of its own has them.
  const walls = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const own = `--user-data-dir=${join(folder, 'profile')}`
  return spawn(program, [...FLAGS, ...walls, own], {
    cwd: folder,
    env: environment(folder),
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  })
}

/** The program and all it started end together: they are a process group of their own. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'ESRCH')) throw failure
  }
}

const target = z.object({ targetId: z.string() })
const attached = z.object({ sessionId: z.string() })
const sent = z.object({ data: z.string() })
const tree = z.object({ frameTree: z.object({ frame: z.object({ id: z.string() }) }) })
const sheet = z.object({ styleSheetId: z.string() })

/** Gives the page our fonts, and waits until they are there. The page's own policy knows none, so it is set aside. */
async function dress(ask: (method: string, params?: object) => Promise<object>): Promise<void> {
  await ask('DOM.enable')
  await ask('CSS.enable')
  const { frame } = tree.parse(await ask('Page.getFrameTree')).frameTree
  const { styleSheetId } = sheet.parse(await ask('CSS.createStyleSheet', { frameId: frame.id }))
  await ask('CSS.setStyleSheetText', { styleSheetId, text: await fontStyle() })
  const expression = 'document.body.offsetHeight, document.fonts.ready.then(() => true)'
  await ask('Runtime.evaluate', { expression, awaitPromise: true })
}

/** Opens the page, without scripts, and has it printed. */
async function printOver({ ask, happens }: Talk, url: string): Promise<Uint8Array> {
  const { targetId } = target.parse(await ask('Target.createTarget', { url: 'about:blank' }))
  const flat = { targetId, flatten: true }
  const { sessionId } = attached.parse(await ask('Target.attachToTarget', flat))
  const page = (method: string, params?: object) => ask(method, params, sessionId)
  await page('Emulation.setScriptExecutionDisabled', { value: true })
  await page('Page.setBypassCSP', { enabled: true })
  await page('Page.enable')
  const loaded = happens('Page.loadEventFired')
  await page('Page.navigate', { url })
  await loaded
  await dress(page)
  const { data } = sent.parse(await page('Page.printToPDF', PAPER))
  const pdf = Buffer.from(data, 'base64')
  if (pdf.subarray(0, 5).toString('latin1') !== '%PDF-') throw new Error('no PDF came')
  return pdf
}

/** Why nothing came: the program is not there, or it ended before it was done. */
function gone(child: ChildProcess): Promise<Printed> {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ failed: 'no-program', detail: message }))
    child.once('exit', (code) => resolve({ failed: 'broken', detail: `it ended with ${code}` }))
  })
}

/** Waits no longer than this, and no longer than the city does. */
function patience(milliseconds: number, signal: AbortSignal) {
  const over = new AbortController()
  const late = new Promise<Printed>((resolve) => {
    const timer = setTimeout(() => resolve({ failed: 'too-slow' }), milliseconds)
    const stop = () => resolve({ failed: 'too-slow', detail: 'the city stopped' })
    signal.addEventListener('abort', stop, { once: true })
    over.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    })
  })
  return { late, [Symbol.dispose]: () => over.abort() }
}

async function printed(child: ChildProcess, url: string): Promise<Printed> {
  const [, , , to, from] = child.stdio
  if (!(to instanceof Writable) || !(from instanceof Readable)) return gone(child)
  to.on('error', () => undefined)
  try {
    return { pdf: await printOver(talkOver(to, from), url) }
  } catch (failure) {
    return { failed: 'broken', detail: String(failure).slice(0, 300) }
  }
}

/** Opens the printer; without a program it says that there is none. */
export function openPrinter(program: string | undefined, milliseconds = PATIENCE): Printer {
  return {
    async print(html, signal) {
      if (program === undefined) return { failed: 'no-program' }
      const folder = await mkdtemp(join(tmpdir(), 'cityright-print-'))
      using waiting = patience(milliseconds, signal)
      try {
        const page = join(folder, 'page.html')
        await writeFile(page, html)
        const child = startIn(folder, program)
        const ways = [gone(child), printed(child, pathToFileURL(page).href), waiting.late]
        const result = await Promise.race(ways)
        end(child)
        return result
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
      }
    },
  }
}
