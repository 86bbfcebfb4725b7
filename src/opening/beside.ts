/** Witnesses beside the sample city: invented neighbours, each a process of its own without a database. */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const List = z.array(
  z.object({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/),
    key: z.string().regex(/^[\w./-]+$/),
    title: z.string(),
  }),
)

type Neighbour = z.infer<typeof List>[number]

const FIRST_PAUSE = 200
const LONGEST_PAUSE = 30_000
/** One that lived this long has not failed again, it died. */
const WELL = 60_000
/** How long one may take to say where it listens, and to end. */
const PATIENCE = 20_000
const GRACE = 3000

/** Little memory for one that hashes now and then: small spaces, no compiler (docs/operate/keys.md). */
const SMALL = ['--max-semi-space-size=1', '--lite-mode', '--expose-gc']

/** From source `.ts`, from the build `.js`: whichever this file is. */
const program = new URL(`../main${import.meta.url.slice(-3)}`, import.meta.url)

/** How our own code is loaded, and nothing else of our command line. */
function ownFlags(): string[] {
  return process.execArgv.filter((flag, at, all) => {
    const names = /^(?:--import|--conditions|-C)(?:=|$)/
    return names.test(flag) || /^(?:--import|--conditions|-C)$/.test(all[at - 1] ?? '')
  })
}

/** Who witnesses the sample city: `sample/witnesses.json` of the city's folder; nobody without it. */
export function neighboursOf(city: string): readonly Neighbour[] {
  const file = join(city, 'sample', 'witnesses.json')
  return existsSync(file) ? List.parse(JSON.parse(readFileSync(file, 'utf8'))) : []
}

interface Beside {
  /** Folder of their memory and keys. */
  readonly folder: string
  readonly tell: (what: string) => void
}

function begin({ name, key }: Neighbour, folder: string, port: string): ChildProcess {
  const at = (ending: string) => join(folder, `${name}.${ending}`)
  const args = [
    '--name',
    key,
    '--state',
    at('json'),
    '--policy',
    join(folder, 'logs'),
    '--port',
    port,
  ]
  return fork(program, ['witness', ...args], {
    execArgv: [...ownFlags(), ...SMALL],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
}

/** The line with its key and address; undefined when it ended, or says nothing in time. */
async function lineOf(child: ChildProcess): Promise<string | undefined> {
  if (!child.stdout) return undefined
  const lines = createInterface({ input: child.stdout })
  const late = setTimeout(() => lines.close(), PATIENCE)
  try {
    for await (const line of lines) if (/^witness \S+ \S+ http/.test(line)) return line
    return undefined
  } finally {
    clearTimeout(late)
    child.stdout.resume()
  }
}

const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function over(child: ChildProcess): Promise<void> {
  if (!isOver(child)) await new Promise((done) => child.once('exit', done))
}

/** One witness that is kept running. */
class Kept {
  readonly #who: Neighbour
  readonly #of: Beside
  #child: ChildProcess | undefined
  #stopped = false

  constructor(who: Neighbour, of: Beside) {
    this.#who = who
    this.#of = of
  }

  get pid(): number | undefined {
    return this.#child && !isOver(this.#child) ? this.#child.pid : undefined
  }

  /** Starts it where it listened before, so that the policy stays the same; elsewhere when that is taken. */
  async start(): Promise<string | undefined> {
    const file = join(this.#of.folder, `${this.#who.name}.port`)
    const before = existsSync(file) ? readFileSync(file, 'utf8').trim() : '0'
    for (const port of before === '0' ? ['0'] : [before, '0']) {
      const child = begin(this.#who, this.#of.folder, port)
      this.#child = child
      const line = await lineOf(child)
      const [, , vkey, url] = line?.split(' ') ?? []
      if (vkey && url) {
        writeFileSync(file, `${new URL(url).port}\n`)
        return `witness ${this.#who.name} ${vkey} ${url}/witness`
      }
      child.kill('SIGKILL')
      await over(child)
    }
    return undefined
  }

  /** Starts it again when it dies, later and later; `found` is told where it is now. */
  async tend(found: (line: string) => void): Promise<void> {
    let wait = FIRST_PAUSE
    for (let since = Date.now(); !this.#stopped;) {
      if (this.#child) await over(this.#child)
      if (this.#stopped) return
      this.#of.tell(`the witness ${this.#who.title} stopped and is started again`)
      await pause(wait, undefined, { ref: false })
      wait = Date.now() - since > WELL ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, wait * 2)
      since = Date.now()
      const line = this.#stopped ? undefined : await this.start()
      if (line) found(line)
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    const child = this.#child
    if (!child) return
    child.kill('SIGTERM')
    const kill = setTimeout(() => child.kill('SIGKILL'), GRACE)
    await over(child)
    clearTimeout(kill)
  }
}

/** Witnesses that run beside the city. */
export interface Witnesses {
  /** Of those that run now. */
  pids(): readonly number[]
  stop(): Promise<void>
}

/** The policy that asks all of them. */
function policyWith(neighbours: readonly Neighbour[], lines: ReadonlyMap<string, string>): string {
  const there = neighbours.filter(({ name }) => lines.has(name))
  const names = there.map(({ name }) => name)
  return [
    ...there.flatMap(({ name, title }) => [`# ${title} (invented)`, lines.get(name) ?? '']),
    `group neighbours ${names.length} ${names.join(' ')}`,
    'quorum neighbours',
    '',
  ].join('\n')
}

/** Starts the witnesses of the sample city; `believe` gets the policy that names them, whenever it changes. */
export async function startBeside(
  neighbours: readonly Neighbour[],
  of: Beside & { readonly logs: readonly string[] },
  believe: (policyText: string) => void,
): Promise<Witnesses> {
  mkdirSync(of.folder, { recursive: true, mode: 0o700 })
  const logs = of.logs.map((vkey) => `log ${vkey}`)
  writeFileSync(join(of.folder, 'logs'), [...logs, 'quorum none', ''].join('\n'))
  const lines = new Map<string, string>()
  const found = (name: string) => (line: string) => {
    if (lines.get(name) === line) return
    lines.set(name, line)
    believe(policyWith(neighbours, lines))
  }
  const all = neighbours.map((who) => ({ who, kept: new Kept(who, of) }))
  const started = await Promise.all(all.map(({ kept }) => kept.start()))
  for (const [n, { who, kept }] of all.entries()) {
    const line = started[n]
    if (line) lines.set(who.name, line)
    void kept.tend(found(who.name)).catch(() => undefined)
  }
  if (lines.size > 0) believe(policyWith(neighbours, lines))
  return {
    pids: () => all.flatMap(({ kept }) => kept.pid ?? []),
    stop: async () => void (await Promise.all(all.map(({ kept }) => kept.stop()))),
  }
}
