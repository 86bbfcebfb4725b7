/** What somebody does who came back from a provider: comes in, opens an account, or adds it to theirs. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { CameIn } from '../ways-model.ts'
import { emailIndex } from './accounts.ts'
import { arrivalOf, heldInput, settleArrival } from './arrivals.ts'
import { comeIn } from './coming-in.ts'
import { addIdentity, ownerOf, useIdentity } from './identities.ts'
import { dekOf, sealValues } from './keep.ts'
import { newPerson, personOf, refFor } from './persons.ts'
import { name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const enterInput = heldInput.extend({ peopleRef: name.nullable() })
export const openInput = heldInput.extend({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
})
export const addInput = heldInput.extend({ peopleRef: name })

type Arrived = NonNullable<Awaited<ReturnType<typeof arrivalOf>>>

/**
 * Where the provider is no surer than a password, a code generator is asked for as after a password:
 * otherwise it would be a way around it.
 */
async function comesIn(
  tx: Tx,
  room: Strongroom,
  person: string,
  { found, now }: { found: Pick<Arrived, 'assurance' | 'provedAt'>; now: string },
): Promise<CameIn> {
  const { assurance, provedAt } = found
  if (assurance !== 'low') {
    const peopleRef = await refFor(tx, room, 'people', person)
    return { peopleRef, how: ['provider'], assurance, provedAt }
  }
  const came = await comeIn(tx, room, person, { how: 'provider', now })
  return 'peopleRef' in came ? { ...came, provedAt } : came
}

/** Signs in whoever has this identity. Somebody who was signed in when they left comes back as nobody else. */
export async function enter(
  room: Strongroom,
  asked: z.infer<typeof enterInput>,
): Promise<CameIn | { unknown: true } | { stranger: true }> {
  const { arrival, peopleRef, now } = asked
  return room.db.transact(async (tx) => {
    const found = await arrivalOf(tx, room, asked)
    if (!found) return { wrong: true as const }
    const person = await ownerOf(tx, found.identity)
    const left = peopleRef === null ? null : await personOf(tx, 'people', peopleRef)
    if (found.person !== null && (left !== found.person || person !== found.person)) {
      return { stranger: true as const }
    }
    if (!person) return { unknown: true as const }
    await settleArrival(tx, room, arrival)
    await useIdentity(tx, found, now)
    return comesIn(tx, room, person, { found, now })
  })
}

/** The address goes with the account unless somebody has it here already: nobody is told whether. */
async function keepAddress(
  tx: Tx,
  room: Strongroom,
  { person, email, now }: { person: string; email: string; now: string },
): Promise<void> {
  if (!z.email().max(254).safeParse(email).success) return
  const index = emailIndex(room, email)
  const kept = await tx.run(sql`update vault.account
    set email_index = ${index}, confirmed_at = ${now}
    where person = ${person}
      and not exists (select 1 from vault.account where email_index = ${index})`)
  if (kept === 0) return
  await sealValues(tx, room, { person, batch: null, at: now, module: 'account' }, [
    { field: 'account.email', class: 'account', value: email.trim() },
  ])
}

/** A new account for an identity that nobody here has. An address alone never opens another's account. */
export async function open(room: Strongroom, asked: z.infer<typeof openInput>): Promise<CameIn> {
  const { arrival, language, now } = asked
  return room.db.transact(async (tx): Promise<CameIn> => {
    const found = await arrivalOf(tx, room, asked)
    const known = found && (await ownerOf(tx, found.identity))
    if (!found || known || !(await settleArrival(tx, room, arrival))) return { wrong: true }
    const person = await newPerson(tx, now, null)
    await tx.run(sql`insert into vault.account (person, password_hash, language, opened_at)
      values (${person}, '', ${language}, ${now})`)
    await refFor(tx, room, 'account', person)
    // The key of the class is what erasing an account destroys: there is one from the start.
    await dekOf(tx, room, person, 'account')
    await addIdentity(tx, person, found, now)
    if (found.email !== null) await keepAddress(tx, room, { person, email: found.email, now })
    return comesIn(tx, room, person, { found, now })
  })
}

/** Adds an identity to the account of who is signed in, and was when they left for the provider. */
export async function add(
  room: Strongroom,
  asked: z.infer<typeof addInput>,
): Promise<'added' | 'others' | 'over' | 'too-many'> {
  const { arrival, peopleRef, now } = asked
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    const found = await arrivalOf(tx, room, asked)
    if (!found || found.person !== person) return 'over'
    const owner = await ownerOf(tx, found.identity)
    if (owner !== undefined && owner !== person) return 'others'
    if (owner === undefined && !(await addIdentity(tx, person, found, now))) return 'too-many'
    await settleArrival(tx, room, arrival)
    if (owner !== undefined) await useIdentity(tx, found, now)
    return 'added'
  })
}
