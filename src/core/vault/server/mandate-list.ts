/** Mandates as their two people see them, what they let somebody do now, and their end by date. */
import { sql } from '#core/database'
import { z } from 'zod'
import { type InForce, type Mandate, MANDATES } from '../mandate-model.ts'
import { openName, sealedName } from './mandate-names.ts'
import { personOf, refFor } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const ofInput = z.object({ ref: name })
export const inForceInput = z.object({ peopleRef: name, mandate: z.uuid(), at: moment })
export const dueInput = z.object({ at: moment })

const bytes = z.instanceof(Uint8Array).nullable()
const ends = z.enum(['withdrawn', 'date', 'majority', 'desk', 'erased'])

const row = z.object({
  mandate: z.string(),
  kind: z.enum(MANDATES),
  side: z.enum(['for', 'by']),
  scopes: z.array(z.string()),
  evidence: z.string().nullable(),
  taken: z.boolean(),
  asked: z.boolean(),
  from: z.string().nullable(),
  until: z.string(),
  endedAt: z.string().nullable(),
  endedWhy: ends.nullable(),
  keyver: z.number().nullable(),
  iv: bytes,
  ciphertext: bytes,
})

function stateOf(one: z.infer<typeof row>): Mandate['state'] {
  if (one.endedAt) return 'ended'
  if (one.from) return 'standing'
  if (one.asked) return 'asked'
  return one.taken ? 'taken' : 'offered'
}

/** Every mandate of a person, on either side, the newest first. */
export async function of(
  room: Strongroom,
  module: string,
  { ref }: z.infer<typeof ofInput>,
): Promise<Mandate[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    const rows = await tx.many(
      sql`select mandate, kind, case when person = ${person} then 'for' else 'by' end as side,
          scopes, evidence, delegate is not null as taken, asked_by is not null as asked,
          from_at as from, until_at as until, ended_at as "endedAt", ended_why as "endedWhy",
          case when person = ${person} then delegate_keyver else person_keyver end as keyver,
          case when person = ${person} then delegate_iv else person_iv end as iv,
          case when person = ${person} then delegate_name else person_name end as ciphertext
        from vault.mandate
        where person = ${person} or delegate = ${person} order by asked_at desc, mandate limit 200`,
      row,
    )
    const found: Mandate[] = []
    for (const one of rows) {
      const { mandate, kind, side, scopes, evidence, from, until, endedAt, endedWhy } = one
      const sealed = sealedName.parse(one)
      const said = await openName(tx, room, { mandate, person }, sealed)
      const ended = endedAt && endedWhy ? { at: endedAt, why: endedWhy } : null
      const state = stateOf(one)
      found.push({ mandate, kind, side, state, scopes, name: said, evidence, from, until, ended })
    }
    return found
  })
}

const forceRow = z.object({
  mandate: z.string(),
  kind: z.enum(MANDATES),
  person: z.string(),
  scopes: z.array(z.string()),
  until: z.string(),
  keyver: z.number().nullable(),
  iv: bytes,
  ciphertext: bytes,
})

/** What a delegate may do now; null when the mandate is not theirs, not in force yet, or over. */
export async function inForce(
  room: Strongroom,
  { peopleRef, mandate, at }: z.infer<typeof inForceInput>,
): Promise<InForce | null> {
  return room.db.transact(async (tx) => {
    const delegate = await personOf(tx, 'people', peopleRef)
    const found = await tx.one(
      sql`select mandate, kind, person, scopes, until_at as until, person_keyver as keyver,
          person_iv as iv, person_name as ciphertext
        from vault.mandate where mandate = ${mandate} and delegate = ${delegate}
          and from_at is not null and ended_at is null and until_at > ${at}`,
      forceRow,
    )
    if (!found) return null
    const { kind, person, scopes, until } = found
    const said = await openName(tx, room, { mandate, person: delegate }, sealedName.parse(found))
    const theirs = await refFor(tx, room, 'people', person)
    return { mandate, kind, peopleRef: theirs, scopes, until, name: said }
  })
}

/** Ends what is over by its date: at majority, or on the day that was said. Also invitations nobody took. */
export async function endDue(
  room: Strongroom,
  { at }: z.infer<typeof dueInput>,
): Promise<string[]> {
  const rows = await room.db.transact((tx) =>
    tx.many(
      sql`update vault.mandate set ended_at = ${at}, code_hash = null,
          ended_why = case when kind = 'parental' then 'majority' else 'date' end
        where ended_at is null and (until_at <= ${at}
          or (delegate is null and code_until <= ${at})) returning mandate`,
      z.object({ mandate: z.string() }),
    ),
  )
  return rows.map(({ mandate }) => mandate)
}
