/** What is said against findings, and what cities answer. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { items } from '../model.ts'

const Contradiction = z.object({
  number: z.number(),
  city: z.string(),
  item: z.enum(items),
  text: z.string(),
  link: z.string().nullable(),
  madeAt: z.string(),
  dueOn: z.string(),
  answer: z.string().nullable(),
  answeredAt: z.string().nullable(),
  answeredBy: z.enum(['city', 'secretariat']).nullable(),
  hidden: z.string().nullable(),
})
/** A contradiction; the text of a hidden one is empty. */
export type Contradiction = z.infer<typeof Contradiction>

const columns = sql`number, city, item, case when hidden is null then text else '' end as text,
  case when hidden is null then link end as link, made_at as "madeAt", due_on as "dueOn", answer,
  answered_at as "answeredAt", answered_by as "answeredBy", hidden`

/** Of one item of a city, the newest first. */
export function listAbout(
  tx: Tx,
  it: { city: string; item: string; limit: number },
): Promise<Contradiction[]> {
  return tx.many(
    sql`select ${columns} from evidence.contradiction where city = ${it.city} and item = ${it.item}
      order by number desc limit ${it.limit}`,
    Contradiction,
  )
}

/** Of all cities, the newest first. */
export function listContradictions(
  tx: Tx,
  before: number,
  limit: number,
): Promise<Contradiction[]> {
  return tx.many(
    sql`select ${columns} from evidence.contradiction where number < ${before}
      order by number desc limit ${limit}`,
    Contradiction,
  )
}

/** How many of a city wait for an answer, in all and too long. */
export async function countOpen(
  tx: Tx,
  city: string,
  today: string,
): Promise<{ open: number; overdue: number }> {
  const row = await tx.one(
    sql`select count(*) as open, count(*) filter (where due_on < ${today}) as overdue
      from evidence.contradiction where city = ${city} and answer is null and hidden is null`,
    z.object({ open: z.number(), overdue: z.number() }),
  )
  return row ?? { open: 0, overdue: 0 }
}

/** Writes it down; gives its number. */
export async function addContradiction(
  tx: Tx,
  it: {
    city: string
    item: string
    finding: string
    text: string
    link: string | null
    salt: string
    now: string
    due: string
    code: string
  },
): Promise<number> {
  const row = await tx.one(
    sql`insert into evidence.contradiction
        (city, item, finding, text, link, salt, made_at, due_on, code)
      values (${it.city}, ${it.item}, ${it.finding}, ${it.text}, ${it.link}, ${it.salt}, ${it.now},
        ${it.due}, ${it.code}) returning number`,
    z.object({ number: z.number() }),
  )
  if (!row) throw new Error('a contradiction was written and has no number')
  return row.number
}

async function found(row: Promise<Contradiction | undefined>): Promise<Contradiction> {
  const one = await row
  if (!one) throw new Refusal('not-found', ['no-such-contradiction'])
  return one
}

/** The contradiction whose letter holds this code, given as its hash. */
export function readByCode(tx: Tx, hash: string): Promise<Contradiction> {
  return found(
    tx.one(sql`select ${columns} from evidence.contradiction where code = ${hash}`, Contradiction),
  )
}

/** Nobody else changes it until we are done. */
export async function lockByCode(tx: Tx, hash: string): Promise<Contradiction> {
  await tx.run(sql`select 1 from evidence.contradiction where code = ${hash} for update`)
  return readByCode(tx, hash)
}

/** The same, for officials, by number. */
export async function lockByNumber(tx: Tx, number: number): Promise<Contradiction> {
  await tx.run(sql`select 1 from evidence.contradiction where number = ${number} for update`)
  return found(
    tx.one(
      sql`select ${columns} from evidence.contradiction where number = ${number}`,
      Contradiction,
    ),
  )
}

/** The answer, once. */
export async function setAnswer(
  tx: Tx,
  it: { number: number; answer: string; by: 'city' | 'secretariat'; now: string },
): Promise<void> {
  await tx.run(sql`update evidence.contradiction set answer = ${it.answer}, answered_at = ${it.now},
    answered_by = ${it.by} where number = ${it.number}`)
}

/** Hides what was said, for this reason; that it was said stays. */
export async function setHidden(tx: Tx, number: number, reason: string): Promise<void> {
  await tx.run(sql`update evidence.contradiction set hidden = ${reason} where number = ${number}`)
}
