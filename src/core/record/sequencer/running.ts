/** The public record of a running city: its log, its witnesses, and the witness it is itself. */
import type { Tx } from '#core/database'
import {
  keyText,
  nobody,
  parsePolicy,
  type Party,
  type WitnessAnswer,
  type WitnessMemory,
} from '../log/index.ts'
import type { WitnessRequest } from '../witness/answer.ts'
import { witnessOf } from '../witness/own.ts'
import { Witnesses } from './ask.ts'
import { fileAt, policyOf } from './files.ts'
import type { LogKeys } from './keys.ts'
import { leafFile, type ProofParts, type ProvedLeaf, type RecordFile } from './proof.ts'
import { Sequencer } from './sequencer.ts'
import type { KeptCheckpoint } from './store.ts'

/** The record of a city that runs. */
export interface RunningRecord {
  /** A file below `/record/`: checkpoint, policy, tiles, proofs, and those of logs that were ended. */
  read(path: string): Promise<RecordFile | undefined>
  /** The proof file of a leaf that only its owner has; undefined while no checkpoint covers its batch. */
  prove(name: string, leaf: ProvedLeaf, tx?: Tx): Promise<RecordFile | undefined>
  witness(request: WitnessRequest): Promise<WitnessAnswer>
  /** What this city remembers as a witness. */
  readonly memory: WitnessMemory
  /** Logs and witnesses that the operator names now. */
  named(): { readonly logs: readonly Party[]; readonly witnesses: readonly Party[] }
  /** Verifier keys of those that sign the log now. */
  vkeys(): readonly string[]
  /** From now on the operator's policy is this one. */
  believe(policyText: string): void
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
  /** The operator's policy: witnesses and quorum of this city, and the logs it witnesses itself. */
  readonly policyText: string | undefined
  readonly clock: () => string
  readonly tell: (what: string, failure: unknown) => void
}

const PAUSE = 1000
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
  readonly #witnesses: Witnesses
  readonly #tell: RecordParts['tell']

  constructor(witnesses: Witnesses, tell: RecordParts['tell']) {
    this.#witnesses = witnesses
    this.#tell = tell
  }

  begin(kept: KeptCheckpoint): void {
    if (this.#busy) return
    this.#busy = true
    this.done = this.#witnesses
      .ask(kept)
      .catch((failure: unknown) => this.#tell('the witnesses could not be asked', failure))
      .finally(() => (this.#busy = false))
  }
}

/** The policy of a city that runs: it may become another one, as its keys and witnesses do. */
function beliefs({ keys, policyText }: Pick<RecordParts, 'keys' | 'policyText'>) {
  let text = policyText
  let policy = text === undefined ? nobody : parsePolicy(text)
  return {
    set(now: string) {
      policy = parsePolicy(now)
      text = now
    },
    policy: () => policy,
    published: () => policyOf(keys, text),
    logs: () => policy.logs.map(({ key }) => key),
  }
}

/** Puts the record of a city together; nothing happens before `start` or `step`. */
export function runRecord(parts: RecordParts): RunningRecord {
  const { db, keys, shelfOf, clock, tell } = parts
  const shelf = shelfOf(keys.number)
  const { set, policy, published, logs } = beliefs(parts)
  const says = () => ({ policyText: published(), policy: policy() })
  const sequencer = new Sequencer({ db, shelf, keys, clock, says })
  const refuse = (name: string, why: string) => tell(`the witness ${name} did not cosign`, why)
  const witnesses = new Witnesses({ db, shelf, keys, policy, clock, tell: refuse })
  const self = witnessOf({ db, logs, clock, key: keys.witness })
  let last: KeptCheckpoint | undefined
  let compared: Promise<void> | undefined
  const [still, asking] = [complaints(tell), new Asking(witnesses, tell)]
  const round = async () => {
    await (compared ??= witnesses.compare())
    const kept = await sequencer.step()
    still.clear()
    if (kept) await shelf.write('policy', Buffer.from(published()))
    last = kept ?? last
    if (last) asking.begin(last)
  }
  const rounds = new Rounds(round)
  return {
    read: (path) => fileAt({ ...parts, policyText: published }, path),
    prove: (name, leaf, tx) => leafFile({ db, tx, shelfOf }, name, leaf),
    witness: self.answer,
    memory: self.memory,
    named: policy,
    vkeys: () => keys.log.map(keyText),
    believe: set,
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
