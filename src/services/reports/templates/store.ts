/** Templates and their versions. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { known } from '../store/one.ts'

const Template = z.object({
  id: z.string(),
  unit: z.string().nullable(),
  category: z.string().nullable(),
  language: z.string(),
  version: z.number(),
  /** The version that the desk is offered; null before the first. */
  published: z.number().nullable(),
  withdrawn: z.boolean(),
  used: z.number(),
  title: z.string(),
  text: z.string(),
  at: z.string(),
})
/** Prepared words in one of their versions. */
export type Template = z.infer<typeof Template>

const columns = sql`t.id, t.unit, t.category, t.language, t.version, t.published, t.withdrawn, t.used,
  v.title, v.text, v.at`
const newest = sql`reports.template t
  join reports.template_version v on v.template = t.id and v.version = t.version`
const offered = sql`reports.template t
  join reports.template_version v on v.template = t.id and v.version = t.published`

const reached = (units: readonly string[] | 'all') =>
  units === 'all' ? sql`true` : sql`(t.unit is null or t.unit = any(${[...units]}::text[]))`

/** Every template an official may see, in its newest version; a city has some dozens. */
export function listTemplates(tx: Tx, units: readonly string[] | 'all'): Promise<Template[]> {
  return tx.many(
    sql`select ${columns} from ${newest} where ${reached(units)}
        order by t.withdrawn, t.language, v.title, t.id limit 500`,
    Template,
  )
}

/** What the desk is offered for a report of this kind: its language first, what is most particular first. */
export function listOffered(
  tx: Tx,
  of: { readonly category: string | null; readonly unit: string | null; readonly language: string },
): Promise<Template[]> {
  const kind =
    of.category === null ? sql`true` : sql`(t.category is null or t.category = ${of.category})`
  const whose =
    of.unit === null ? sql`t.unit is null` : sql`(t.unit is null or t.unit = ${of.unit})`
  return tx.many(
    sql`select ${columns} from ${offered} where not t.withdrawn and ${kind} and ${whose}
        order by t.language <> ${of.language}, t.language, t.category is null, t.unit is null, v.title, t.id
        limit 100`,
    Template,
  )
}

const missing = () => new Refusal('not-found', ['reports.no-such-template'])

/** One template in its newest version. */
export async function readTemplate(tx: Tx, id: string): Promise<Template> {
  const found = await tx.one(sql`select ${columns} from ${newest} where t.id = ${id}`, Template)
  if (!found) throw missing()
  return found
}

/** The published words of a template that is offered. */
export async function readOffered(tx: Tx, id: string): Promise<Template> {
  const found = await tx.one(
    sql`select ${columns} from ${offered} where t.id = ${id} and not t.withdrawn`,
    Template,
  )
  if (!found) throw missing()
  return found
}

const Version = z.object({
  version: z.number(),
  title: z.string(),
  text: z.string(),
  at: z.string(),
  badge: z.string().nullable(),
})

/** Its versions, the newest first. */
export function listVersions(tx: Tx, id: string): Promise<z.infer<typeof Version>[]> {
  return tx.many(
    sql`select version, title, text, at, badge from reports.template_version
        where template = ${id} order by version desc limit 50`,
    Version,
  )
}

/** What somebody wrote, and by whom it is known. */
export interface Written extends Pick<
  Template,
  'id' | 'unit' | 'category' | 'language' | 'title' | 'text'
> {
  readonly salt: string
  readonly now: string
  readonly badge: string | null
}

/** Puts a version down: the first of a new template, or the next of one that is there. */
export async function writeVersion(tx: Tx, it: Written): Promise<number> {
  const put = await tx.one(
    sql`insert into reports.template (id, unit, category, language)
        values (${it.id}, ${it.unit}, ${it.category}, ${it.language})
        on conflict (id) do update set version = template.version + 1, unit = excluded.unit,
          category = excluded.category, language = excluded.language returning version`,
    z.object({ version: z.number() }),
  )
  const version = put?.version ?? 1
  await tx.run(sql`insert into reports.template_version (template, version, title, text, salt, at, badge)
    values (${it.id}, ${version}, ${it.title}, ${it.text}, ${it.salt}, ${it.now}, ${it.badge})`)
  return version
}

/** Offers the newest version at the desk; gives the sealed hash of its words. */
export async function publishNewest(tx: Tx, id: string): Promise<string> {
  await tx.run(sql`update reports.template set published = version where id = ${id}`)
  const found = await tx.one(
    sql`select encode(sha256(convert_to(v.salt || v.text, 'UTF8')), 'hex') as seal
        from ${newest} where t.id = ${id}`,
    z.object({ seal: z.string() }),
  )
  return found?.seal ?? ''
}

/** Takes a template from the desk. */
export function withdrawTemplate(tx: Tx, id: string): Promise<number> {
  return tx.run(
    sql`update reports.template set withdrawn = true where id = ${id} and not withdrawn`,
  )
}

/** Counts that an answer went out which was begun with it. */
export function countUse(tx: Tx, id: string, times = 1): Promise<number> {
  return tx.run(sql`update reports.template set used = used + ${times} where id = ${id}`)
}

const Tellable = z.object({
  category: z.string(),
  district: z.string().nullable(),
  unit: z.string().nullable(),
  address: z.string().nullable(),
  dueOn: z.string(),
  promisedFor: z.string().nullable(),
})

/** What everybody may be told of a report; its address only where that is public. */
export async function readTellable(tx: Tx, number: string): Promise<z.infer<typeof Tellable>> {
  const found = await tx.one(
    sql`select category, district, unit, case when public_point then address end as address,
          due_on as "dueOn", promised_for as "promisedFor"
        from reports.report where number = ${known(number)}`,
    Tellable,
  )
  if (!found) throw new Refusal('not-found', ['reports.no-such-report'])
  return found
}
