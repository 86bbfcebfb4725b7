/** What the city, its peers and a reviewer say of a commitment. The machine speaks in the service `evidence`. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { ambitions, effects, type Stage, stages, statuses } from '../model.ts'

const Statement = z.object({
  commitment: z.number(),
  half: z.string(),
  status: z.enum(statuses),
  effect: z.enum(effects).nullable(),
  text: z.string(),
  at: z.string(),
})
/** What the city said of its own commitment. */
export type Statement = z.infer<typeof Statement>

const said = sql`commitment, half, status, effect, text, at`

/** Everything the city said, the newest first. */
export function listStatements(tx: Tx, number: number): Promise<Statement[]> {
  return tx.many(
    sql`select ${said} from commitments.statement where commitment = ${number}
        order by at desc, id desc limit 100`,
    Statement,
  )
}

/** What the city said last of each of these. */
export async function lastStatements(
  tx: Tx,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Statement>> {
  const rows = await tx.many(
    sql`select distinct on (commitment) ${said} from commitments.statement
        where commitment = any(${[...numbers]}::integer[]) order by commitment, at desc, id desc`,
    Statement,
  )
  return new Map(rows.map((row) => [row.commitment, row]))
}

export async function addStatement(tx: Tx, it: Statement & { id: string }): Promise<void> {
  await tx.run(sql`insert into commitments.statement (id, commitment, half, status, effect, text, at)
    values (${it.id}, ${it.commitment}, ${it.half}, ${it.status}, ${it.effect}, ${it.text},
      ${it.at})`)
}

const Voice = z.object({
  commitment: z.number(),
  city: z.string(),
  status: z.enum(statuses),
  ambition: z.enum(ambitions),
  text: z.string(),
  at: z.string(),
})
/** What an official of another city said. */
export type Voice = z.infer<typeof Voice>

/** What each peer said last of these commitments. Who they are is not read. */
export function listVoices(tx: Tx, numbers: readonly number[]): Promise<Voice[]> {
  return tx.many(
    sql`select commitment, city, status, ambition, text, at from (
          select distinct on (commitment, ref) * from commitments.voice
          where commitment = any(${[...numbers]}::integer[])
          order by commitment, ref, at desc, id desc) last
        order by commitment, at limit 500`,
    Voice,
  )
}

export async function addVoice(tx: Tx, it: Voice & { id: string; ref: string }): Promise<void> {
  await tx.run(sql`insert into commitments.voice
      (id, commitment, city, ref, status, ambition, text, at)
    values (${it.id}, ${it.commitment}, ${it.city}, ${it.ref}, ${it.status}, ${it.ambition},
      ${it.text}, ${it.at})`)
}

const Review = z.object({
  commitment: z.number(),
  stage: z.enum(stages),
  interests: z.string(),
  ambition: z.enum(ambitions).nullable(),
  verifiable: z.boolean().nullable(),
  status: z.enum(statuses).nullable(),
  effect: z.enum(effects).nullable(),
  text: z.string(),
  at: z.string(),
  replyDue: z.string(),
  reply: z.string().nullable(),
  repliedAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
})
/** What an independent reviewer said, and the city's reply. */
export type Review = z.infer<typeof Review>

const reviews = sql`commitment, stage, interests, ambition, verifiable, status, effect, text, at,
  reply_due as "replyDue", reply, replied_at as "repliedAt", published_at as "publishedAt"`

/** All reviews of these commitments, also those that are not published yet. */
export function listReviews(tx: Tx, numbers: readonly number[]): Promise<Review[]> {
  return tx.many(
    sql`select ${reviews} from commitments.review
        where commitment = any(${[...numbers]}::integer[]) order by commitment, stage desc`,
    Review,
  )
}

/** One review, which nobody else changes until we are done. */
export async function lockReview(tx: Tx, number: number, stage: Stage): Promise<Review> {
  const found = await tx.one(
    sql`select ${reviews} from commitments.review
        where commitment = ${number} and stage = ${stage} for update`,
    Review,
  )
  if (!found) throw new Refusal('not-found', ['no-such-review'])
  return found
}

/** Reviews whose time for a reply is over and that nobody can read yet. */
export function lockDue(tx: Tx, today: string): Promise<Review[]> {
  return tx.many(
    sql`select ${reviews} from commitments.review
        where published_at is null and reply_due < ${today}
        order by commitment, stage limit 500 for update`,
    Review,
  )
}

export async function addReview(
  tx: Tx,
  it: Omit<Review, 'reply' | 'repliedAt' | 'publishedAt'>,
): Promise<void> {
  await tx.run(sql`insert into commitments.review (commitment, stage, interests, ambition,
      verifiable, status, effect, text, at, reply_due)
    values (${it.commitment}, ${it.stage}, ${it.interests}, ${it.ambition}, ${it.verifiable},
      ${it.status}, ${it.effect}, ${it.text}, ${it.at}, ${it.replyDue})`)
}

type Which = Pick<Review, 'commitment' | 'stage'>

export async function setReply(
  tx: Tx,
  { commitment, stage }: Which,
  it: { text: string; at: string },
): Promise<void> {
  await tx.run(sql`update commitments.review set reply = ${it.text}, replied_at = ${it.at}
    where commitment = ${commitment} and stage = ${stage}`)
}

export async function setPublished(tx: Tx, it: Which, at: string): Promise<void> {
  await tx.run(sql`update commitments.review set published_at = ${at}
    where commitment = ${it.commitment} and stage = ${it.stage}`)
}
