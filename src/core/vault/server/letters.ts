/**
 * Letters to the owner of an account, and the secrets they carry. Only a keyed hash of a secret is
 * kept.
 */
import { randomInt } from 'node:crypto'
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { LetterKind, Wait } from '../account-model.ts'
import { accountLetters } from '../account-purposes.ts'
import { emailIndex } from './accounts.ts'
import { spend } from './attempts.ts'
import { grantWithin } from './grants.ts'
import { personOf } from './persons.ts'
import { type Asked, type Outcome, readWithin, valuesOf } from './read.ts'
import { moment, name } from './shapes.ts'
import { secretHash, type Strongroom } from './strongroom.ts'

/** Minutes the secret of a letter is good for; the others carry none. */
const MINUTES: Readonly<Record<LetterKind, number>> = {
  confirm: 10,
  'sign-in': 10,
  reset: 60,
  entered: 0,
  changed: 0,
  recovery: 0,
}
/** Hours within which a letter that was asked for has to go out. */
const HOURS_TO_SEND = 24

const kind = z.enum(['confirm', 'sign-in', 'reset', 'entered', 'changed', 'recovery'])
export const sendCodeInput = z.object({
  email: z.string().trim().max(320),
  kind: kind.extract(['confirm', 'sign-in', 'reset']),
  address: name,
  now: moment,
})
export const ownCodeInput = z.object({ peopleRef: name, address: name, now: moment })
export const letterInput = z.object({ letter: name, now: moment })

const after = (now: string, minutes: number) =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString()

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

/** The same to the address of somebody who is signed in, who need not type it again. */
export async function sendOwnCode(
  room: Strongroom,
  { peopleRef, address, now }: z.infer<typeof ownCodeInput>,
): Promise<{ letter: string } | Wait> {
  const wait = await spend(
    room,
    [
      { what: 'letter-account', who: `own ${peopleRef}` },
      { what: 'letter-address', who: address },
    ],
    now,
  )
  if (wait) return wait
  const letter = newSecret()
  await room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    await tx.run(sql`insert into vault.letter (letter, kind, person, asked_at)
      values (${letter}, 'sign-in', ${person}, ${now})`)
  })
  return { letter }
}

const letterRow = z.object({ kind, person: z.string(), ref: z.string(), language: z.string() })

async function wanted(tx: Tx, letter: string, now: string) {
  return tx.one(
    sql`select l.kind, l.person, r.ref, a.language
      from vault.letter l
      join vault.account a on a.person = l.person
      join vault.ref r on r.person = l.person and r.module = 'account'
      where l.letter = ${letter} and l.used_at is null and a.email_index is not null
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

/** A letter that only says that something happened: it goes out once and leaves nothing to answer. */
async function said(
  tx: Tx,
  { kind: what, language }: z.infer<typeof letterRow>,
  { letter, now, outcome }: { letter: string; now: string; outcome: Outcome },
): Promise<Ready> {
  await tx.run(sql`update vault.grant set until_at = ${now}
    where module = 'account' and case_ref = ${caseOf(letter)} and until_at is null`)
  return { outcome, kind: what, language, secret: '', until: now }
}

async function makeReady(tx: Tx, room: Strongroom, letter: string, now: string) {
  const found = await wanted(tx, letter, now)
  if (!found) return undefined
  const given = { purpose: accountLetters.id, case: caseOf(letter), batch: null, at: now }
  await grantWithin(tx, 'account', { ...given, person: found.person })
  const outcome = await readWithin(tx, room, 'account', asking(found.ref, letter, now))
  if (MINUTES[found.kind] === 0) return said(tx, found, { letter, now, outcome })
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
