/** Reports from before words were looked at: which wait, and what was hidden in which. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Answers } from '../model.ts'
import { known } from './one.ts'
import { answers } from './rows.ts'

const Earlier = z.object({
  number: z.number(),
  category: z.string(),
  text: z.string(),
  address: z.string().nullable(),
  answers,
  /** The pseudonym of whoever reported, or of their contact. */
  ref: z.string().nullable(),
})
/** A report whose words nobody looked at yet. */
export type Earlier = z.infer<typeof Earlier>

const columns = sql`number, category, text, address, answers, coalesce(reporter, contact) as ref`
const waits = sql`before_masking = 'waiting' and original is null`

/** How many wait to be looked at. */
export async function countEarlier(tx: Tx): Promise<number> {
  const row = await tx.one(
    sql`select count(*)::integer as count from reports.report where ${waits}`,
    z.object({ count: z.number() }),
  )
  return row?.count ?? 0
}

/** The next that wait, by their numbers, after one of them. */
export function nextEarlier(tx: Tx, limit: number, after = 0): Promise<Earlier[]> {
  return tx.many(
    sql`select ${columns} from reports.report where ${waits} and number > ${after}
        order by number limit ${limit}`,
    Earlier,
  )
}

/** The same, held until the act is over; two officials never look at one twice. */
export function holdEarlier(tx: Tx, limit: number): Promise<Earlier[]> {
  return tx.many(
    sql`select ${columns} from reports.report where ${waits} order by number limit ${limit}
      for update skip locked`,
    Earlier,
  )
}

/** Nothing in these had to be hidden. */
export async function setLooked(tx: Tx, numbers: readonly number[]): Promise<void> {
  await tx.run(sql`update reports.report set before_masking = 'looked'
    where number = any(${[...numbers]}::integer[]) and ${waits}`)
}

/** What everybody may read from now on; the whole lies in the vault. Gives the sealed hash of the words. */
export async function setMasked(
  tx: Tx,
  it: Pick<Earlier, 'number' | 'text' | 'address'> & {
    readonly answers: Answers
    readonly original: string
  },
): Promise<string> {
  const row = await tx.one(
    sql`update reports.report set text = ${it.text}, address = ${it.address},
        answers = ${JSON.stringify(it.answers)}::jsonb, original = ${it.original},
        before_masking = 'masked', version = version + 1 where number = ${it.number}
      returning encode(sha256(convert_to(salt || text, 'UTF8')), 'hex') as seal`,
    z.object({ seal: z.string() }),
  )
  return row?.seal ?? ''
}

const Hidden = z.object({
  id: z.number(),
  number: z.string(),
  version: z.number(),
  text: z.string(),
  unit: z.string().nullable(),
  /** Where the vault has the whole. */
  original: z.string().nullable(),
})
/** A report in which something was hidden later. */
export type Hidden = z.infer<typeof Hidden>

const hidden = sql`select number as id, 'R-' || number as number, version, text, unit, original
  from reports.report
  where before_masking = 'masked'`

/** Those in which something was hidden, after a number. */
export function listHidden(tx: Tx, after: number, limit: number): Promise<Hidden[]> {
  return tx.many(sql`${hidden} and number > ${after} order by number limit ${limit}`, Hidden)
}

/** One of them, held. */
export function holdHidden(tx: Tx, number: string): Promise<Hidden | undefined> {
  return tx.one(sql`${hidden} and number = ${known(number)} for update`, Hidden)
}

/** What was hidden without need is shown again. Gives the sealed hash of the words. */
export async function setRestored(tx: Tx, number: number, text: string): Promise<string> {
  const row = await tx.one(
    sql`update reports.report set text = ${text}, before_masking = 'restored', version = version + 1
      where number = ${number}
      returning encode(sha256(convert_to(salt || text, 'UTF8')), 'hex') as seal`,
    z.object({ seal: z.string() }),
  )
  return row?.seal ?? ''
}
