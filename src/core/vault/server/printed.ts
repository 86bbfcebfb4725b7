/** Codes on paper, for the day a code generator is lost. Each is good once; only keyed hashes of them are kept. */
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { openOwn, sealOwn } from './own-values.ts'
import { personOf } from './persons.ts'
import { secretHash, type Strongroom } from './strongroom.ts'

const PRINTED = 10
/** Minutes in which their owner copies them. */
const SHOWN = 10
const FIELD = 'account.printed'

interface Own {
  readonly peopleRef: string
  readonly now: string
}

const readable = (code: string) => code.toLowerCase().replace(/[^0-9a-z]/g, '')

const hashOf = (room: Strongroom, person: string, code: string) =>
  secretHash(room, `printed ${person}`, readable(code))

/** Makes ten codes; all earlier ones are void. */
export async function print(tx: Tx, room: Strongroom, person: string, now: string): Promise<void> {
  const codes = Array.from({ length: PRINTED }, () => newSecret(6).replace(/^.{5}/, '$&-'))
  await tx.run(sql`delete from vault.printed where person = ${person}`)
  for (const code of codes)
    await tx.run(sql`insert into vault.printed (person, hash, made_at)
      values (${person}, ${hashOf(room, person, code)}, ${now})`)
  const whose = { person, field: FIELD }
  const { keyver, iv, ciphertext } = await sealOwn(tx, room, whose, codes.join(' '))
  const until = new Date(Date.parse(now) + SHOWN * 60_000).toISOString()
  await tx.run(sql`update vault.generator set printed_keyver = ${keyver}, printed_iv = ${iv},
    printed_sealed = ${ciphertext}, printed_until = ${until} where person = ${person}`)
}

/** Is this one of the printed codes? Then it is used now. */
export async function takePrinted(
  tx: Tx,
  room: Strongroom,
  person: string,
  { code, now }: { code: string; now: string },
): Promise<boolean> {
  const used = await tx.run(sql`update vault.printed set used_at = ${now}
    where person = ${person} and hash = ${hashOf(room, person, code)} and used_at is null`)
  return used > 0
}

/** New codes for a generator that is in use. */
export async function again(room: Strongroom, asked: Own): Promise<boolean> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', asked.peopleRef)
    const found = await tx.one(
      sql`select 1 as one from vault.generator
        where person = ${person} and active_at is not null for update`,
      z.object({ one: z.number() }),
    )
    if (found) await print(tx, room, person, asked.now)
    return found !== undefined
  })
}

const bytes = z.instanceof(Uint8Array)
const Shown = z.object({ keyver: z.number(), iv: bytes, ciphertext: bytes })

/** The codes, for the minutes in which they are copied; nothing after that. */
export async function now(room: Strongroom, asked: Own): Promise<string[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, 'people', asked.peopleRef)
    const found = await tx.one(
      sql`select printed_keyver as keyver, printed_iv as iv, printed_sealed as ciphertext
        from vault.generator
        where person = ${person} and active_at is not null and printed_until > ${asked.now}`,
      Shown,
    )
    if (!found) return []
    return (await openOwn(tx, room, { person, field: FIELD }, found)).split(' ')
  })
}
