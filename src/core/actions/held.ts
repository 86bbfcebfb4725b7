/** What was typed is held while somebody shows again who they are, so that nothing is lost (WCAG 3.3.7, 2.2.5). */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const MINUTES = 30
const MOST_BYTES = 200_000

/** A form that was sent too early: by whom, for which action, with what. */
export interface Held {
  readonly action: string
  /** Pseudonym of who typed it; empty for somebody of whom no session is known. */
  readonly by: string
  readonly values: Readonly<Record<string, unknown>>
}

const Shape: z.ZodType<Held> = z.object({
  action: z.string(),
  by: z.string(),
  values: z.record(z.string(), z.unknown()),
})

const hashOf = (secret: string) => createHash('sha256').update(`held ${secret}`).digest()
const keyOf = (secret: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', 'cityright-held-v1', 32))

/** Holds a form; gives the secret that opens it again, or undefined when there is too much of it. */
export async function hold(tx: Tx, held: Held, now: string): Promise<string | undefined> {
  const text = JSON.stringify(held)
  if (text.length > MOST_BYTES) return undefined
  const secret = newSecret(20)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce)
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  const sealed = Buffer.concat([nonce, cipher.getAuthTag(), body])
  await tx.run(
    sql`insert into actions.held (hash, at, sealed) values (${hashOf(secret)}, ${now}, ${sealed})`,
  )
  return secret
}

/** What was held under this secret for this person; null when there is nothing, or it was too long ago. */
export async function readHeld(
  tx: Tx,
  secret: string,
  { by, now }: { by: string; now: string },
): Promise<Held | null> {
  const after = new Date(Date.parse(now) - MINUTES * 60_000).toISOString()
  const row = await tx.one(
    sql`select sealed from actions.held where hash = ${hashOf(secret)} and at > ${after}`,
    z.object({ sealed: z.instanceof(Uint8Array) }),
  )
  if (!row) return null
  const bytes = Buffer.from(row.sealed)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
  const held = Shape.parse(JSON.parse(text))
  return held.by === '' || held.by === by ? held : null
}

/** The same, once: whoever brings it a second time finds nothing. */
export async function takeHeld(
  tx: Tx,
  secret: string,
  asked: { by: string; now: string },
): Promise<Held | null> {
  const found = await readHeld(tx, secret, asked)
  const gone = await tx.run(sql`delete from actions.held where hash = ${hashOf(secret)}`)
  return gone > 0 ? found : null
}

/** Forgets what nobody came back for. */
export function forgetHeld(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`delete from actions.held where at < ${before}`)
}
