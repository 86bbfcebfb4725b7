/** The second half of a sign-in, and the password of somebody who is in already. */
import { sql } from '#core/database'
import { z } from 'zod'
import type { CameIn } from '../ways-model.ts'
import { forgive, spend, type Subject } from './attempts.ts'
import { attemptAt, settle } from './challenges.ts'
import { comeIn } from './coming-in.ts'
import { takeCode } from './generator.ts'
import { personOf, refFor } from './persons.ts'
import { takePrinted } from './printed.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const secondInput = z.object({
  second: z.string().max(100),
  code: z.string().max(60),
  address: name,
  now: moment,
})
export const checkOwnInput = z.object({
  peopleRef: name,
  password: z.string().min(1).max(1000),
  address: name,
  now: moment,
})

type Code = z.infer<typeof secondInput>

const subjectsOf = (who: string, address: string): Subject[] => [
  { what: 'account', who },
  { what: 'address', who: address },
]

/** Whose sign-in waits for its second half; counted, whether or not there is any. */
async function waiting(room: Strongroom, { second, now }: Code) {
  const found = await room.db.transact((tx) =>
    attemptAt(tx, room, { kind: 'second', secret: second, now }),
  )
  return found?.person && found.how ? { person: found.person, how: found.how } : null
}

/** A code of the generator, or a printed one: either is good once. */
export async function checkSecond(room: Strongroom, asked: Code): Promise<CameIn> {
  const { second, code, address, now } = asked
  const half = await waiting(room, asked)
  const subjects = subjectsOf(`second ${half?.person ?? second}`, address)
  const wait = await spend(room, subjects, now)
  if (wait) return wait
  if (!half) return { wrong: true }
  const { person, how } = half
  return room.db.transact(async (tx): Promise<CameIn> => {
    const by = (await takeCode(tx, room, person, { code, now, active: true }))
      ? 'generator'
      : (await takePrinted(tx, room, person, { code, now }))
        ? 'printed'
        : undefined
    if (!by || !(await settle(tx, room, { kind: 'second', secret: second }))) return { wrong: true }
    await forgive(tx, room, subjects)
    return { peopleRef: await refFor(tx, room, 'people', person), how: [how, by] }
  })
}

/** Is this the password of who is signed in? Asked again before what matters. */
export async function checkOwn(
  room: Strongroom,
  asked: z.infer<typeof checkOwnInput>,
): Promise<CameIn> {
  const { peopleRef, password, address, now } = asked
  const account = await room.db.look(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    return tx.one(
      sql`select person, password_hash as hash from vault.account where person = ${person}`,
      z.object({ person: z.string(), hash: z.string() }),
    )
  })
  const subjects = subjectsOf(`own ${account?.person ?? peopleRef}`, address)
  const wait = await spend(room, subjects, now)
  if (wait) return wait
  const right = await room.passwords.verify(password, account?.hash)
  if (!right || !account) return { wrong: true }
  return room.db.transact(async (tx) => {
    await forgive(tx, room, subjects)
    return comeIn(tx, room, account.person, { how: 'password', now })
  })
}
