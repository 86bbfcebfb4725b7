import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Tx, sql } from '#core/database'
import { Refusal } from '#core/kernel'

const Sealed = z.object({ sealed: z.instanceof(Uint8Array) })
const Kept = z.object({ asked: z.string(), answer: z.unknown() })

/** A one-time key with its sender: who else picks the same key is told nothing. */
export interface Once {
  readonly key: string
  /** Whoever is signed in; empty for everybody else. */
  readonly by: string
  /** What was asked, by a program that must ask the same again; absent for a form. */
  readonly asked?: unknown
}

const nameOf = ({ key, by }: Once) => JSON.stringify([key, by])
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const askedOf = ({ asked }: Once) => (asked === undefined ? '' : hashOf(JSON.stringify(asked)))

function secretOf(once: Once, action: string): Buffer {
  return Buffer.from(hkdfSync('sha256', nameOf(once), action, 'cityright-once-v1', 32))
}

function seal(once: Once, action: string, answer: unknown): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secretOf(once, action), nonce)
  const text = JSON.stringify({ asked: askedOf(once), answer: answer ?? null })
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function open(once: Once, action: string, sealed: Uint8Array): z.infer<typeof Kept> {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', secretOf(once, action), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
  return Kept.parse(JSON.parse(text))
}

/**
 * The answer given before to this action with this key, or undefined when it is new. A program that
 * asks for something else with a key it used is refused (draft-ietf-httpapi-idempotency-key 2.6).
 */
export async function answered(
  tx: Tx,
  action: string,
  once: Once,
): Promise<{ answer: unknown } | undefined> {
  const hash = hashOf(nameOf(once))
  const asking = sql`select sealed from actions.answer
    where action = ${action} and key_hash = ${hash}`
  const found = await tx.one(sql.often(asking), Sealed)
  if (!found) return undefined
  const { asked, answer } = open(once, action, found.sealed)
  if (asked !== askedOf(once)) throw new Refusal('refused', ['key-used'])
  return { answer }
}

/** Keeps the answer beside the work it answers, last of all. A second sender of the key waits here, then fails. */
export async function keepAnswer(
  tx: Tx,
  action: string,
  once: Once,
  answer: unknown,
  now: string,
): Promise<void> {
  const kept = sql`insert into actions.answer (action, key_hash, at, sealed)
    values (${action}, ${hashOf(nameOf(once))}, ${now}, ${seal(once, action, answer)})`
  await tx.run(sql.last(sql.often(kept)))
}

/** Forgets answers that nobody will ask for again. */
export function forgetAnswers(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`delete from actions.answer where at < ${before}`)
}
