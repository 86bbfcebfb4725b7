/** A code generator as the second half of a sign-in, and printed codes for the day it is lost. */
import { randomBytes } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { base32, fromBase32, stepOf } from './one-time-codes.ts'
import { openOwn, sealOwn } from './own-values.ts'
import { print } from './printed.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

const SECRET_BYTES = 20
const FIELD = 'account.generator'

export const ownInput = z.object({ peopleRef: name, now: moment })
export const codeInput = ownInput.extend({ code: z.string().max(60) })

const bytes = z.instanceof(Uint8Array)
const Row = z.object({
  keyver: z.number(),
  iv: bytes,
  sealed: bytes,
  active: z.boolean(),
  last: z.number(),
})

async function generatorOf(tx: Tx, room: Strongroom, person: string, lock = sql`for update`) {
  const row = await tx.one(
    sql`select keyver, iv, sealed, active_at is not null as active, last_step as last
      from vault.generator where person = ${person} ${lock}`,
    Row,
  )
  if (!row) return undefined
  const { keyver, iv, sealed: ciphertext } = row
  const secret = await openOwn(tx, room, { person, field: FIELD }, { keyver, iv, ciphertext })
  return { ...row, secret: fromBase32(secret) }
}

/** Makes a secret that counts once a code of it was entered; one that is in use stays. */
export async function offer(
  room: Strongroom,
  asked: z.infer<typeof ownInput>,
): Promise<{ secret: string } | { taken: true }> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', asked.peopleRef)
    const secret = base32(randomBytes(SECRET_BYTES))
    const { keyver, iv, ciphertext } = await sealOwn(tx, room, { person, field: FIELD }, secret)
    const made = await tx.run(sql`
      insert into vault.generator (person, keyver, iv, sealed, made_at)
      values (${person}, ${keyver}, ${iv}, ${ciphertext}, ${asked.now})
      on conflict (person) do update set keyver = excluded.keyver, iv = excluded.iv,
        sealed = excluded.sealed, made_at = excluded.made_at
      where generator.active_at is null`)
    return made > 0 ? { secret } : { taken: true as const }
  })
}

/** The secret that waits for its first code, for its owner to copy; null when none does. */
export async function offered(
  room: Strongroom,
  asked: z.infer<typeof ownInput>,
): Promise<{ secret: string } | null> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, 'people', asked.peopleRef)
    const found = await generatorOf(tx, room, person, sql.empty)
    return found && !found.active ? { secret: base32(found.secret) } : null
  })
}

/** Is this a code of the generator that was not used before? Then it is used now. */
export async function takeCode(
  tx: Tx,
  room: Strongroom,
  person: string,
  { code, now, active }: { code: string; now: string; active: boolean },
): Promise<boolean> {
  const generator = await generatorOf(tx, room, person)
  if (!generator || generator.active !== active) return false
  const digits = code.replace(/\s/g, '')
  const step = stepOf(generator.secret, digits, { now, after: generator.last })
  if (step === undefined) return false
  await tx.run(sql`update vault.generator
    set last_step = ${step}, active_at = coalesce(active_at, ${now}) where person = ${person}`)
  return true
}

/** The first code proves that the generator has the secret; from now on it is asked for. */
export async function take(room: Strongroom, asked: z.infer<typeof codeInput>): Promise<boolean> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', asked.peopleRef)
    const taken = await takeCode(tx, room, person, { ...asked, active: false })
    if (taken) await print(tx, room, person, asked.now)
    return taken
  })
}

/** Ends the generator, and the printed codes with it. */
export async function end(tx: Tx, person: string): Promise<boolean> {
  await tx.run(sql`delete from vault.printed where person = ${person}`)
  return (await tx.run(sql`delete from vault.generator where person = ${person}`)) > 0
}

/** The same, for its owner. */
export async function endOwn(room: Strongroom, asked: z.infer<typeof ownInput>): Promise<boolean> {
  return room.db.transact(async (tx) => end(tx, await personOf(tx, 'people', asked.peopleRef)))
}
