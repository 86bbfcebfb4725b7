/** The keys of the log and of the witness: files in the key folder, made at the first start. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  checkNote,
  type Checkpoint,
  checkpointFrom,
  noteFrom,
  parseKey,
  type SignerKey,
  type VerifierKey,
} from '../log/index.ts'
import { madeOnce, replaceWhole, textOf, witnessKey } from './key-files.ts'
import { writeWhole } from './shelf.ts'
import {
  type EndedLog,
  keyIn,
  originOf,
  readSigners,
  type Signer,
  type Signers,
  signersText,
} from './signers.ts'

/** Who signs for this city, and what it signed last. */
export interface LogKeys {
  readonly origin: string
  /** 1; one more after each loss of a key. */
  readonly number: number
  /** Who signs now: Ed25519 first, the newest of them before the others; then ML-DSA-44 where the city wants that. */
  readonly log: readonly SignerKey[]
  /** Every key that ever signed this log. */
  readonly known: readonly VerifierKey[]
  readonly signers: readonly Signer[]
  /** Logs that were ended before this one began. */
  readonly before: readonly EndedLog[]
  /** Cosigns the checkpoints of others. */
  readonly witness: SignerKey
  /** The last checkpoint that was signed, whatever became of databases and files. */
  signed(): { readonly note: string; readonly checkpoint: Checkpoint } | undefined
  /** Kept before anybody sees the signature. */
  keep(note: string): Promise<void>
  /** Kept as where the log ends if its key is lost. */
  keepWitnessed(note: string): Promise<void>
  /** Notes since when the record itself names these keys. */
  keepAnnounced(vkeys: readonly string[], at: string): void
  /** Reads again what the operator changed; true when something had changed. */
  refresh(): boolean
}

/** Where things about the log of this number lie in the key folder. */
export function fileNames(number: number) {
  const name = number === 1 ? 'record' : `record-${number}`
  return {
    signed: `${name}.signed`,
    witnessed: `${name}.witnessed`,
    announced: `${name}.announced`,
  }
}

/** Since when the record names each key, as the city noted it. */
export function readAnnounced(folder: string, number: number): Readonly<Record<string, string>> {
  const text = textOf(join(folder, fileNames(number).announced))
  return text === undefined ? {} : (JSON.parse(text) as Record<string, string>)
}

/** A checkpoint in a file of the folder, signed by one of these keys. */
export function checkpointIn(folder: string, file: string, known: readonly VerifierKey[]) {
  const text = textOf(join(folder, file))
  if (text === undefined) return undefined
  const note = noteFrom(text)
  const checkpoint = note && checkpointFrom(note.text)
  const mine = note && (checkNote(note, known)?.length ?? 0) > 0
  if (!checkpoint || !mine) throw new Error(`the key folder holds a ${file} that is not ours`)
  return { note: text, checkpoint }
}

interface Opened {
  readonly text: string | undefined
  readonly signers: Signers
  readonly log: readonly SignerKey[]
  readonly known: readonly VerifierKey[]
}

function opened(folder: string, host: string, postQuantum: boolean): Opened {
  const signers = readSigners(folder, host, postQuantum)
  const origin = originOf(host, signers.number)
  const now = signers.signers
    .filter(({ retired, type }) => !retired && (type === 1 || postQuantum))
    .toReversed()
    .toSorted((a, b) => a.type - b.type)
  return {
    text: signersText(folder),
    signers,
    log: now.map((signer) => keyIn(folder, origin, signer)),
    known: signers.signers.map(({ vkey }) => parseKey(vkey)),
  }
}

/** What is kept in the key folder about the log of this number. */
function keeping(folder: string, number: number, known: () => readonly VerifierKey[]) {
  const names = fileNames(number)
  return {
    signed: () => checkpointIn(folder, names.signed, known()),
    keep: (note: string) => writeWhole(join(folder, names.signed), Buffer.from(note)),
    keepWitnessed: (note: string) => writeWhole(join(folder, names.witnessed), Buffer.from(note)),
    keepAnnounced(vkeys: readonly string[], at: string) {
      const before = readAnnounced(folder, number)
      const more = Object.fromEntries(vkeys.map((vkey) => [vkey, before[vkey] ?? at]))
      replaceWhole(join(folder, names.announced), `${JSON.stringify({ ...before, ...more })}\n`)
    },
  }
}

/** Host of the city at its first start: its name in origins and keys, for ever. */
export function hostIn(folder: string, url: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return madeOnce(join(folder, 'record.host'), () => new URL(url).host).trim()
}

/** Opens the keys in this folder. The origin is that of the first start, for ever. */
export function openLogKeys(of: {
  readonly folder: string
  /** Where the city is on the web. */
  readonly url: string
  /** Sign with ML-DSA-44 as well (FIPS 204). */
  readonly postQuantum?: boolean
}): LogKeys {
  const { folder, url, postQuantum = false } = of
  const host = hostIn(folder, url)
  let now = opened(folder, host, postQuantum)
  const { number, before } = now.signers
  return {
    origin: originOf(host, number),
    number,
    before,
    get log() {
      return now.log
    },
    get known() {
      return now.known
    },
    get signers() {
      return now.signers.signers
    },
    witness: witnessKey(join(folder, 'witness.key'), `${host}/witness`),
    ...keeping(folder, number, () => now.known),
    refresh() {
      if (signersText(folder) === now.text) return false
      const next = opened(folder, host, postQuantum)
      if (next.signers.number !== number) {
        throw new Error('a new record was begun in the key folder: start the city again')
      }
      now = next
      return true
    },
  }
}
