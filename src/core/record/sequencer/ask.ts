/** Asks the witnesses of the policy to cosign a checkpoint, all at once, each with its own patience. */
import type { Database } from '#core/database'
import {
  addCheckpointBody,
  checkNote,
  hashText,
  judge,
  lineFrom,
  noteFrom,
  noteText,
  type Party,
  type Policy,
  readConsistency,
  type SignatureLine,
  sizeFrom,
} from '../log/index.ts'
import { settleAlarm } from './alarm.ts'
import { compareWith, type Comparing } from './compare.ts'
import { keepCosigned, type KeptCheckpoint, lockLog } from './store.ts'

/** What is needed to ask. */
export interface Asking extends Comparing {
  /** Whom the city asks now. */
  readonly policy: () => Policy
}

const PATIENCE = 5000
const LONGEST_PAUSE = 3_600_000

interface Known {
  /** The last size this witness cosigned, as far as we know. */
  size: number
  failures: number
  /** Not asked again before this moment, in milliseconds. */
  wait: number
  line?: { readonly note: string; readonly line: SignatureLine; readonly at: string }
}

/** Asks witnesses, remembers what each has seen, and leaves those alone for a while that fail. */
export class Witnesses {
  readonly #of: Asking
  readonly #known = new Map<string, Known>()

  constructor(of: Asking) {
    this.#of = of
  }

  /** Before the first signature: does any of them know more of our log than we do? */
  async compare(): Promise<void> {
    const asked = this.#of.policy().witnesses.filter(({ url }) => url !== undefined)
    await Promise.all(
      asked.map(async (witness) => {
        const size = await compareWith(witness, this.#of)
        if (size !== undefined) this.#knows(witness.name).size = size
      }),
    )
  }

  #knows(name: string): Known {
    const known = this.#known.get(name) ?? { size: 0, failures: 0, wait: 0 }
    this.#known.set(name, known)
    return known
  }

  async #send(witness: Party, kept: KeptCheckpoint, retry: boolean): Promise<SignatureLine> {
    const known = this.#knows(witness.name)
    const proof = await readConsistency(this.#of.shelf.read, known.size, kept.size)
    const answer = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body: addCheckpointBody(known.size, proof.map(hashText), kept.note),
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      signal: AbortSignal.timeout(PATIENCE),
      redirect: 'error',
    })
    const text = (await answer.text()).slice(0, 100_000)
    if (answer.status === 409 && retry) {
      const size = sizeFrom(text.trimEnd())
      if (size === undefined || size > kept.size) {
        await compareWith(witness, this.#of, size)
        throw new Error(`it has seen ${text.trim()}`)
      }
      known.size = size
      return this.#send(witness, kept, false)
    }
    if (answer.status === 422) await compareWith(witness, this.#of)
    if (answer.status !== 200) throw new Error(`it answers ${answer.status}`)
    const note = noteFrom(kept.note)
    const found = text.trimEnd().split('\n').map(lineFrom)
    const good = found.find(
      (line) => line && note && checkNote({ ...note, lines: [line] }, [witness.key])?.length === 1,
    )
    if (!good) throw new Error('its answer is not its cosignature')
    return good
  }

  async #ask(witness: Party, kept: KeptCheckpoint): Promise<void> {
    const known = this.#knows(witness.name)
    const now = Date.parse(this.#of.clock())
    const has = known.line?.note === kept.note && known.line.at >= kept.at
    if (has || !witness.url || now < known.wait) return
    try {
      const line = await this.#send(witness, kept, true)
      Object.assign(known, { size: kept.size, failures: 0, wait: 0 })
      known.line = { note: kept.note, line, at: this.#of.clock() }
      await this.#of.db.transact((tx) => settleAlarm(tx, witness.name))
    } catch (failure) {
      known.failures += 1
      known.wait = now + Math.min(LONGEST_PAUSE, 1000 * 2 ** known.failures)
      this.#of.tell(witness.name, failure instanceof Error ? failure.message : String(failure))
    }
  }

  /** Asks everybody who has not cosigned this checkpoint yet; true when somebody new did. */
  async ask(kept: KeptCheckpoint): Promise<boolean> {
    const before = this.#count(kept)
    await Promise.all(this.#of.policy().witnesses.map((witness) => this.#ask(witness, kept)))
    if (this.#count(kept) === before) return false
    return this.#keep(kept)
  }

  #lines(kept: KeptCheckpoint) {
    return this.#of.policy().witnesses.map(({ name }) => {
      const line = this.#known.get(name)?.line
      return { name, found: line?.note === kept.note ? line : undefined }
    })
  }

  #count(kept: KeptCheckpoint): number {
    return this.#lines(kept).filter(({ found }) => found && found.at >= kept.at).length
  }

  /** Publishes the checkpoint with its cosignatures, unless a larger one was signed meanwhile. */
  async #keep(kept: KeptCheckpoint): Promise<boolean> {
    const note = noteFrom(kept.note)
    if (!note) return false
    const lines = this.#lines(kept)
    const cosigned = lines.flatMap(({ found }) => (found ? [found.line] : []))
    const whole = { text: note.text, lines: [...note.lines, ...cosigned] }
    const text = noteText(whole)
    const { keys, policy } = this.#of
    const logs = keys.known.map((key) => ({ key, name: key.name, url: undefined }))
    const enough = judge(whole, { ...policy(), logs }).quorum
    const witnesses = lines.map(({ name, found }) => ({ name, at: found?.at ?? null }))
    return this.#locked(this.#of.db, async (tx) => {
      if (keys.signed()?.note !== kept.note) return
      if (enough) await keys.keepWitnessed(text)
      await keepCosigned(tx, { ...kept, note: text, at: this.#of.clock(), witnesses, enough })
      await this.#of.shelf.write('checkpoint', Buffer.from(text))
    })
  }

  async #locked(db: Database, work: (tx: Parameters<typeof lockLog>[0]) => Promise<void>) {
    for (let tries = 0; tries < 20; tries += 1) {
      const done = await db.transact(async (tx) => {
        if (!(await lockLog(tx))) return false
        await work(tx)
        return true
      })
      if (done) return true
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return false
  }
}
