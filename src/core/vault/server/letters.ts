/**
 * Letters to the owner of an account, and the secrets they carry. Only a keyed hash of a secret is
 * kept.
 */
import { createHmac, randomInt } from 'node:crypto'
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { LetterKind, Wait } from '../account-model.ts'
import { accountLetters } from '../account-purposes.ts'
import { emailIndex } from './accounts.ts'
import { spend } from './attempts.ts'
import { grantWithin } from './grants.ts'
import { type Asked, type Outcome, readWithin, valuesOf } from './read.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

const MINUTES: Readonly<Record<LetterKind, number>> = { confirm: 10, 'sign-in': 10, reset: 60 }
/** Hours within which a letter that was asked for has to go out. */
const HOURS_TO_SEND = 24

const kind = z.enum(['confirm', 'sign-in', 'reset'])
export const sendCodeInput = z.object({
  email: z.string().trim().max(320),
  kind,
  address: name,
  now: moment,
})
export const letterInput = z.object({ letter: name, now: moment })

const after = (now: string, minutes: number) =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString()

/** Under what a secret is found again; the digits of a code mean nothing without its letter. */
export function secretHash(room: Strongroom, letter: string, secret: string): Buffer {
  const key = room.keys.key('code', 'letter')
  return createHmac('sha256', key).update(`${letter}|${secret}`).digest()
}

export const caseOf = (letter: string) => `letter/${letter}`

/**
 * Notes that a letter is wanted. Without an account it is noted all the same, and never goes out.
 */
export async function sendCode(
  room: Strongroom,
  asked: z.infer<typeof sendCodeInput>,
): Promise<{ letter: string } | Wait> {
  const index = emailIndex(room, asked.email)
  const wait = await spend(
    room,
    [
      { what: 'letter-account', who: index.toString('hex') },
      { what: 'letter-address', who: asked.address },
    ],
    asked.now,
  )
  if (wait) return wait
  const letter = newSecret()
  await room.db.transact((tx) =>
    tx.run(sql`insert into vault.letter (letter, kind, person, asked_at)
      values (${letter}, ${asked.kind},
        (select person from vault.account where email_index = ${index}), ${asked.now})`),
  )
  return { letter }
}

const letterRow = z.object({ kind, person: z.string(), ref: z.string(), language: z.string() })

async function wanted(tx: Tx, letter: string, now: string) {
  return tx.one(
    sql`select l.kind, l.person, r.ref, a.language
      from vault.letter l
      join vault.account a on a.person = l.person
      join vault.ref r on r.person = l.person and r.module = 'account'
      where l.letter = ${letter} and l.used_at is null
        and l.asked_at > ${after(now, -60 * HOURS_TO_SEND)}`,
    letterRow,
  )
}

function asking(ref: string, letter: string, at: string): Asked {
  const actor = { kind: 'system' as const, ref: null, permissions: [], unit: null, badge: null }
  const { id, version, fields } = accountLetters
  const names = fields.map((field) => field.name)
  return { purpose: id, version, fields: names, ref, actor, case: caseOf(letter), at }
}

/** What a ready letter says. The address is read, and logged, like any other personal value. */
interface Ready {
  readonly outcome: Outcome
  readonly kind: LetterKind
  readonly language: string
  readonly secret: string
  readonly until: string
}

async function makeReady(tx: Tx, room: Strongroom, letter: string, now: string) {
  const found = await wanted(tx, letter, now)
  if (!found) return undefined
  const given = { purpose: accountLetters.id, case: caseOf(letter), batch: null, at: now }
  await grantWithin(tx, 'account', { ...given, person: found.person })
  const outcome = await readWithin(tx, room, 'account', asking(found.ref, letter, now))
  const reset = found.kind === 'reset'
  const secret = reset ? newSecret() : String(randomInt(1_000_000)).padStart(6, '0')
  const until = after(now, MINUTES[found.kind])
  const hash = secretHash(room, reset ? 'reset' : letter, secret)
  await tx.run(sql`update vault.letter set secret_hash = ${hash}, until_at = ${until}, tries = 0
    where letter = ${letter}`)
  const ready: Ready = { outcome, kind: found.kind, language: found.language, secret, until }
  return ready
}

/** For the job that sends it. Null: nobody to send it to, or no longer wanted. */
export async function letter(room: Strongroom, asked: z.infer<typeof letterInput>) {
  const ready = await room.db.transact((tx) => makeReady(tx, room, asked.letter, asked.now))
  if (!ready) return null
  const { outcome, ...said } = ready
  const to = valuesOf(outcome)['account.email']
  return to === undefined ? null : { ...said, to }
}
