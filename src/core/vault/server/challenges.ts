/** Questions to which one answer is expected soon. Only a keyed hash of them is kept. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { secretHash, type Strongroom } from './strongroom.ts'

const MINUTES = 10
const TRIES = 5

const FIRST_HALVES = ['password', 'mail', 'provider'] as const
/** What may be shown first, where a second half is asked for. */
export type FirstHalf = (typeof FIRST_HALVES)[number]

type Kind = 'enter' | 'add' | 'second'

interface Question {
  readonly kind: Kind
  readonly secret: string
  readonly person: string | null
  /** What was shown before, when this is the second half. */
  readonly how?: FirstHalf
  readonly now: string
}

/** Notes a question; what nobody answered in time is forgotten on the way. */
export async function pose(tx: Tx, room: Strongroom, question: Question): Promise<void> {
  const { kind, secret, person, how, now } = question
  const until = new Date(Date.parse(now) + MINUTES * 60_000).toISOString()
  await tx.run(sql`delete from vault.challenge where until_at < ${now}`)
  await tx.run(sql`insert into vault.challenge (hash, kind, person, how, until_at)
    values (${secretHash(room, kind, secret)}, ${kind}, ${person}, ${how ?? null}, ${until})`)
}

const Row = z.object({
  person: z.string().nullable(),
  how: z.enum(FIRST_HALVES).nullable(),
  open: z.boolean(),
})

/** Counts a try at a question, before it is judged. Null when there is no such question, or it is over. */
export async function attemptAt(
  tx: Tx,
  room: Strongroom,
  { kind, secret, now }: Pick<Question, 'kind' | 'secret' | 'now'>,
): Promise<{ person: string | null; how: FirstHalf | null } | null> {
  const row = await tx.one(
    sql`update vault.challenge set tries = tries + 1
      where hash = ${secretHash(room, kind, secret)} and kind = ${kind}
      returning person, how, until_at > ${now} and tries <= ${TRIES} as open`,
    Row,
  )
  return row?.open ? row : null
}

/** An answer was taken: the question is not asked again. */
export async function settle(
  tx: Tx,
  room: Strongroom,
  { kind, secret }: Pick<Question, 'kind' | 'secret'>,
): Promise<boolean> {
  const gone = await tx.run(
    sql`delete from vault.challenge where hash = ${secretHash(room, kind, secret)} and kind = ${kind}`,
  )
  return gone > 0
}
