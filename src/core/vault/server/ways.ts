/** With what somebody can sign in, and letters that say when that changes. */
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { PasskeyFacts, WaysFacts } from '../ways-model.ts'
import { openOwn } from './own-values.ts'
import { identitiesOf } from './identities.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const waysInput = z.object({ peopleRef: name })
export const tellInput = z.object({
  peopleRef: name,
  now: moment,
  kind: z.enum(['entered', 'changed', 'recovery']),
})

const bytes = z.instanceof(Uint8Array)
const PasskeyRow = z.object({
  passkey: z.string(),
  madeAt: z.string(),
  usedAt: z.string().nullable(),
  synced: z.boolean(),
  keyver: z.number(),
  iv: bytes,
  ciphertext: bytes,
})

async function passkeysOf(tx: Tx, room: Strongroom, person: string): Promise<PasskeyFacts[]> {
  const rows = await tx.many(
    sql`select credential as passkey, made_at as "madeAt", used_at as "usedAt", synced, keyver,
        name_iv as iv, name_sealed as ciphertext
      from vault.passkey where person = ${person} order by made_at, credential`,
    PasskeyRow,
  )
  const found: PasskeyFacts[] = []
  for (const { keyver, iv, ciphertext, ...facts } of rows) {
    const whose = { person, field: `account.passkey ${facts.passkey}` }
    found.push({ ...facts, name: await openOwn(tx, room, whose, { keyver, iv, ciphertext }) })
  }
  return found
}

const WaysRow = z.object({
  since: z.string().nullable(),
  left: z.number(),
  password: z.boolean().nullable(),
  address: z.boolean().nullable(),
})

/** With what somebody can sign in beside the password. */
export async function waysOf(room: Strongroom, peopleRef: string): Promise<WaysFacts> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    const row = await tx.one(
      sql`select (select active_at from vault.generator where person = ${person}) as since,
        (select count(*) from vault.printed where person = ${person} and used_at is null) as left,
        (select password_hash <> '' from vault.account where person = ${person}) as password,
        (select email_index is not null from vault.account where person = ${person}) as address`,
      WaysRow,
    )
    return {
      passkeys: await passkeysOf(tx, room, person),
      generatorSince: row?.since ?? null,
      printedLeft: row?.left ?? 0,
      identities: await identitiesOf(tx, person),
      hasPassword: row?.password ?? false,
      hasAddress: row?.address ?? false,
    }
  })
}

/** Notes that a letter is wanted: it carries no secret and says that something happened. */
export async function tell(
  room: Strongroom,
  { peopleRef, now, kind }: z.infer<typeof tellInput>,
): Promise<{ letter: string }> {
  const letter = newSecret()
  await room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    await tx.run(sql`insert into vault.letter (letter, kind, person, asked_at)
      values (${letter}, ${kind}, ${person}, ${now})`)
  })
  return { letter }
}
