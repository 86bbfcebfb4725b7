/** The programs that are measured: started, watched and stopped as their own processes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export const root = resolve(import.meta.dirname, '..')
export type Environment = Readonly<Record<string, string>>

/** A program that runs. */
export interface Program {
  readonly url: string
  readonly child: ChildProcess
  /** Milliseconds from its start to its first answer. */
  readonly startedIn: number
  stop(): Promise<void>
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200
  } catch {
    return false
  }
}

async function start(args: readonly string[], env: Environment, port: number): Promise<Program> {
  const began = performance.now()
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await answers(`${url}/`))) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended early`)
    await pause(15)
  }
  const startedIn = performance.now() - began
  return {
    url,
    child,
    startedIn,
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await new Promise((ended) => child.once('exit', ended))
    },
  }
}

/** The city as it is started for real: built, on Node 24. */
export async function startCity(env: Environment, more: readonly string[] = []): Promise<Program> {
  const port = await freePort()
  const args = ['--enable-source-maps', '--conditions=cityright-built', join(root, 'dist/main.js')]
  const quiet = { REQUESTS_PER_MINUTE: '0', LOG_LEVEL: 'warn', NODE_ENV: 'production' }
  return start([...args, 'start', '--port', String(port), ...more], { ...quiet, ...env }, port)
}

/** The bare program beside it. */
export async function startBare(env: Environment): Promise<Program> {
  const port = await freePort()
  const hook = ['--enable-source-maps', '--import', join(root, 'scripts/hook.mjs')]
  const bare = [...hook, join(root, 'bench/bare.tsx'), String(port)]
  return start(bare, { NODE_ENV: 'production', ...env }, port)
}

function field(pid: number, name: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** A process and everything it started. */
function family(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), field(Number(name), 'PPid')] as const)
  const children = parents.filter(([, parent]) => parent === pid).map(([child]) => child)
  return [pid, ...children.filter((child) => !isWitness(child)).flatMap(family)]
}

/** A witness beside the sample city is a neighbour, not part of it: it is measured for itself. */
function isWitness(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('witness')
  } catch {
    return false
  }
}

/** Megabytes that the largest witness beside a city holds; 0 when there is none. */
export function witnessMegabytes(pid: number): number {
  const witnesses = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => field(child, 'PPid') === pid && isWitness(child))
  return Math.round(Math.max(0, ...witnesses.map((child) => field(child, 'VmRSS') / 1024)))
}

/** Megabytes a program and its children hold: now (`VmRSS`), or at most so far (`VmHWM`). */
export function megabytes(pid: number, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  return Math.round(family(pid).reduce((sum, each) => sum + field(each, what), 0) / 1024)
}

/** Runs a command of the city to its end; says how long it took and the most memory it held. */
export async function command(
  args: readonly string[],
  env: Environment,
): Promise<{ seconds: number; peak: number; text: string }> {
  const began = performance.now()
  const built = ['--conditions=cityright-built', join(root, 'dist/main.js')]
  const child = spawn(process.execPath, [...built, ...args], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  let peak = 0
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const watch = setInterval(() => {
    if (child.pid) peak = Math.max(peak, field(child.pid, 'VmHWM') / 1024)
  }, 100)
  const code = await new Promise((ended) => child.once('exit', ended))
  clearInterval(watch)
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`)
  return { seconds: (performance.now() - began) / 1000, peak: Math.round(peak), text }
}
