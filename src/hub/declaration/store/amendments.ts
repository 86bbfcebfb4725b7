/** Proposals to amend the declaration, and what people say about them. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { states } from '../model.ts'

const Amendment = z.object({
  number: z.number(),
  about: z.string(),
  title: z.string(),
  text: z.string(),
  reason: z.string(),
  state: z.enum(states),
  proposedAt: z.string(),
  proposedAs: z.string(),
  city: z.string().nullable(),
  answer: z.string().nullable(),
  answeredAt: z.string().nullable(),
  version: z.string().nullable(),
  comments: z.number(),
})
export type Amendment = z.infer<typeof Amendment>

const columns = sql`number, about, title, text, reason, state, proposed_at as "proposedAt",
  proposed_as as "proposedAs", city, answer, answered_at as "answeredAt", version,
  (select count(*) from declaration.comment c where c.amendment = a.number) as comments`

/** A number as it stands in an address; anything else is a proposal that does not exist. */
function known(number: string): number {
  if (!/^[1-9]\d{0,8}$/.test(number)) throw new Refusal('not-found', ['no-such-amendment'])
  return Number(number)
}

/** Proposals, the newest first. */
export function listAmendments(
  tx: Tx,
  before: string | undefined,
  limit: number,
): Promise<Amendment[]> {
  return tx.many(
    sql`select ${columns} from declaration.amendment a
        ${before === undefined ? sql.empty : sql`where number < ${known(before)}`}
        order by number desc limit ${limit}`,
    Amendment,
  )
}

export async function readAmendment(tx: Tx, number: string): Promise<Amendment> {
  const found = await tx.one(
    sql`select ${columns} from declaration.amendment a where number = ${known(number)}`,
    Amendment,
  )
  if (!found) throw new Refusal('not-found', ['no-such-amendment'])
  return found
}

/** Nobody else answers it until we are done. */
export async function lockAmendment(tx: Tx, number: string): Promise<Amendment> {
  await tx.run(sql`select 1 from declaration.amendment where number = ${known(number)} for update`)
  return readAmendment(tx, number)
}

export async function addAmendment(
  tx: Tx,
  it: {
    about: string
    title: string
    text: string
    reason: string
    salt: string
    at: string
    as: string
    city: string | null
  },
): Promise<number> {
  const made = await tx.one(
    sql`insert into declaration.amendment (about, title, text, reason, salt, proposed_at, proposed_as,
          city)
        values (${it.about}, ${it.title}, ${it.text}, ${it.reason}, ${it.salt}, ${it.at}, ${it.as},
          ${it.city})
        returning number`,
    z.object({ number: z.number() }),
  )
  if (!made) throw new Error('a proposal was not written')
  return made.number
}

export async function setAnswered(
  tx: Tx,
  number: number,
  it: { state: 'declined' | 'adopted'; answer: string; version?: string; at: string },
): Promise<void> {
  await tx.run(sql`update declaration.amendment set state = ${it.state}, answer = ${it.answer},
    answered_at = ${it.at}, version = ${it.version ?? null} where number = ${number}`)
}

const Comment = z.object({
  id: z.string(),
  at: z.string(),
  as: z.string(),
  city: z.string().nullable(),
  text: z.string().nullable(),
  hidden: z.string().nullable(),
})
export type Comment = z.infer<typeof Comment>

/** What was said, in order; a hidden comment leaves its place and the reason why. */
export function listComments(tx: Tx, amendment: number): Promise<Comment[]> {
  return tx.many(
    sql`select id, at, written_as as "as", city, hidden, case when hidden is null then text end as text
        from declaration.comment where amendment = ${amendment} order by at, id limit 1000`,
    Comment,
  )
}

export async function addComment(
  tx: Tx,
  it: Omit<Comment, 'hidden' | 'text'> & { amendment: number; text: string; salt: string },
): Promise<void> {
  await tx.run(sql`insert into declaration.comment (id, amendment, at, written_as, city, text, salt)
    values (${it.id}, ${it.amendment}, ${it.at}, ${it.as}, ${it.city}, ${it.text}, ${it.salt})`)
}

/** False when there is no such comment in sight. */
export async function hideComment(
  tx: Tx,
  it: { id: string; amendment: number; reason: string },
): Promise<boolean> {
  const hidden = await tx.run(sql`update declaration.comment set hidden = ${it.reason}
    where id = ${it.id} and amendment = ${it.amendment} and hidden is null`)
  return hidden > 0
}
