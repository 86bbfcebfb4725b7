/** Voluntary mandates: one invites, the other takes it, the first says yes again; and ends it at any time. */
import { randomUUID } from 'node:crypto'
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Wait } from '../account-model.ts'
import { spend } from './attempts.ts'
import { sealName } from './mandate-names.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import { secretHash, type Strongroom } from './strongroom.ts'

/** Hours for which an invitation may be taken. */
const HOURS = 72

const called = z.string().trim().min(1).max(100)
export const scopes = z.array(name).min(1).max(20)

export const offerInput = z.object({ ref: name, name: called, scopes, until: moment, at: moment })
export const takeInput = z.object({ ref: name, code: z.string().max(60), name: called, at: moment })
export const ownInput = z.object({ ref: name, mandate: z.uuid(), at: moment })

const hashOf = (room: Strongroom, code: string): Buffer =>
  secretHash(room, 'mandate', code.toLowerCase().replace(/[^0-9a-z]/g, ''))

/** Invites somebody. Nothing comes of it before both have said yes. */
export async function offer(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof offerInput>,
): Promise<{ mandate: string; code: string }> {
  const mandate = randomUUID()
  const code = newSecret(10).replace(/.{4}(?=.)/g, '$&-')
  const until = new Date(Date.parse(asked.at) + HOURS * 3_600_000).toISOString()
  await room.db.transact(async (tx) => {
    const person = await personOf(tx, module, asked.ref)
    const { keyver, iv, ciphertext } = await sealName(tx, room, { mandate, person }, asked.name)
    await tx.run(sql`insert into vault.mandate (mandate, kind, person, scopes, asked_at, code_hash,
        code_until, until_at, delegate_keyver, delegate_iv, delegate_name)
      values (${mandate}, 'voluntary', ${person}, ${asked.scopes}, ${asked.at},
        ${hashOf(room, code)}, ${until}, ${asked.until}, ${keyver}, ${iv}, ${ciphertext})`)
  })
  return { mandate, code }
}

const offered = z.object({ mandate: z.string(), person: z.string() })

type Taken = { mandate: string } | { wrong: true } | { own: true } | Wait

async function taken(
  tx: Tx,
  room: Strongroom,
  asked: z.infer<typeof takeInput>,
  delegate: string,
): Promise<Taken> {
  const row = await tx.one(
    sql`select mandate, person from vault.mandate where code_hash = ${hashOf(room, asked.code)}
      and delegate is null and ended_at is null and code_until > ${asked.at} for update`,
    offered,
  )
  if (!row) return { wrong: true }
  if (row.person === delegate) return { own: true }
  const { mandate } = row
  const said = await sealName(tx, room, { mandate, person: delegate }, asked.name)
  await tx.run(sql`update vault.mandate set delegate = ${delegate}, taken_at = ${asked.at},
      code_hash = null, person_keyver = ${said.keyver}, person_iv = ${said.iv},
      person_name = ${said.ciphertext}
    where mandate = ${mandate}`)
  return { mandate }
}

/** The other takes the invitation with the code that they were handed. Tries are counted. */
export async function take(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof takeInput>,
): Promise<Taken> {
  const delegate = await room.db.look((tx) => personOf(tx, module, asked.ref))
  const wait = await spend(room, [{ what: 'account', who: `mandate ${delegate}` }], asked.at)
  if (wait) return wait
  return room.db.transact((tx) => taken(tx, room, asked, delegate))
}

/** The second yes of whoever invited: from now on it is in force. */
export async function confirm(
  room: Strongroom,
  module: string,
  { ref, mandate, at }: z.infer<typeof ownInput>,
): Promise<boolean> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    const changed = await tx.run(sql`update vault.mandate set from_at = ${at}
      where mandate = ${mandate} and person = ${person} and kind = 'voluntary'
        and delegate is not null and from_at is null and ended_at is null and until_at > ${at}`)
    return changed > 0
  })
}

/** Whoever gave a mandate takes it back, at once. What a court or the law gave only the desk ends. */
export async function end(
  room: Strongroom,
  module: string,
  { ref, mandate, at }: z.infer<typeof ownInput>,
): Promise<boolean> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    const changed = await tx.run(sql`update vault.mandate set ended_at = ${at},
        ended_why = 'withdrawn', code_hash = null
      where mandate = ${mandate} and person = ${person} and kind = 'voluntary' and ended_at is null`)
    return changed > 0
  })
}
