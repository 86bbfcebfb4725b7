/** Somebody came back from a provider: what is known of it for ten minutes, in the one browser that left. */
import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { assuranceShape } from '#core/people'
import { z } from 'zod'
import { identityHash } from './identities.ts'
import { personOf } from './persons.ts'
import { identifying, residencyShape } from './residence-shapes.ts'
import { moment, name } from './shapes.ts'
import { secretHash, type Strongroom } from './strongroom.ts'

const MINUTES = 10

const line = z.string().max(320)
/** Whom and what a provider's word proves; only where somebody left to prove where they live. */
const claim = z
  .object({ who: z.object(identifying), residency: residencyShape })
  .nullable()
  .default(null)
export const arriveInput = z.object({
  provider: name,
  issuer: z.string().min(1).max(1000),
  subject: z.string().min(1).max(1000),
  assurance: assuranceShape,
  provedAt: moment.nullable(),
  resident: z.boolean(),
  email: line.nullable(),
  called: line.nullable(),
  claim,
  browser: name,
  peopleRef: name.nullable(),
  now: moment,
})
export const heldInput = z.object({ arrival: name, browser: z.string().max(200), now: moment })

const Personal = z.object({ email: z.string().nullable(), called: z.string().nullable(), claim })

const hashOf = (room: Strongroom, secret: string) => secretHash(room, 'arrival', secret)
const browserHash = (room: Strongroom, browser: string) => secretHash(room, 'browser', browser)
const keyOf = (secret: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', 'cityright-arrival-v1', 32))

function sealed(secret: string, personal: z.infer<typeof Personal>): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce)
  const body = Buffer.concat([cipher.update(JSON.stringify(personal)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function opened(secret: string, bytes: Uint8Array): z.infer<typeof Personal> {
  const whole = Buffer.from(bytes)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), whole.subarray(0, 12))
  decipher.setAuthTag(whole.subarray(12, 28))
  const text = Buffer.concat([decipher.update(whole.subarray(28)), decipher.final()]).toString()
  return Personal.parse(JSON.parse(text))
}

/** Keeps who came for ten minutes. Subject and address are in it as keyed hash and sealed. */
export async function arrive(
  room: Strongroom,
  asked: z.infer<typeof arriveInput>,
): Promise<{ arrival: string }> {
  const { issuer, subject, provider, assurance, resident, now } = asked
  const { email, called, claim: said } = asked
  const arrival = newSecret(20)
  const until = new Date(Date.parse(now) + MINUTES * 60_000).toISOString()
  await room.db.transact(async (tx) => {
    const person = asked.peopleRef && (await personOf(tx, 'people', asked.peopleRef))
    await tx.run(sql`delete from vault.arrival where until_at < ${now}`)
    await tx.run(sql`insert into vault.arrival
      (hash, identity, provider, browser, person, assurance, proved_at, resident, sealed, until_at)
      values (${hashOf(room, arrival)}, ${identityHash(room, issuer, subject)}, ${provider},
        ${browserHash(room, asked.browser)}, ${person}, ${assurance}, ${asked.provedAt},
        ${resident},
        ${sealed(arrival, { email, called, claim: said })}, ${until})`)
  })
  return { arrival }
}

const Row = z.object({
  identity: z.instanceof(Uint8Array),
  provider: z.string(),
  browser: z.instanceof(Uint8Array),
  person: z.string().nullable(),
  assurance: assuranceShape,
  provedAt: z.string().nullable(),
  resident: z.boolean(),
  sealed: z.instanceof(Uint8Array),
})

type Held = z.infer<typeof heldInput>

/** An arrival that is still good, for the browser that came. */
export async function arrivalOf(tx: Tx, room: Strongroom, { arrival, browser, now }: Held) {
  const row = await tx.one(
    sql`select identity, provider, browser, person, assurance,
        proved_at as "provedAt", resident, sealed
      from vault.arrival where hash = ${hashOf(room, arrival)} and until_at > ${now}`,
    Row,
  )
  if (!row || !timingSafeEqual(row.browser, browserHash(room, browser))) return undefined
  return { ...row, ...opened(arrival, row.sealed) }
}

/** An arrival is good once. */
export async function settleArrival(tx: Tx, room: Strongroom, arrival: string): Promise<boolean> {
  return (await tx.run(sql`delete from vault.arrival where hash = ${hashOf(room, arrival)}`)) > 0
}

/** What the person may know of it before they decide. */
export async function arrivedWith(room: Strongroom, asked: Held) {
  const found = await room.db.look((tx) => arrivalOf(tx, room, asked))
  if (!found) return null
  const { provider, called, email } = found
  return { provider, called, hasAddress: email !== null }
}
