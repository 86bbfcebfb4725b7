/** Persons and their pseudonyms. Which pseudonyms are one person is known here alone. */
import { randomUUID } from 'node:crypto'
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { name } from './shapes.ts'
import { pseudonym, type Strongroom } from './strongroom.ts'

export const refInput = z.object({ people: name })

const PersonRow = z.object({ person: z.string() })

/** The person a service means by a pseudonym. */
export async function personOf(tx: Tx, module: string, ref: string): Promise<string> {
  const row = await tx.one(
    sql`select person from vault.ref where module = ${module} and ref = ${ref}`,
    PersonRow,
  )
  if (!row) throw new Refusal('not-found', ['vault.person-unknown'])
  return row.person
}

/** This service's pseudonym of a person, written down so that it can be found back. */
export async function refFor(
  tx: Tx,
  room: Strongroom,
  module: string,
  person: string,
): Promise<string> {
  const ref = pseudonym(room.keys, module, person)
  await tx.run(sql`insert into vault.ref (module, ref, person) values (${module}, ${ref}, ${person})
    on conflict do nothing`)
  return ref
}

/** Somebody the city had nothing to do with until now. */
export async function newPerson(tx: Tx, at: string, batch: string | null): Promise<string> {
  const person = randomUUID()
  await tx.run(
    sql`insert into vault.person (person, batch, since) values (${person}, ${batch}, ${at})`,
  )
  return person
}

/** From the pseudonym under which somebody is signed in to the one a service knows. */
export async function refOf(room: Strongroom, module: string, people: string): Promise<string> {
  const known = await room.db.look((tx) => pairOf(tx, module, people))
  if (known?.ref) return known.ref
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', people)
    return refFor(tx, room, module, person)
  })
}

function pairOf(tx: Tx, module: string, people: string) {
  return tx.one(
    sql`select r.ref from vault.ref p join vault.ref r on r.person = p.person
      where p.module = 'people' and p.ref = ${people} and r.module = ${module}`,
    z.object({ ref: z.string() }),
  )
}

export const refFromInput = z.object({ module: name, ref: name })

/**
 * Whom another service means, in the pseudonym of this one; null for somebody without an account, who has no folder
 * to look into.
 */
export async function refFrom(
  room: Strongroom,
  module: string,
  other: z.infer<typeof refFromInput>,
): Promise<string | null> {
  return room.db.transact(async (tx) => {
    const found = await tx.one(
      sql`select r.person from vault.ref r
        join vault.account a on a.person = r.person and a.confirmed_at is not null
        where r.module = ${other.module} and r.ref = ${other.ref}`,
      z.object({ person: z.string() }),
    )
    return found ? refFor(tx, room, module, found.person) : null
  })
}
