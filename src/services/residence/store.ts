import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Ending, ENDINGS, type Way } from './model.ts'

const StandingRow = z.object({
  ref: z.string(),
  way: z.enum(['letter', 'desk', 'provider', 'register']),
  since: z.string(),
  until: z.string(),
  language: z.string(),
  endedAt: z.string().nullable(),
  endedWhy: z.enum(ENDINGS).nullable(),
})
/** How a proof stands. */
export type StandingProof = z.infer<typeof StandingRow>

const standingColumns = sql`ref, way, since, until::text as until, language,
  ended_at as "endedAt", ended_why as "endedWhy"`

export function readStanding(tx: Tx, ref: string): Promise<StandingProof | undefined> {
  return tx.one(
    sql`select ${standingColumns} from residence.standing where ref = ${ref}`,
    StandingRow,
  )
}

/** Residence is proved anew; what was before is over. */
export async function putStanding(
  tx: Tx,
  of: { ref: string; way: Way; until: string; language: string; now: string },
): Promise<void> {
  await tx.run(sql`insert into residence.standing (ref, way, since, until, language)
    values (${of.ref}, ${of.way}, ${of.now}, ${of.until}, ${of.language})
    on conflict (ref) do update set way = excluded.way, since = excluded.since,
      until = excluded.until, language = excluded.language, reminded_at = null, ended_at = null,
      ended_why = null`)
}

/** False when there was none. */
export async function endStanding(tx: Tx, ref: string, why: Ending, now: string): Promise<boolean> {
  const ended = await tx.run(sql`update residence.standing
    set ended_at = ${now}, ended_why = ${why} where ref = ${ref} and ended_at is null`)
  return ended > 0
}

/** Proofs whose last day is over, a portion at a time. */
export function listOver(tx: Tx, today: string, most: number): Promise<StandingProof[]> {
  return tx.many(
    sql`select ${standingColumns} from residence.standing
      where ended_at is null and until <= ${today} order by until, ref limit ${most}`,
    StandingRow,
  )
}

/** Proofs that end soon and of which nobody was told yet; from now on they count as told. */
export function takeToRemind(
  tx: Tx,
  of: { before: string; now: string; most: number },
): Promise<StandingProof[]> {
  return tx.many(
    sql`update residence.standing set reminded_at = ${of.now} where ref in (
        select ref from residence.standing where ended_at is null and reminded_at is null
          and until <= ${of.before} order by until, ref limit ${of.most})
      returning ${standingColumns}`,
    StandingRow,
  )
}

const LetterRow = z.object({
  id: z.string(),
  ref: z.string(),
  askedAt: z.string(),
  until: z.string(),
  tries: z.number(),
  state: z.enum(['waiting', 'sent', 'used', 'over']),
  sentAt: z.string().nullable(),
})
/** A letter with a code. */
export type Letter = z.infer<typeof LetterRow>

const letterColumns = sql`id, ref, asked_at as "askedAt", until::text as until, tries, state,
  sent_at as "sentAt"`

export async function addLetter(
  tx: Tx,
  of: { id: string; ref: string; codeHash: Uint8Array; until: string; now: string },
): Promise<void> {
  await tx.run(sql`insert into residence.letter (id, ref, code_hash, asked_at, until, state)
    values (${of.id}, ${of.ref}, ${of.codeHash}, ${of.now}, ${of.until}, 'waiting')`)
}

/** The letter of a person that is under way. */
export function readOpenLetter(tx: Tx, ref: string): Promise<Letter | undefined> {
  return tx.one(
    sql`select ${letterColumns} from residence.letter
      where ref = ${ref} and state in ('waiting', 'sent')`,
    LetterRow,
  )
}

export function readLetter(tx: Tx, id: string): Promise<Letter | undefined> {
  return tx.one(sql`select ${letterColumns} from residence.letter where id = ${id}`, LetterRow)
}

/** How many letters somebody had since then. */
export async function countLetters(tx: Tx, ref: string, since: string): Promise<number> {
  const row = await tx.one(
    sql`select count(*)::int as all from residence.letter
      where ref = ${ref} and asked_at > ${since}`,
    z.object({ all: z.number() }),
  )
  return row?.all ?? 0
}

/** Letters that wait to be printed, the oldest first. */
export function listWaiting(tx: Tx): Promise<Letter[]> {
  return tx.many(
    sql`select ${letterColumns} from residence.letter where state = 'waiting'
      order by id limit 200`,
    LetterRow,
  )
}

/** A letter goes from one state to the next; false when it stood elsewhere. */
export async function moveLetter(
  tx: Tx,
  id: string,
  of: { from: Letter['state']; to: Letter['state']; now: string },
): Promise<boolean> {
  const moved = await tx.run(sql`update residence.letter set state = ${of.to},
      sent_at = case when ${of.to} = 'sent' then ${of.now}::timestamptz else sent_at end
    where id = ${id} and state = ${of.from}`)
  return moved > 0
}

/** Counts a try at a letter's code before it is judged, and says whether it was right. */
export async function tryCode(tx: Tx, id: string, hash: Uint8Array): Promise<boolean> {
  const row = await tx.one(
    sql`update residence.letter set tries = tries + 1 where id = ${id}
      returning code_hash = ${hash} as right`,
    z.object({ right: z.boolean() }),
  )
  return row?.right ?? false
}

/** Letters nobody answered in time, a portion at a time. */
export function takeUnanswered(tx: Tx, today: string, most: number): Promise<Letter[]> {
  return tx.many(
    sql`update residence.letter set state = 'over' where id in (
        select id from residence.letter where state in ('waiting', 'sent') and until <= ${today}
        order by id limit ${most})
      returning ${letterColumns}`,
    LetterRow,
  )
}

const ApartRow = z.object({
  side: z.enum(['waits', 'first', 'same']),
  until: z.string().nullable(),
  language: z.string(),
})
/** Who waits to be told apart, is asked to show a fact until then, or was found to be the same person. */
export type Apart = z.infer<typeof ApartRow>

export function readApart(tx: Tx, ref: string): Promise<Apart | undefined> {
  return tx.one(
    sql`select side, until, language from residence.namesake where ref = ${ref}`,
    ApartRow,
  )
}

export async function putApart(tx: Tx, of: Apart & { ref: string; now: string }): Promise<void> {
  await tx.run(sql`insert into residence.namesake (ref, side, until, language, at)
    values (${of.ref}, ${of.side}, ${of.until}, ${of.language}, ${of.now})
    on conflict (ref) do update set side = excluded.side, until = excluded.until, at = excluded.at`)
}

export async function dropApart(tx: Tx, refs: readonly string[]): Promise<void> {
  await tx.run(sql`delete from residence.namesake where ref = any(${[...refs]}::text[])`)
}

/** What was said of namesakes long ago is not said any more. */
export async function forgetApart(tx: Tx, before: string): Promise<void> {
  await tx.run(sql`delete from residence.namesake where at < ${before}`)
}
