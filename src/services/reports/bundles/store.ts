/** Bundles as they are kept. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { held } from '../store/change.ts'
import { known } from '../store/one.ts'
import { Held } from '../store/rows.ts'
import { acts, Wish } from './model.ts'

const Bundle = z.object({
  id: z.string(),
  act: z.enum(acts),
  wish: Wish.nullable(),
  /** How often it was said what is to be done. */
  said: z.number(),
  doneAt: z.string().nullable(),
})
/** Several reports that were chosen, and what is to be done with them. */
export type Bundle = z.infer<typeof Bundle>

const columns = sql`id, act, wish, said, done_at as "doneAt"`

interface Gathered extends Pick<Bundle, 'id' | 'act'> {
  readonly official: string
  readonly now: string
  /** Number and the version that was looked at. */
  readonly reports: ReadonlyMap<string, number>
}

/** Puts reports together for one act. */
export async function addBundle(tx: Tx, it: Gathered): Promise<void> {
  await tx.run(sql`insert into reports.bundle (id, official, act, made_at)
    values (${it.id}, ${it.official}, ${it.act}, ${it.now})`)
  await tx.run(sql`insert into reports.bundled (bundle, report, version)
    select ${it.id}, report, version from unnest(${[...it.reports.keys()].map(known)}::integer[],
      ${[...it.reports.values()]}::integer[]) as chosen (report, version)`)
}

const missing = () => new Refusal('not-found', ['reports.no-such-bundle'])

/** An official's own bundle; nobody else's. */
export async function readBundle(tx: Tx, id: string, official: string): Promise<Bundle> {
  const found = await tx.one(
    sql`select ${columns} from reports.bundle where id = ${id} and official = ${official}`,
    Bundle,
  )
  if (!found) throw missing()
  return found
}

/** The same, held until the act is over, so that it is done once. */
export async function holdBundle(tx: Tx, id: string, official: string): Promise<Bundle> {
  const found = await tx.one(
    sql`select ${columns} from reports.bundle where id = ${id} and official = ${official} for update`,
    Bundle,
  )
  if (!found) throw missing()
  return found
}

/** Says what is to be done. */
export async function sayBundle(tx: Tx, id: string, wish: Wish): Promise<void> {
  await tx.run(sql`update reports.bundle set wish = ${JSON.stringify(wish)}::jsonb, said = said + 1
    where id = ${id} and done_at is null`)
}

/** Keeps what is being written, which nobody has to confirm yet. */
export async function beginBundle(tx: Tx, id: string, wish: Wish): Promise<void> {
  await tx.run(sql`update reports.bundle set wish = ${JSON.stringify(wish)}::jsonb
    where id = ${id} and done_at is null`)
}

const Bundled = z.object({
  number: z.string(),
  seen: z.number(),
  reasons: z.array(z.string()).nullable(),
})

/** The reports of a bundle, with what came of each. */
export function listBundled(tx: Tx, bundle: string): Promise<z.infer<typeof Bundled>[]> {
  return tx.many(
    sql`select 'R-' || report as number, version as seen, reasons from reports.bundled
        where bundle = ${bundle} order by report`,
    Bundled,
  )
}

/** Reports as they stand, without holding them. */
export function lookAtReports(tx: Tx, numbers: readonly string[]): Promise<Held[]> {
  return tx.many(
    sql`select ${held} from reports.report where number = any(${numbers.map(known)}::integer[])
        order by number`,
    Held,
  )
}

const Begun = z.object({ number: z.string(), text: z.string() })

/** How the words of each report begin. */
export async function listBeginnings(
  tx: Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.many(
    sql`select 'R-' || number as number, left(text, 200) as text from reports.report
        where number = any(${numbers.map(known)}::integer[])`,
    Begun,
  )
  return new Map(rows.map(({ number, text }) => [number, text]))
}

const Around = z.object({ id: z.number(), openParts: z.number(), duplicates: z.number() })

/** How many open parts and duplicates each has; those without any are left out. */
export async function countAround(
  tx: Tx,
  ids: readonly number[],
): Promise<ReadonlyMap<number, z.infer<typeof Around>>> {
  const rows = await tx.many(
    sql`select id, count(*) filter (where part) as "openParts", count(*) filter (where not part) as duplicates
        from (select parent as id, true as part from reports.report
              where parent = any(${[...ids]}::integer[]) and class = 'open'
              union all
              select duplicate_of, false from reports.report
              where duplicate_of = any(${[...ids]}::integer[]) and state = 'duplicate') as around
        group by id`,
    Around,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Writes down what came of each report. */
export async function finishBundle(
  tx: Tx,
  id: string,
  came: readonly { readonly number: string; readonly reasons: readonly string[] }[],
  now: string,
): Promise<void> {
  const reasons = Object.fromEntries(came.map((one) => [known(one.number), one.reasons]))
  await tx.run(sql`update reports.bundled
    set reasons = array(select jsonb_array_elements_text(came.value))
    from jsonb_each(${JSON.stringify(reasons)}::jsonb) as came
    where bundle = ${id} and report = came.key::integer`)
  await tx.run(sql`update reports.bundle set done_at = ${now} where id = ${id}`)
}

/** Forgets what was done together before a moment. */
export function forgetBundles(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`delete from reports.bundle where made_at < ${before}`)
}
