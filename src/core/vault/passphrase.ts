/** A key file under a passphrase: Argon2id (RFC 9106) makes the key that seals it. */
import { argon2Sync, createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The first recommendation of RFC 9106, section 4, with less memory: 256 MiB, three passes. */
const MEMORY = 256 * 1024
const PASSES = 3
const LANES = 4

/** Opens and closes key files. */
export interface Lock {
  /** The text of a key file; without a passphrase the key itself. */
  close(key: Uint8Array): string
  /** Undefined when this is no key, or the passphrase is another. */
  open(text: string): Buffer | undefined
}

const sealedFile = z.object({
  v: z.literal(1),
  kdf: z.literal('argon2id'),
  memory: z.int().max(4_194_304),
  passes: z.int().max(100),
  lanes: z.int().max(64),
  salt: z.base64(),
  iv: z.base64(),
  sealed: z.base64(),
})

type SealedFile = z.infer<typeof sealedFile>

/** By what a master key is known again. */
export function fingerprintOf(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('cityright master key').digest()
}

const plain: Lock = {
  close: (key) => Buffer.from(key).toString('hex'),
  open: (text) => (/^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : undefined),
}

function keyFrom(passphrase: string, { memory, passes, lanes, salt }: SealedFile): Buffer {
  return argon2Sync('argon2id', {
    message: Buffer.from(passphrase.normalize('NFKC')),
    nonce: Buffer.from(salt, 'base64'),
    memory,
    passes,
    parallelism: lanes,
    tagLength: 32,
  })
}

function sealedText(passphrase: string, key: Uint8Array): string {
  const [salt, iv] = [randomBytes(16), randomBytes(12)]
  const spec = { v: 1, kdf: 'argon2id', memory: MEMORY, passes: PASSES, lanes: LANES } as const
  const file = { ...spec, salt: salt.toString('base64'), iv: iv.toString('base64'), sealed: '' }
  const cipher = createCipheriv('aes-256-gcm', keyFrom(passphrase, file), iv)
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()])
  return JSON.stringify({ ...file, sealed: sealed.toString('base64') })
}

function opened(passphrase: string, text: string): Buffer | undefined {
  try {
    const file = sealedFile.parse(JSON.parse(text))
    const sealed = Buffer.from(file.sealed, 'base64')
    const iv = Buffer.from(file.iv, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', keyFrom(passphrase, file), iv)
    decipher.setAuthTag(sealed.subarray(32))
    return Buffer.concat([decipher.update(sealed.subarray(0, 32)), decipher.final()])
  } catch {
    return undefined
  }
}

/** Whether a key file is under a passphrase. */
export function isSealed(text: string): boolean {
  return text.startsWith('{')
}

/** With a passphrase new key files are sealed; one that is not sealed yet opens all the same. */
export function lockOf(passphrase: string | undefined): Lock {
  if (passphrase === undefined) return plain
  return {
    close: (key) => sealedText(passphrase, key),
    open: (text) => (isSealed(text) ? opened(passphrase, text) : plain.open(text)),
  }
}

/** The lock of the passphrase in this file, without the line's end; none when no file is named. */
export function lockFrom(passphraseFile: string | undefined): Lock {
  if (!passphraseFile) return plain
  const passphrase = readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, '')
  if (passphrase.length < 12) throw new Error(`${passphraseFile}: use at least twelve letters`)
  return lockOf(passphrase)
}
