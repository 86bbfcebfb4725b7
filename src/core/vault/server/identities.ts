/** Accounts of other services with which somebody signs in: found by a keyed hash, never by an address. */
import { createHmac } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import { assuranceShape, strongest } from '#core/people'
import { newSecret } from '#core/kernel'
import { z } from 'zod'
import type { IdentityFacts } from '../identity-model.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** Most identities one account may have. */
const MOST = 10

export const removeInput = z.object({ peopleRef: name, identity: name, now: moment })

/** Under what somebody is found again: who vouches, and what it calls them (OpenID Connect Core 5.7). */
export function identityHash(room: Strongroom, issuer: string, subject: string): Buffer {
  const key = room.keys.key('index', 'account.identity')
  return createHmac('sha256', key)
    .update(JSON.stringify([issuer, subject]))
    .digest()
}

/** Whose it is; undefined when nobody here has it. */
export async function ownerOf(tx: Tx, hash: Uint8Array): Promise<string | undefined> {
  const row = await tx.one(
    sql`select person from vault.identity where hash = ${hash}`,
    z.object({ person: z.string() }),
  )
  return row?.person
}

const Row: z.ZodType<IdentityFacts> = z.object({
  identity: z.string(),
  provider: z.string(),
  assurance: assuranceShape,
  addedAt: z.string(),
  usedAt: z.string(),
  residentAt: z.string().nullable(),
})

/** Every identity of a person. */
export function identitiesOf(tx: Tx, person: string): Promise<IdentityFacts[]> {
  return tx.many(
    sql`select identity, provider, assurance, added_at as "addedAt", used_at as "usedAt",
        resident_at as "residentAt"
      from vault.identity where person = ${person} order by added_at, identity`,
    Row,
  )
}

/** What an arrival says of an identity. */
export interface Seen {
  readonly identity: Uint8Array
  readonly provider: string
  readonly assurance: z.infer<typeof assuranceShape>
  readonly resident: boolean
}

/** Gives somebody an identity that nobody has. False when they have too many. */
export async function addIdentity(
  tx: Tx,
  person: string,
  { identity, provider, assurance, resident }: Seen,
  now: string,
): Promise<boolean> {
  if ((await identitiesOf(tx, person)).length >= MOST) return false
  await tx.run(sql`insert into vault.identity
    (hash, identity, person, provider, assurance, added_at, used_at, resident_at)
    values (${identity}, ${newSecret()}, ${person}, ${provider}, ${assurance}, ${now}, ${now},
      ${resident ? now : null})`)
  return true
}

/** Notes that an identity was used, and what it showed. */
export async function useIdentity(tx: Tx, seen: Seen, now: string): Promise<void> {
  const { identity, assurance, resident } = seen
  const before = await tx.one(
    sql`select assurance from vault.identity where hash = ${identity}`,
    z.object({ assurance: assuranceShape }),
  )
  const best = strongest(assurance, before?.assurance ?? 'low')
  await tx.run(sql`update vault.identity set used_at = ${now}, assurance = ${best},
      resident_at = ${resident ? sql`${now}` : sql`resident_at`}
    where hash = ${identity}`)
}

/** In how many ways somebody can come in: password, letter, passkeys, other services. */
export async function waysLeft(tx: Tx, person: string): Promise<number> {
  const row = await tx.one(
    sql`select (select count(*) from vault.passkey where person = ${person})
        + (select count(*) from vault.identity where person = ${person})
        + (select count(*) from vault.account where person = ${person} and password_hash <> '')
        + (select count(*) from vault.account where person = ${person} and email_index is not null)
        as n`,
    z.object({ n: z.number() }),
  )
  return row?.n ?? 0
}

/** Takes an identity away; nobody signs in with it any more. The last way to sign in stays. */
export async function remove(
  room: Strongroom,
  { peopleRef, identity }: z.infer<typeof removeInput>,
): Promise<'removed' | 'last' | 'none'> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    const known = await identitiesOf(tx, person)
    if (!known.some((one) => one.identity === identity)) return 'none'
    if ((await waysLeft(tx, person)) < 2) return 'last'
    await tx.run(sql`delete from vault.identity
      where identity = ${identity} and person = ${person}`)
    return 'removed'
  })
}
