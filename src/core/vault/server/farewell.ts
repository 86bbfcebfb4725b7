/** The last letter: that an account is closed goes to its address, which is erased at the same time. */
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { accountLetters } from '../account-purposes.ts'
import { grantWithin } from './grants.ts'
import { dekOf } from './keep.ts'
import { readWithin } from './read.ts'
import { seal, unseal } from './seal.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** The class under whose key the address lies until the letter is out; then the key is destroyed. */
const CLASS = 'farewell'
const FIELD = 'account.email'
/** Hours after which a letter that could not be sent is given up. */
const HOURS = 48

export const farewellInput = z.object({ letter: name, now: moment })

const accountRow = z.object({ ref: z.string(), language: z.string() })

function accountOf(tx: Tx, person: string) {
  return tx.one(
    sql`select r.ref, a.language from vault.account a
      join vault.ref r on r.person = a.person and r.module = 'account'
      where a.person = ${person} and a.confirmed_at is not null
        and exists (select 1 from vault.purpose p where p.id = ${accountLetters.id} and p.active)`,
    accountRow,
  )
}

/** Reads the address for one letter, as for any other letter of an account; the reading is logged. */
async function addressOf(
  tx: Tx,
  room: Strongroom,
  of: { person: string; ref: string; case: string; at: string },
) {
  const { person, ref, case: caseRef, at } = of
  const { id: purpose, version } = accountLetters
  const actor = { kind: 'system' as const, ref: null, permissions: [], unit: null, badge: null }
  await grantWithin(tx, 'account', { purpose, case: caseRef, batch: null, at, person })
  const asked = { purpose, version, fields: [FIELD], ref, actor, case: caseRef, at }
  const outcome = await readWithin(tx, room, 'account', asked)
  await tx.run(sql`update vault.grant set until_at = ${at}
    where module = 'account' and case_ref = ${caseRef} and until_at is null`)
  return 'values' in outcome ? outcome.values[FIELD] : undefined
}

/** Puts the address aside in the transaction that erases it; gives the number of the letter, if there is one. */
export async function prepareFarewell(
  tx: Tx,
  room: Strongroom,
  person: string,
  at: string,
): Promise<string | undefined> {
  const found = await accountOf(tx, person)
  if (!found) return undefined
  const letter = newSecret()
  const of = { person, ref: found.ref, case: `letter/${letter}`, at }
  const to = await addressOf(tx, room, of)
  if (to === undefined) return undefined
  const { key, keyver } = await dekOf(tx, room, person, CLASS)
  const { iv, ciphertext } = seal(key, { person, field: FIELD, keyver }, to)
  await tx.run(sql`insert into vault.farewell (letter, person, language, keyver, iv, sealed, at)
    values (${letter}, ${person}, ${found.language}, ${keyver}, ${iv}, ${ciphertext}, ${at})`)
  return letter
}

const bytes = z.instanceof(Uint8Array)
const letterRow = z.object({
  person: z.string(),
  language: z.string(),
  keyver: z.number(),
  iv: bytes,
  sealed: bytes,
  wrapped: bytes,
  master: z.number(),
})

/** To whom the letter goes, and in which language; null once it is out, or was given up. */
export async function farewell(
  room: Strongroom,
  _module: string,
  { letter }: z.infer<typeof farewellInput>,
): Promise<{ to: string; language: string } | null> {
  const found = await room.db.look((tx) =>
    tx.one(
      sql`select f.person, f.language, f.keyver, f.iv, f.sealed, k.wrapped, k.master
        from vault.farewell f join keys.dek k
          on k.person = f.person and k.class = ${CLASS} and k.version = f.keyver
        where f.letter = ${letter}`,
      letterRow,
    ),
  )
  if (!found) return null
  const { person, language, keyver, iv, sealed: ciphertext, wrapped, master } = found
  const key = await room.keys.master.unwrap({ wrapped, master })
  return { to: unseal(key, { person, field: FIELD, keyver }, { iv, ciphertext }), language }
}

/** Destroys the keys of letters that are out, or too old: nothing of the address is left. */
async function forget(tx: Tx, letter: string | null, before: string): Promise<void> {
  const gone = await tx.many(
    sql`delete from vault.farewell where letter = ${letter} or at < ${before} returning person`,
    z.object({ person: z.string() }),
  )
  const people = gone.map(({ person }) => person)
  await tx.run(sql`delete from keys.dek
    where class = ${CLASS} and person = any(${people}::uuid[])`)
}

const tooOld = (now: string) => new Date(Date.parse(now) - HOURS * 3_600_000).toISOString()

/** The letter is out. */
export async function farewellSent(
  room: Strongroom,
  _module: string,
  { letter, now }: z.infer<typeof farewellInput>,
): Promise<void> {
  await room.db.transact((tx) => forget(tx, letter, tooOld(now)))
}

/** What the night forgets: letters that could not be sent. */
export async function forgetFarewells(room: Strongroom, now: string): Promise<void> {
  await room.db.transact((tx) => forget(tx, null, tooOld(now)))
}
