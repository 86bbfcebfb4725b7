/** The vault as a child of this process: started, started again when it dies, and stopped with it. */
import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { CannotStart } from '../key-folder.ts'
import type { VaultLog } from '../log.ts'
import type { ServerSettings } from '../server/main.ts'

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

/** What of our own command line the child needs too: how source is loaded, and nothing of a test runner. */
function ownFlags(): string[] {
  const wanted = /^(?:--import|--conditions|-C|--enable-source-maps)(?:=|$)/
  return process.execArgv.filter((flag, at, all) => {
    const before = all[at - 1] ?? ''
    return wanted.test(flag) || /^(?:--import|--conditions|-C)$/.test(before)
  })
}

async function start(settings: ServerSettings): Promise<ChildProcess> {
  const child = fork(program, {
    execArgv: ownFlags(),
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

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  const kill = setTimeout(() => child.kill('SIGKILL'), GRACE)
  await gone
  clearTimeout(kill)
}

/** Starts the vault and keeps it running; the first start must succeed. */
export async function keepRunning(
  settings: ServerSettings,
  log: VaultLog,
  changed: () => void,
): Promise<Child> {
  const life: { child: ChildProcess | undefined; stopped: boolean } = {
    child: await start(settings),
    stopped: false,
  }
  const kill = () => life.child?.kill('SIGKILL')
  process.once('exit', kill)
  const watch = (child: ChildProcess, since: number, wait: number) => {
    child.once('exit', (code, signal) => {
      life.child = undefined
      if (life.stopped) return
      changed()
      log.warn({ code, signal }, 'the vault stopped and is started again')
      void again(Date.now() - since > WELL ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, wait * 2))
    })
  }
  const again = async (wait: number): Promise<void> => {
    await pause(wait, undefined, { ref: false })
    if (life.stopped) return
    const child = await start(settings).catch((failure: Error) => log.error({}, failure.message))
    if (!child) return again(Math.min(LONGEST_PAUSE, wait * 2))
    if (life.stopped) return ended(child)
    life.child = child
    watch(child, Date.now(), wait)
    changed()
  }
  if (life.child) watch(life.child, Date.now(), FIRST_PAUSE)
  return {
    get pid() {
      return life.child?.pid
    },
    async stop() {
      life.stopped = true
      process.off('exit', kill)
      if (life.child) await ended(life.child)
    },
  }
}
