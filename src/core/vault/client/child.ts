/**
 * The vault as a child of this process: started, started again when it dies, and stopped with it.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { CannotStart } from '../key-folder.ts'
import type { VaultLog } from '../log.ts'
import type { ServerSettings } from '../server/main.ts'
import { confinement, makeRoom } from './confined.ts'

const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5_000
/** How long a child that was told to stop may take, and how long one must live to count as well. */
const GRACE = 6_000
const WELL = 10_000

/** From source `.ts`, from the build `.js`: whichever this file is. */
const program = new URL(`../server/forked${import.meta.url.slice(-3)}`, import.meta.url)

interface Said {
  readonly ready?: boolean
  readonly failed?: string
}

/** The vault holds little at a time: small spaces for young objects keep it small (in MB). */
const SMALL = '--max-semi-space-size=2'

/**
 * What of our own command line the child needs too: how source is loaded, and nothing of a test
 * runner.
 */
function ownFlags(): string[] {
  const wanted = /^(?:--import|--conditions|-C|--enable-source-maps)(?:=|$)/
  return process.execArgv.filter((flag, at, all) => {
    const before = all[at - 1] ?? ''
    return wanted.test(flag) || /^(?:--import|--conditions|-C)$/.test(before)
  })
}

async function start(settings: ServerSettings): Promise<ChildProcess> {
  makeRoom(settings)
  const child = fork(program, {
    execArgv: [...confinement(settings), ...ownFlags(), SMALL],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
  })
  child.send({ start: settings })
  const said = await new Promise<Said>((tell) => {
    child.once('message', (message) => tell(message as Said))
    child.once('exit', () => tell({}))
  })
  if (said.ready) return child
  throw new CannotStart(said.failed ?? 'The vault stopped before it could answer')
}

/** A vault that is kept running. */
export interface Child {
  /** Of the process that runs now; undefined between two. */
  readonly pid: number | undefined
  stop(): Promise<void>
}

const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function over(child: ChildProcess): Promise<void> {
  if (!isOver(child)) await new Promise((done) => child.once('exit', done))
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  const kill = setTimeout(() => child.kill('SIGKILL'), GRACE)
  await over(child)
  clearTimeout(kill)
}

interface Life {
  child: ChildProcess
  stopped: boolean
}

/** Waits for the end of each child, and starts the next one: at once, then later and later. */
async function tend(life: Life, settings: ServerSettings, log: VaultLog, changed: () => void) {
  let wait = FIRST_PAUSE
  for (let since = Date.now(); ;) {
    await over(life.child)
    if (life.stopped) return
    changed()
    const { exitCode: code, signalCode: signal } = life.child
    log.warn({ code, signal }, 'the vault stopped and is started again')
    await pause(wait, undefined, { ref: false })
    wait = Date.now() - since > WELL ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, wait * 2)
    since = Date.now()
    const next = await start(settings).catch((failure: Error) => log.error({}, failure.message))
    if (next) life.child = next
    if (life.stopped) return end(life.child)
    changed()
  }
}

/** Starts the vault and keeps it running; the first start must succeed. */
export async function keepRunning(
  settings: ServerSettings,
  log: VaultLog,
  changed: () => void,
): Promise<Child> {
  const life: Life = { child: await start(settings), stopped: false }
  const kill = () => void life.child.kill('SIGKILL')
  process.once('exit', kill)
  void tend(life, settings, log, changed)
  return {
    get pid() {
      return isOver(life.child) ? undefined : life.child.pid
    },
    async stop() {
      life.stopped = true
      process.off('exit', kill)
      await end(life.child)
    },
  }
}
