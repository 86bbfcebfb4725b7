import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parsePolicy, type ReadFile } from '#core/record/log'
import {
  type Alert,
  FAILURES,
  isAlarm,
  type KeptState,
  stateFile,
  Unreachable,
  watchOnce,
  type Watching,
} from '#core/record/watch'
import { Command, InvalidArgumentError } from 'commander'
import { hand, lineOf, summary } from './alerting.ts'
import { readWeb } from './web-log.ts'

interface Options {
  policy?: string
  state: string
  every: number
  limit: number
  patience: number
  once?: boolean
  json?: boolean
  run?: string
}

/** Milliseconds between two rounds at most, when the log does not answer. */
const LONGEST_PAUSE = 3_600_000

function address(text: string): string {
  if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return text.replace(/\/+$/, '')
  throw new InvalidArgumentError('An address begins with https:// or http://.')
}

function count(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (/^\d{1,7}$/.test(text) && number >= least) return number
    throw new InvalidArgumentError(`A whole number, at least ${least}.`)
  }
}

/** Whatever keeps a file from being read is the way there, not the log. */
const overWeb =
  (url: string): ReadFile =>
  (path) =>
    readWeb(`${url}/${path}`).catch((failure: unknown) => {
      const why = failure instanceof Error ? failure.message : String(failure)
      throw new Unreachable(why, { cause: failure })
    })

const FIRST_USE =
  'No --policy: the keys and witnesses that the log itself shows are believed from now on (trust on first use).'

/** The policy of the file, or the one that was believed on first use, or the log's own, which is that from now on. */
async function policyFor(options: Options, read: ReadFile, state: KeptState) {
  if (options.policy) return { text: readFileSync(options.policy, 'utf8'), believed: undefined }
  if (state.believed !== undefined) return { text: state.believed, believed: state.believed }
  const own = await read('policy')
  if (!own) throw new Error('This log shows no policy of its own: name one with --policy FILE.')
  process.stderr.write(`${FIRST_USE}\n`)
  const text = Buffer.from(own).toString()
  return { text, believed: text }
}

/** Ends when the process is asked to. */
function untilAsked(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}

/** Waits; false when the process was asked to end. */
const pause = (milliseconds: number, signal: AbortSignal) =>
  sleep(milliseconds, true, { signal }).catch(() => false)

function watching(url: string, options: Options, more: { policy: string; stop: AbortSignal }) {
  const of: Watching = {
    read: overWeb(url),
    async shownBy(witness, origin) {
      const hash = createHash('sha256').update(origin).digest('hex')
      const at = `${witness.url?.replace(/\/+$/, '')}/${hash}/checkpoint`
      const found = await readWeb(at, 10_000)
      return found && Buffer.from(found).toString()
    },
    policy: parsePolicy(more.policy),
    clock: () => new Date().toISOString(),
    limit: options.limit * 60_000,
    patience: async (waited) => waited < options.patience && pause(1000, more.stop),
  }
  return of
}

async function tell(url: string, alerts: readonly Alert[], options: Options): Promise<void> {
  for (const alert of alerts) {
    const whole = { ...alert, log: url }
    process.stdout.write(`${options.json ? JSON.stringify(whole) : lineOf(whole)}\n`)
    if (options.run) await hand(options.run, whole)
  }
}

/** Once: a log that does not answer is asked again, soon. Otherwise ever less often. */
function pauseAfter(failures: number, { once, every }: Options): number {
  if (once) return 500 * 2 ** failures
  return Math.min(Math.max(LONGEST_PAUSE, every * 1000), every * 1000 * 2 ** Math.min(failures, 20))
}

async function monitor(url: string, options: Options): Promise<void> {
  const file = stateFile(resolve(options.state))
  let state = file.read()
  const { text, believed } = await policyFor(options, overWeb(url), state)
  const stop = untilAsked()
  const of = watching(url, options, { policy: text, stop })
  const told: Alert[] = []
  do {
    const round = await watchOnce(of, state)
    await tell(url, round.alerts, options)
    told.push(...(options.once ? round.alerts : []))
    state = { ...round.state, believed }
    await file.write(state)
    const { failures } = state
    if (options.once && (failures === 0 || failures >= FAILURES)) break
  } while (await pause(pauseAfter(state.failures, options), stop))
  if (!options.once) return
  process.stdout.write(`${summary(url, state, options.json ?? false)}\n`)
  if (state.raised.length > 0 || told.some(isAlarm)) process.exitCode = 1
}

/** `cityright monitor URL`: keeps watching a public record and says what is wrong with it, once. */
export function monitorCommand(): Command {
  return new Command('monitor')
    .description('keeps watching a public record and alerts when something is wrong with it')
    .argument('<url>', 'https://<city>/record', address)
    .option('--policy <file>', 'which keys and how many witnesses you believe (tlog-policy)')
    .option('--state <file>', 'what was seen; kept up to date', 'monitor.json')
    .option('--every <seconds>', 'how often to look', count(1), 60)
    .option('--limit <minutes>', 'how old what is signed may be', count(1), 120)
    .option('--patience <seconds>', 'how long witnesses may take to cosign', count(0), 10)
    .option('--once', 'look once: the exit code is 1 when something is wrong')
    .option('--json', 'a line of JSON for each alert')
    .option('--run <program>', 'started for each alert, which it finds as JSON on its input')
    .action((url: string, options: Options) => monitor(url, options))
}
