/** Commitments: what was promised, by which city. */
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { budgets } from '../model.ts'

const Commitment = z.object({
  number: z.number(),
  city: z.string(),
  title: z.string(),
  problem: z.string(),
  benefits: z.string(),
  principles: z.array(z.string()),
  items: z.array(z.string()),
  targets: z.array(z.string()),
  office: z.string(),
  mailbox: z.string(),
  partners: z.string().nullable(),
  startsOn: z.string(),
  endsOn: z.string(),
  budget: z.enum(budgets),
  flagship: z.boolean(),
  publishedAt: z.string(),
  withdrawn: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
})
/** A commitment as it stands. */
export type Commitment = z.infer<typeof Commitment>

const columns = sql`number, city, title, problem, benefits, principles, items, targets, office,
  mailbox, partners, starts_on as "startsOn", ends_on as "endsOn", budget, flagship,
  published_at as "publishedAt", withdrawn, withdrawn_at as "withdrawnAt"`

/** What a list of commitments is narrowed down to. */
export interface Filter {
  readonly city?: string | undefined
  readonly item?: string | undefined
  readonly principle?: string | undefined
  readonly before?: number | undefined
}

function conditions({ city, item, principle, before }: Filter): Statement {
  const all = [
    sql`true`,
    ...(city === undefined ? [] : [sql`city = ${city}`]),
    ...(item === undefined ? [] : [sql`items @> ${[item]}::text[]`]),
    ...(principle === undefined ? [] : [sql`principles @> ${[principle]}::text[]`]),
    ...(before === undefined ? [] : [sql`number < ${before}`]),
  ]
  return sql.join(all, ' and ')
}

/** Commitments, the newest first. */
export function listCommitments(tx: Tx, filter: Filter, limit: number): Promise<Commitment[]> {
  return tx.many(
    sql`select ${columns} from commitments.commitment where ${conditions(filter)}
        order by number desc limit ${limit}`,
    Commitment,
  )
}

/** What one city promised and has not withdrawn; those in front come first. */
export function listOf(tx: Tx, city: string): Promise<Commitment[]> {
  return tx.many(
    sql`select ${columns} from commitments.commitment where city = ${city} and withdrawn is null
        order by flagship desc, number limit 200`,
    Commitment,
  )
}

/** What chosen cities promised on one item. */
export function listAbout(tx: Tx, item: string, cities: readonly string[]): Promise<Commitment[]> {
  return tx.many(
    sql`select ${columns} from commitments.commitment
        where items @> ${[item]}::text[] and city = any(${[...cities]}::text[])
        order by number limit 200`,
    Commitment,
  )
}

/** Cities that promised something, for choosing among them. */
export async function listCities(tx: Tx): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct city from commitments.commitment order by city limit 500`,
    z.object({ city: z.string() }),
  )
  return rows.map(({ city }) => city)
}

/** One commitment by its number. */
export async function readCommitment(tx: Tx, number: number): Promise<Commitment> {
  const found = await tx.one(
    sql`select ${columns} from commitments.commitment where number = ${number}`,
    Commitment,
  )
  if (!found) throw new Refusal('not-found', ['no-such-commitment'])
  return found
}

/** Nobody else changes it until we are done. */
export async function lockCommitment(tx: Tx, number: number): Promise<Commitment> {
  await tx.run(sql`select 1 from commitments.commitment where number = ${number} for update`)
  return readCommitment(tx, number)
}

/** What a city promises when it promises it. */
export type Promised = Omit<
  Commitment,
  'number' | 'flagship' | 'withdrawn' | 'withdrawnAt' | 'publishedAt'
> & { readonly at: string }

/** Writes it down; gives its number. */
export async function addCommitment(tx: Tx, it: Promised): Promise<number> {
  const row = await tx.one(
    sql`insert into commitments.commitment (city, title, problem, benefits, principles, items,
          targets, office, mailbox, partners, starts_on, ends_on, budget, published_at)
        values (${it.city}, ${it.title}, ${it.problem}, ${it.benefits},
          ${[...it.principles]}::text[], ${[...it.items]}::text[], ${[...it.targets]}::text[],
          ${it.office}, ${it.mailbox}, ${it.partners}, ${it.startsOn}, ${it.endsOn}, ${it.budget},
          ${it.at})
        returning number`,
    z.object({ number: z.number() }),
  )
  if (!row) throw new Error('a commitment was written and has no number')
  return row.number
}

/** How many of a city's commitments are in front; who counts them holds the lock on all of them. */
export async function countFlagships(tx: Tx, city: string): Promise<number> {
  await tx.run(sql`select 1 from commitments.commitment where city = ${city}
    order by number for update`)
  const row = await tx.one(
    sql`select count(*) as count from commitments.commitment
        where city = ${city} and flagship and withdrawn is null`,
    z.object({ count: z.number() }),
  )
  return row?.count ?? 0
}

export async function setFlagship(tx: Tx, number: number, flagship: boolean): Promise<void> {
  await tx.run(
    sql`update commitments.commitment set flagship = ${flagship} where number = ${number}`,
  )
}

export async function setEnd(tx: Tx, number: number, endsOn: string): Promise<void> {
  await tx.run(sql`update commitments.commitment set ends_on = ${endsOn} where number = ${number}`)
}

/** It is withdrawn, with the reason; everything that was said stays. */
export async function setWithdrawn(
  tx: Tx,
  number: number,
  it: { reason: string; at: string },
): Promise<void> {
  await tx.run(sql`update commitments.commitment set withdrawn = ${it.reason},
    withdrawn_at = ${it.at}, flagship = false where number = ${number}`)
}
