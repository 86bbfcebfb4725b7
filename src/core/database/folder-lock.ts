import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

interface Holder {
  readonly pid: number
  readonly host: string
  /**
   * When the process began, in the words of its system: a number that is used again is told apart.
   */
  readonly began: string
  readonly token: string
}

/**
 * Milliseconds between two signs of life, and after which another machine's silence means it is
 * gone.
 */
const SIGN = 10_000
const SILENCE = 60_000

const statOf = (pid: number) => `/proc/${pid === process.pid ? 'self' : pid}/stat`

/**
 * State and beginning of a process (proc(5), /proc/pid/stat, fields 3 and 22); empty where there is
 * no /proc.
 */
function lifeOf(pid: number): { readonly state: string; readonly began: string } {
  try {
    const stat = readFileSync(statOf(pid), 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', began: fields[19] ?? '' }
  } catch {
    return { state: '', began: '' }
  }
}

function runs({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const life = lifeOf(pid)
  const isDead = life.state === 'Z' || life.state === 'X'
  return !isDead && (began === '' || life.began === began)
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** What a process that takes this folder reads outside it: its own life, and that of who had it last. */
export function lockReadings(folder: string): string[] {
  const last = read(join(folder, 'lock'))
  return ['/proc/self/stat', ...(last ? [`/proc/${last.pid}/stat`] : [])]
}

const held = new Set<string>()

function isAlive(file: string, holder: Holder): boolean {
  if (held.has(holder.token)) return true
  if (holder.host !== hostname()) return Date.now() - statSync(file).mtimeMs < SILENCE
  if (holder.pid === process.pid) return false
  return runs(holder)
}

function write(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
    return true
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw failure
  }
}

function refuse(folder: string, holder: Holder | undefined): never {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process'
  throw new Error(
    `The data folder ${folder} is in use by ${who}. ` +
      'The embedded database is for one process alone: stop the other one, ' +
      'or set DATABASE_URL to a PostgreSQL server.',
  )
}

function take(folder: string, file: string, holder: Holder): void {
  for (let round = 0; round < 3; round += 1) {
    if (write(file, holder) && read(file)?.token === holder.token) return
    const other = read(file)
    if (other && isAlive(file, other)) refuse(folder, other)
    if (read(file)?.token === other?.token) rmSync(file, { force: true })
  }
  refuse(folder, read(file))
}

/**
 * Takes a data folder for this process alone, because the embedded database does not defend
 * itself: two
 * processes would overwrite each other's rows. The lock of a process that died is taken over.
 * Returns how to leave.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'lock')
  const holder = {
    pid: process.pid,
    host: hostname(),
    began: lifeOf(process.pid).began,
    token: randomUUID(),
  }
  take(folder, file, holder)
  held.add(holder.token)
  const alive = setInterval(() => utimesSync(file, new Date(), new Date()), SIGN).unref()
  const leave = () => {
    clearInterval(alive)
    process.off('exit', leave)
    if (held.delete(holder.token) && read(file)?.token === holder.token)
      rmSync(file, { force: true })
  }
  process.on('exit', leave)
  return leave
}
