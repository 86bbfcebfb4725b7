/** Practices one by one: written, published in versions that never change, kept true, archived. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { Content, states } from '../model.ts'

const Practice = z.object({
  number: z.number(),
  city: z.string(),
  state: z.enum(states),
  content: Content,
  returned: z.string().nullable(),
  version: z.number(),
  shown: Content.nullable(),
  publishedAt: z.string().nullable(),
  changedAt: z.string(),
  confirmedOn: z.string().nullable(),
  askedOn: z.string().nullable(),
  archivedOn: z.string().nullable(),
  archivedBecause: z.string().nullable(),
  /** Where it was first told, such as a message on a discussion list. */
  source: z.string().nullable(),
})
export type Practice = z.infer<typeof Practice>

const columns = sql`number, city, state, content, returned, version, shown,
  published_at as "publishedAt", changed_at as "changedAt", confirmed_on as "confirmedOn",
  asked_on as "askedOn", archived_on as "archivedOn", archived_because as "archivedBecause", source`

const whole = (text: string | number) => (/^\d{1,9}$/.test(String(text)) ? Number(text) : 0)

async function found(row: Promise<Practice | undefined>): Promise<Practice> {
  const one = await row
  if (!one) throw new Refusal('not-found', ['no-such-practice'])
  return one
}

export function readPractice(tx: Tx, number: string | number): Promise<Practice> {
  return found(
    tx.one(
      sql`select ${columns} from practices.practice where number = ${whole(number)}`,
      Practice,
    ),
  )
}

/** Nobody else changes it until we are done. */
export async function lockPractice(tx: Tx, number: string | number): Promise<Practice> {
  await tx.run(sql`select 1 from practices.practice where number = ${whole(number)} for update`)
  return readPractice(tx, number)
}

/** The practice whose letter holds this code, given as its hash. */
export async function lockByCode(tx: Tx, hash: string): Promise<Practice> {
  await tx.run(sql`select 1 from practices.practice where code = ${hash} for update`)
  return readByCode(tx, hash)
}

export function readByCode(tx: Tx, hash: string): Promise<Practice> {
  return found(findByCode(tx, hash))
}

/** The practice with this code, while the question is open. */
export function findByCode(tx: Tx, hash: string): Promise<Practice | undefined> {
  return tx.one(sql`select ${columns} from practices.practice where code = ${hash}`, Practice)
}

export async function addPractice(
  tx: Tx,
  it: { city: string; content: Content; at: string; source?: string },
): Promise<number> {
  const row = await tx.one(
    sql`insert into practices.practice (city, state, content, changed_at, source)
        values (${it.city}, 'draft', ${JSON.stringify(it.content)}::jsonb, ${it.at},
          ${it.source ?? null}) returning number`,
    z.object({ number: z.number() }),
  )
  if (!row) throw new Error('a practice was written and has no number')
  return row.number
}

/** New words: the city writes again, and what was approved is a draft again. */
export async function setContent(
  tx: Tx,
  it: { number: number; content: Content; at: string },
): Promise<void> {
  await tx.run(sql`update practices.practice set content = ${JSON.stringify(it.content)}::jsonb,
    state = 'draft', changed_at = ${it.at} where number = ${it.number}`)
}

export async function setApproved(tx: Tx, it: { number: number; at: string }): Promise<void> {
  await tx.run(sql`update practices.practice set state = 'approved', returned = null,
    changed_at = ${it.at} where number = ${it.number}`)
}

export async function setReturned(
  tx: Tx,
  it: { number: number; words: string; at: string },
): Promise<void> {
  await tx.run(sql`update practices.practice set state = 'draft', returned = ${it.words},
    changed_at = ${it.at} where number = ${it.number}`)
}

/** What is published: the words are found by title, by summary, and by everything else. */
export interface Publishing {
  readonly number: number
  readonly version: number
  readonly content: Content
  readonly sha256: string
  readonly words: { readonly title: string; readonly summary: string; readonly rest: string }
  readonly at: string
  readonly on: string
}

export async function publishVersion(tx: Tx, it: Publishing): Promise<void> {
  const content = JSON.stringify(it.content)
  await tx.run(sql`insert into practices.version (practice, number, content, sha256, published_at)
    values (${it.number}, ${it.version}, ${content}::jsonb, ${it.sha256}, ${it.at})`)
  await tx.run(sql`update practices.practice set state = 'published', version = ${it.version},
    shown = ${content}::jsonb, published_at = ${it.at}, changed_at = ${it.at},
    words = setweight(to_tsvector('simple', ${it.words.title}), 'A')
      || setweight(to_tsvector('simple', ${it.words.summary}), 'B')
      || setweight(to_tsvector('simple', ${it.words.rest}), 'D'),
    confirmed_on = ${it.on}, asked_on = null, code = null, archived_on = null,
    archived_because = null where number = ${it.number}`)
}

export async function setConfirmed(
  tx: Tx,
  it: { number: number; on: string; at: string },
): Promise<void> {
  await tx.run(sql`update practices.practice set confirmed_on = ${it.on}, asked_on = null,
    code = null, changed_at = ${it.at} where number = ${it.number}`)
}

export async function setArchived(
  tx: Tx,
  it: { number: number; on: string; because: string; at: string },
): Promise<void> {
  await tx.run(sql`update practices.practice set state = 'archived', archived_on = ${it.on},
    archived_because = ${it.because}, asked_on = null, code = null, changed_at = ${it.at}
    where number = ${it.number}`)
}

/** Practices that nobody confirmed since then and that were not asked about yet. */
export function listToAsk(tx: Tx, before: string, limit: number): Promise<Practice[]> {
  return tx.many(
    sql`select ${columns} from practices.practice where version > 0 and archived_on is null
        and asked_on is null and confirmed_on <= ${before} order by number limit ${limit}
        for update skip locked`,
    Practice,
  )
}

export async function setAsked(
  tx: Tx,
  it: { number: number; on: string; code: string },
): Promise<void> {
  await tx.run(sql`update practices.practice set asked_on = ${it.on}, code = ${it.code}
    where number = ${it.number}`)
}

/** Practices about which nobody answered since then. */
export function listUnanswered(tx: Tx, before: string, limit: number): Promise<Practice[]> {
  return tx.many(
    sql`select ${columns} from practices.practice where archived_on is null
        and asked_on < ${before} order by number limit ${limit} for update skip locked`,
    Practice,
  )
}
