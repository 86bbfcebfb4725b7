/** Prints pages with a Chromium that the operator names: without a network, for a minute at most, then it is ended. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Printed, Printer } from '#core/jobs'

const PATIENCE = 60_000
const MOST_BYTES = 100_000_000

/** Every name is unknown, and what needs no name goes to a proxy that is not there. */
const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--blink-settings=scriptEnabled=false',
  '--export-tagged-pdf',
  '--generate-pdf-document-outline',
  '--no-pdf-header-footer',
]

/** What a program needs to start, and nothing of ours: no address of a database, no key. */
const PASSED = ['PATH', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'FONTCONFIG_FILE', 'LANG']

function environment(folder: string): Record<string, string> {
  const passed = PASSED.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(passed), HOME: folder, TMPDIR: folder }
}

/** The program and all it started end together: they are a process group of their own. */
function end(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'ESRCH')) throw failure
  }
}

interface Running {
  readonly program: string
  readonly folder: string
  readonly patience: number
  readonly signal: AbortSignal
}

/** Runs it to its end; says why when that was not a good one. */
function run({ program, folder, patience, signal }: Running): Promise<Printed | undefined> {
  const page = pathToFileURL(join(folder, 'page.html')).href
  // Chromium refuses to keep its own walls up for root; whoever runs a city as root has none to lose.
  const walls = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const own = [
    `--user-data-dir=${join(folder, 'profile')}`,
    `--print-to-pdf=${join(folder, 'out')}`,
  ]
  const child = spawn(program, [...FLAGS, ...walls, ...own, page], {
    cwd: folder,
    env: environment(folder),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stderr.on('data', (part: Buffer) => (said = `${said}${part.toString()}`.slice(-400)))
  return new Promise((resolve) => {
    let late = false
    const stop = () => end(child.pid)
    const timer = setTimeout(() => {
      late = true
      stop()
    }, patience)
    signal.addEventListener('abort', stop, { once: true })
    const done = (result: Printed | undefined) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      stop()
      resolve(result)
    }
    child.once('error', ({ message }) => done({ failed: 'no-program', detail: message }))
    child.once('exit', (code) => {
      if (late) done({ failed: 'too-slow' })
      else done(code === 0 ? undefined : { failed: 'broken', detail: said })
    })
  })
}

async function read(folder: string): Promise<Printed> {
  const file = join(folder, 'out')
  const bytes = await stat(file).then(
    ({ size }) => size,
    () => 0,
  )
  if (bytes === 0 || bytes > MOST_BYTES) return { failed: 'broken', detail: `${bytes} bytes` }
  const pdf = await readFile(file)
  const whole = pdf.subarray(0, 5).toString('latin1') === '%PDF-'
  return whole ? { pdf } : { failed: 'broken', detail: 'no PDF came' }
}

/** Opens the printer; without a program it says that there is none. */
export function openPrinter(program: string | undefined, patience = PATIENCE): Printer {
  return {
    async print(html, signal) {
      if (program === undefined) return { failed: 'no-program' }
      const folder = await mkdtemp(join(tmpdir(), 'cityright-print-'))
      try {
        await writeFile(join(folder, 'page.html'), html)
        const failed = await run({ program, folder, patience, signal })
        return failed ?? (await read(folder))
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 })
      }
    },
  }
}
