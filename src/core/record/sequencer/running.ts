/** The public record of a running city: its log, its witnesses, and the witness it is itself. */
import {
  keyText,
  type Party,
  type Policy,
  tileAt,
  type Witnessed,
  type WitnessAnswer,
} from '../log/index.ts'
import type { WitnessRequest } from '../witness/answer.ts'
import { witnessOf } from '../witness/own.ts'
import { Witnesses } from './ask.ts'
import type { LogKeys } from './keys.ts'
import { proofFile, type ProofParts, type RecordFile, TEXT } from './proof.ts'
import { Sequencer } from './sequencer.ts'
import type { KeptCheckpoint } from './store.ts'

/** The record of a city that runs. */
export interface RunningRecord {
  /** A file below `/record/`: checkpoint, policy, tiles, proofs. */
  read(path: string): Promise<RecordFile | undefined>
  witness(request: WitnessRequest): Promise<WitnessAnswer>
  /** Verifier key of the log. */
  readonly logKey: string
  /** Logs and witnesses that the operator named. */
  readonly named: { readonly logs: readonly Party[]; readonly witnesses: readonly Party[] }
  /** What this city cosigned last of a log. */
  known(origin: string): Promise<Witnessed | undefined>
  /** Keeps a checkpoint that was proved to contradict what was cosigned. */
  accuse(origin: string, known: Witnessed, note: string): Promise<void>
  /** One round: what waits goes into the log and the witnesses are asked. */
  step(): Promise<void>
  /** Begins to do rounds, one a second. */
  start(): void
  /** Ends after the round that runs. */
  stop(): Promise<void>
}

/** What a running record needs. */
export interface RecordParts extends ProofParts {
  readonly keys: LogKeys
  /** Witnesses and quorum of this city, and the logs it witnesses itself. */
  readonly policy: Policy
  /** The policy for those who check: with this city's own key. */
  readonly policyText: string
  readonly clock: () => string
  readonly tell: (what: string, failure: unknown) => void
}

const PAUSE = 1000
const BYTES = 'application/octet-stream'

/** The policy file that a city publishes: its keys, and what it asks of its witnesses. */
export function publicPolicy(keys: LogKeys, policyText: string | undefined): string {
  const own = keys.log.map((key) => `log ${keyText(key)}`)
  const rest = (policyText ?? 'quorum none').split('\n').filter((line) => !/^\s*log\s/.test(line))
  return [...own, ...rest, ''].join('\n')
}

async function fileAt(parts: RecordParts, path: string): Promise<RecordFile | undefined> {
  if (path === 'policy') {
    return { bytes: Buffer.from(parts.policyText), type: TEXT, lasting: false }
  }
  const [, proof] = /^proof\/([0-9a-f-]{36})\.tlog-proof$/.exec(path) ?? []
  if (proof) return proofFile(parts, proof)
  const tile = tileAt(path)
  if (path !== 'checkpoint' && !tile) return undefined
  const bytes = await parts.shelf.read(path)
  return bytes && { bytes, type: tile ? BYTES : TEXT, lasting: tile !== undefined }
}

/** Rounds, one after the other, until they are stopped. */
class Rounds {
  #timer: NodeJS.Timeout | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #stopped = false
  readonly #round: () => Promise<void>

  constructor(round: () => Promise<void>) {
    this.#round = round
  }

  step(): Promise<void> {
    const mine = this.#turn.then(this.#round)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  start(tell: (failure: unknown) => void): void {
    const again = () => {
      if (this.#stopped) return
      this.#timer = setTimeout(() => void this.step().catch(tell).then(again), PAUSE)
      this.#timer.unref()
    }
    again()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#turn
  }
}

/** Says once why the log stands still, not every second. */
function complaints(tell: RecordParts['tell']) {
  let why = ''
  return {
    say(failure: unknown) {
      const said = failure instanceof Error ? failure.message : String(failure)
      if (said !== why) tell('the public record stands still', failure)
      why = said
    },
    clear() {
      why = ''
    },
  }
}

/** Slow witnesses do not hold up the log: one asking at a time, and the next round asks again. */
class Asking {
  done: Promise<unknown> = Promise.resolve()
  #busy = false
  readonly #witnesses: Witnesses | undefined
  readonly #tell: RecordParts['tell']

  constructor(witnesses: Witnesses | undefined, tell: RecordParts['tell']) {
    this.#witnesses = witnesses
    this.#tell = tell
  }

  begin(kept: KeptCheckpoint): void {
    if (this.#busy || !this.#witnesses) return
    this.#busy = true
    this.done = this.#witnesses
      .ask(kept)
      .catch((failure: unknown) => this.#tell('the witnesses could not be asked', failure))
      .finally(() => (this.#busy = false))
  }
}

/** Puts the record of a city together; nothing happens before `start` or `step`. */
export function runRecord(parts: RecordParts): RunningRecord {
  const { db, keys, policy, shelf, clock, tell } = parts
  const sequencer = new Sequencer({ db, shelf, keys, clock })
  const refuse = (name: string, why: string) => tell(`the witness ${name} did not cosign`, why)
  const witnesses = new Witnesses({ db, shelf, keys, policy, clock, tell: refuse })
  const self = witnessOf({ db, policy, clock, key: keys.witness })
  const [own] = keys.log
  let last: KeptCheckpoint | undefined
  const still = complaints(tell)
  const asking = new Asking(policy.witnesses.length > 0 ? witnesses : undefined, tell)
  const round = async () => {
    const kept = await sequencer.step()
    still.clear()
    if (kept) await shelf.write('policy', Buffer.from(parts.policyText))
    last = kept ?? last
    if (last) asking.begin(last)
  }
  const rounds = new Rounds(round)
  return {
    read: (path) => fileAt(parts, path),
    witness: self.answer,
    known: self.known,
    accuse: self.accuse,
    logKey: own ? keyText(own) : '',
    named: { logs: policy.logs, witnesses: policy.witnesses },
    async step() {
      await rounds.step()
      await asking.done
    },
    start: () => rounds.start(still.say),
    async stop() {
      await rounds.stop()
      await asking.done
    },
  }
}
