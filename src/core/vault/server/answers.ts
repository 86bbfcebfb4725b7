/** What comes back of a letter: six digits, or the token for a new password. */
import { timingSafeEqual } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { CameIn } from '../ways-model.ts'
import { spend } from './attempts.ts'
import { comeIn } from './coming-in.ts'
import { caseOf } from './letters.ts'
import { moment, name } from './shapes.ts'
import { secretHash, type Strongroom } from './strongroom.ts'

const TRIES = 5

export const checkCodeInput = z.object({
  letter: name,
  code: z.string().max(40),
  address: name,
  now: moment,
})
export const setPasswordInput = z.object({
  token: z.string().max(100),
  password: z.string().min(1).max(1000),
  address: name,
  now: moment,
})

const codeRow = z.object({
  kind: z.string(),
  person: z.string().nullable(),
  secret_hash: z.instanceof(Uint8Array).nullable(),
  open: z.boolean(),
})

/** Spends a letter: its secret is good once, and its address was readable for it alone. */
async function close(tx: Tx, letter: string, now: string): Promise<void> {
  await tx.run(sql`update vault.letter set used_at = ${now} where letter = ${letter}`)
  await tx.run(sql`update vault.grant set until_at = ${now}
    where module = 'account' and case_ref = ${caseOf(letter)} and until_at is null`)
}

/**
 * Whoever has the letter owns the address. A password that was set before by we know not whom
 * counts no more.
 */
async function confirmed(
  tx: Tx,
  person: string,
  now: string,
  keepsPassword: boolean,
): Promise<void> {
  await tx.run(sql`update vault.account set password_hash = ''
    where person = ${person} and confirmed_at is null and not ${keepsPassword}`)
  await tx.run(sql`update vault.account set confirmed_at = coalesce(confirmed_at, ${now})
    where person = ${person}`)
}

/** Are these the digits of this letter? Five tries, each counted before it is judged. */
export async function checkCode(
  room: Strongroom,
  asked: z.infer<typeof checkCodeInput>,
): Promise<CameIn> {
  const wait = await spend(room, [{ what: 'address', who: asked.address }], asked.now)
  if (wait) return wait
  const typed = secretHash(room, asked.letter, asked.code.replace(/\D/g, ''))
  return room.db.transact(async (tx): Promise<CameIn> => {
    const row = await tx.one(
      sql`update vault.letter set tries = tries + 1 where letter = ${asked.letter}
        returning kind, person, secret_hash, coalesce(kind in ('confirm', 'sign-in') and used_at is null
          and tries <= ${TRIES} and until_at > ${asked.now}, false) as open`,
      codeRow,
    )
    const right = timingSafeEqual(typed, row?.secret_hash ?? Buffer.alloc(typed.length))
    if (!row?.person || !row.open || !right) return { wrong: true }
    await close(tx, asked.letter, asked.now)
    await confirmed(tx, row.person, asked.now, row.kind === 'confirm')
    return comeIn(tx, room, row.person, { how: 'mail', now: asked.now })
  })
}

/** Sets a new password with the token of a letter. It is good once, for an hour. */
export async function setPassword(
  room: Strongroom,
  asked: z.infer<typeof setPasswordInput>,
): Promise<CameIn> {
  const wait = await spend(room, [{ what: 'address', who: asked.address }], asked.now)
  if (wait) return wait
  const typed = secretHash(room, 'reset', asked.token.trim().toLowerCase())
  const hash = await room.passwords.hash(asked.password)
  return room.db.transact(async (tx): Promise<CameIn> => {
    const row = await tx.one(
      sql`select letter, person from vault.letter where kind = 'reset' and secret_hash = ${typed}
        and used_at is null and until_at > ${asked.now}`,
      z.object({ letter: z.string(), person: z.string() }),
    )
    if (!row) return { wrong: true }
    await close(tx, row.letter, asked.now)
    await confirmed(tx, row.person, asked.now, false)
    await tx.run(sql`update vault.account set password_hash = ${hash} where person = ${row.person}`)
    return comeIn(tx, room, row.person, { how: 'mail', now: asked.now })
  })
}
