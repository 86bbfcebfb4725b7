import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Tx, sql } from '#core/database'

const Sealed = z.object({ sealed: z.instanceof(Uint8Array) })

function secretOf(key: string, action: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, action, 'cityright-once-v1', 32))
}

function seal(key: string, action: string, answer: unknown): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secretOf(key, action), nonce)
  const body = Buffer.concat([cipher.update(JSON.stringify(answer ?? null)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function open(key: string, action: string, sealed: Uint8Array): unknown {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key, action), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
  return JSON.parse(text)
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')

/** The answer given before to this action with this key, or undefined when it is new. */
export async function answered(
  tx: Tx,
  action: string,
  key: string,
): Promise<{ answer: unknown } | undefined> {
  const found = await tx.one(
    sql`select sealed from actions.answer where action = ${action} and key_hash = ${hashOf(key)}`,
    Sealed,
  )
  return found && { answer: open(key, action, found.sealed) }
}

/** Keeps the answer beside the work it answers. A second sender of the key waits here, then fails. */
export async function keepAnswer(
  tx: Tx,
  action: string,
  key: string,
  answer: unknown,
  now: string,
): Promise<void> {
  await tx.run(sql`
    insert into actions.answer (action, key_hash, at, sealed)
    values (${action}, ${hashOf(key)}, ${now}, ${seal(key, action, answer)})`)
}

/** Forgets answers that nobody will ask for again. */
export function forgetAnswers(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`delete from actions.answer where at < ${before}`)
}
