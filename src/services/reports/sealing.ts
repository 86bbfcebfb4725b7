/**
 * The words of a report on its way, sealed with its own secret (AES-256-GCM): nobody looked at them for personal data yet,
 * and the city keeps the hash of that secret alone, so that only whoever has the link can read them (GDPR art. 25, 32).
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import type { Answers } from './model.ts'
import { answers } from './store/rows.ts'

const IV = 12
const TAG = 16

const Words = z.object({
  answers,
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  district: z.string().nullable(),
  text: z.string(),
  left: z.array(z.string()),
})
type Opened = z.infer<typeof Words>
/** What somebody typed, and where it is. */
export type Words = Omit<Opened, 'answers'> & { readonly answers: Answers }

const keyOf = (secret: string, use: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `cityright draft ${use} v1`, 32))

/** The same words give the same bytes: the nonce is made of them and a key of its own, so that none comes twice (RFC 8452). */
export function sealed(words: Words, secret: string): Uint8Array {
  const plain = Buffer.from(JSON.stringify(words))
  const iv = createHmac('sha256', keyOf(secret, 'nonce')).update(plain).digest().subarray(0, IV)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, 'words'), iv)
  const hidden = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), hidden])
}

/** The words again; bytes that were not sealed with this secret are refused. */
export function opened(bytes: Uint8Array, secret: string): Opened {
  const iv = bytes.subarray(0, IV)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, 'words'), iv)
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG))
  const plain = Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()])
  return Words.parse(JSON.parse(plain.toString('utf8')))
}
