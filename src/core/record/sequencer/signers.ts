/** Which keys sign the log, as the key folder says it in `record.signers`. */
import { createHash, createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { keyText, type SignerKey, signerKey } from '../log/index.ts'
import { madeOnce, newKey, replaceWhole, textOf } from './key-files.ts'

const Signer = z.object({
  /** File of the private key in the key folder. */
  file: z.string().regex(/^[\w.-]+$/),
  type: z.union([z.literal(1), z.literal(6)]),
  vkey: z.string(),
  since: z.string(),
  /** Since then it does not sign any more. */
  retired: z.string().optional(),
})
const Ended = z.object({
  number: z.number(),
  origin: z.string(),
  size: z.number(),
  /** Base64. */
  root: z.string(),
  /** The checkpoint it ends with. */
  note: z.string(),
  vkeys: z.array(z.string()),
})
const File = z.object({
  v: z.literal(1),
  number: z.number().int().min(1),
  signers: z.array(Signer),
  before: z.array(Ended),
})

/** A key of the log. */
export type Signer = z.infer<typeof Signer>
/** A log that was ended because its key was lost or stolen. */
export type EndedLog = z.infer<typeof Ended>
/** What the key folder says of the log and of those before it. */
export type Signers = z.infer<typeof File>

const fileOf = (folder: string) => join(folder, 'record.signers')

/** Where an ended log is served below `/record/`: SHA-256 of its origin, as witnesses name it. */
export function archiveOf(origin: string): string {
  return `old/${createHash('sha256').update(origin).digest('hex')}`
}

/** The origin of a city's log of this number. */
export function originOf(host: string, number: number): string {
  return number === 1 ? `${host}/record` : `${host}/record-${number}`
}

/** The signing key in a file of the folder. */
export function keyIn(
  folder: string,
  origin: string,
  { file, type }: Pick<Signer, 'file' | 'type'>,
) {
  const text = textOf(join(folder, file))
  if (text === undefined)
    throw new Error(`the key folder has no file ${file}: see docs/operate/keys.md`)
  return signerKey(origin, type, createPrivateKey(text))
}

/** Makes a key in a file, when there is none yet. */
export function makeKey(
  folder: string,
  origin: string,
  of: Pick<Signer, 'file' | 'type'>,
): SignerKey {
  return signerKey(
    origin,
    of.type,
    createPrivateKey(madeOnce(join(folder, of.file), () => newKey(of.type))),
  )
}

/** A signer whose key is made now. */
export function newSigner(folder: string, origin: string, of: Omit<Signer, 'vkey'>): Signer {
  return { ...of, vkey: keyText(makeKey(folder, origin, of)) }
}

/** Text of the file, to see whether it changed. */
export const signersText = (folder: string): string | undefined => textOf(fileOf(folder))

/** Writes who signs. */
export function writeSigners(folder: string, signers: Signers): void {
  replaceWhole(fileOf(folder), `${JSON.stringify(signers, null, 1)}\n`)
}

/** Reads who signs. At the first start that is one new key; a second one is added where the city wants ML-DSA-44. */
export function readSigners(folder: string, host: string, postQuantum: boolean): Signers {
  const since = new Date().toISOString()
  const first = () => {
    const signer = newSigner(folder, originOf(host, 1), { file: 'record.key', type: 1, since })
    return `${JSON.stringify({ v: 1, number: 1, signers: [signer], before: [] }, null, 1)}\n`
  }
  const found = File.parse(JSON.parse(madeOnce(fileOf(folder), first)))
  const has = found.signers.some(({ type, retired }) => type === 6 && !retired)
  if (has || !postQuantum) return found
  const number = found.number === 1 ? '' : `-${found.number}`
  const file = `record${number}-ml-dsa.key`
  const second = newSigner(folder, originOf(host, found.number), { file, type: 6, since })
  const more = { ...found, signers: [...found.signers, second] }
  writeSigners(folder, more)
  return more
}
