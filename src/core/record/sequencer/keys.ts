/** The keys of the log and of the witness: files in the key folder, made at the first start. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  checkNote,
  type Checkpoint,
  checkpointFrom,
  noteFrom,
  type SignerKey,
  signerKey,
} from '../log/index.ts'
import { writeWhole } from './shelf.ts'

/** Who signs for this city, and what it signed last. */
export interface LogKeys {
  readonly origin: string
  /** Ed25519 first; ML-DSA-44 after it where the city wants that. */
  readonly log: readonly SignerKey[]
  /** Cosigns the checkpoints of others. */
  readonly witness: SignerKey
  /** The last checkpoint that was signed, whatever became of databases and files. */
  signed(): { readonly note: string; readonly checkpoint: Checkpoint } | undefined
  /** Kept before anybody sees the signature. */
  keep(note: string): Promise<void>
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined
    throw failure
  }
}

/** The text of a file that is made once; of two processes that make it, one wins and both read that. */
function madeOnce(path: string, make: () => string): string {
  const known = textOf(path)
  if (known !== undefined) return known
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, make(), { flag: 'wx', mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (failure) {
    if (textOf(path) === undefined) throw failure
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8')
}

function pem(privateKey: KeyObject): string {
  return String(privateKey.export({ format: 'pem', type: 'pkcs8' }))
}

const newEd25519 = () => pem(generateKeyPairSync('ed25519').privateKey)
const newMlDsa = () => pem(generateKeyPairSync('ml-dsa-44').privateKey)

/** An Ed25519 key of a witness in a file, made when it is missing. */
export function witnessKey(path: string, name: string): SignerKey {
  return signerKey(name, 4, createPrivateKey(madeOnce(path, newEd25519)))
}

/** Opens the keys in this folder. The origin is that of the first start, for ever. */
export function openLogKeys(of: {
  readonly folder: string
  /** Where the city is on the web. */
  readonly url: string
  /** Sign with ML-DSA-44 as well (FIPS 204). */
  readonly postQuantum?: boolean
}): LogKeys {
  mkdirSync(of.folder, { recursive: true, mode: 0o700 })
  const at = (name: string) => join(of.folder, name)
  const host = madeOnce(at('record.host'), () => new URL(of.url).host).trim()
  const origin = `${host}/record`
  const first = signerKey(origin, 1, createPrivateKey(madeOnce(at('record.key'), newEd25519)))
  const more = of.postQuantum
    ? [signerKey(origin, 6, createPrivateKey(madeOnce(at('record-ml-dsa.key'), newMlDsa)))]
    : []
  return {
    origin,
    log: [first, ...more],
    witness: witnessKey(at('witness.key'), `${host}/witness`),
    signed() {
      const text = textOf(at('record.signed'))
      if (text === undefined) return undefined
      const note = noteFrom(text)
      const checkpoint = note && checkpointFrom(note.text)
      const mine = note && (checkNote(note, [first])?.length ?? 0) > 0
      if (!checkpoint || !mine)
        throw new Error('the key folder holds a record.signed that is not ours')
      return { note: text, checkpoint }
    },
    keep: (note) => writeWhole(at('record.signed'), Buffer.from(note)),
  }
}
