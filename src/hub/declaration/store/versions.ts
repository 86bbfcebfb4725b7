/** Versions, principles and texts of the declaration. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { FIRST, firstPrinciples, type Words } from '../model.ts'

const Version = z.object({
  version: z.string(),
  adoptedAt: z.string(),
  amendment: z.number().nullable(),
  principles: z.array(z.string()),
})
export type Version = z.infer<typeof Version>

/** The first version is there before anybody has said anything; doing it again changes nothing. */
export async function addFirst(tx: Tx): Promise<void> {
  const known = await tx.one(sql`select version from declaration.version limit 1`, z.object({}))
  if (known) return
  await tx.run(sql`insert into declaration.version (version, adopted_at)
    values (${FIRST}, ${`${FIRST}-14T00:00:00Z`})`)
  const rows = firstPrinciples.map((id, place) => sql`(${id}, ${FIRST}, ${place + 1}::smallint)`)
  await tx.run(sql`insert into declaration.principle (id, version, place) values ${sql.join(rows)}`)
}

/** Every version, the newest first. */
export function listVersions(tx: Tx): Promise<Version[]> {
  return tx.many(
    sql`select version, adopted_at as "adoptedAt", amendment,
          (select coalesce(array_agg(id order by place), '{}') from declaration.principle p
           where p.version = v.version) as principles
        from declaration.version v order by version desc limit 200`,
    Version,
  )
}

/** The name of the version that holds now. */
export async function newestVersion(tx: Tx): Promise<string> {
  const row = await tx.one(
    sql`select version from declaration.version order by version desc limit 1`,
    z.object({ version: z.string() }),
  )
  return row?.version ?? FIRST
}

export async function hasVersion(tx: Tx, version: string): Promise<boolean> {
  const row = await tx.one(
    sql`select version from declaration.version where version = ${version}`,
    z.object({ version: z.string() }),
  )
  return row !== undefined
}

const words = z.record(z.string(), z.string())
const Principle = z.object({
  id: z.string(),
  version: z.string(),
  place: z.number(),
  title: words,
  summary: words,
})
/** A principle as one version has it. */
export type Principle = z.infer<typeof Principle>

/** The principles of a version, in its order; without a version, those that hold now. */
export function listPrinciples(tx: Tx, version?: string): Promise<Principle[]> {
  const which =
    version === undefined
      ? sql`(select version from declaration.version order by version desc limit 1)`
      : sql`${version}`
  return tx.many(
    sql`select id, version, place, title, summary from declaration.principle
        where version = ${which} order by place`,
    Principle,
  )
}

/** One principle in every version that has it, the newest first. */
export function listTags(tx: Tx, id: string): Promise<Principle[]> {
  return tx.many(
    sql`select id, version, place, title, summary from declaration.principle
        where id = ${id} order by version desc limit 200`,
    Principle,
  )
}

/** What an adopted amendment does to the principles. */
export interface Change {
  readonly version: string
  readonly amendment: number
  readonly at: string
  readonly principles: readonly { id: string; title: Words; summary: Words }[]
}

export async function addVersion(tx: Tx, change: Change): Promise<void> {
  const { version, amendment, at, principles } = change
  await tx.run(sql`insert into declaration.version (version, adopted_at, amendment)
    values (${version}, ${at}, ${amendment})`)
  const rows = principles.map(
    ({ id, title, summary }, place) =>
      sql`(${id}, ${version}, ${place + 1}::smallint, ${JSON.stringify(title)}::jsonb,
        ${JSON.stringify(summary)}::jsonb)`,
  )
  await tx.run(sql`insert into declaration.principle (id, version, place, title, summary)
    values ${sql.join(rows)}`)
}

const Text = z.object({
  version: z.string(),
  language: z.string(),
  sha256: z.string(),
  publishedAt: z.string(),
  characters: z.number(),
})
/** That a text is there, without the text. */
export type Text = z.infer<typeof Text>

/** Every text that was ever published, the newest first. */
export function listTexts(tx: Tx): Promise<Text[]> {
  return tx.many(
    sql`select version, language, sha256, published_at as "publishedAt",
          char_length(text) as characters
        from declaration.text order by version desc, language, published_at desc limit 500`,
    Text,
  )
}

const Whole = Text.extend({ text: z.string() })
const whole = sql`version, language, sha256, published_at as "publishedAt",
  char_length(text) as characters, text`

/** The texts of a version that hold: the last of each language. */
export function readTexts(tx: Tx, version: string): Promise<z.infer<typeof Whole>[]> {
  return tx.many(
    sql`select distinct on (language) ${whole} from declaration.text where version = ${version}
        order by language, published_at desc, sha256`,
    Whole,
  )
}

/** One text by its hash, also one that was corrected since. */
export function readText(tx: Tx, sha256: string): Promise<z.infer<typeof Whole> | undefined> {
  return tx.one(
    sql`select ${whole} from declaration.text where sha256 = ${sha256}
        order by published_at desc limit 1`,
    Whole,
  )
}

/** False when exactly this text is there already. */
export async function addText(
  tx: Tx,
  it: { version: string; language: string; sha256: string; text: string; at: string },
): Promise<boolean> {
  const added = await tx.run(sql`insert into declaration.text
    (version, language, sha256, text, published_at)
    values (${it.version}, ${it.language}, ${it.sha256}, ${it.text}, ${it.at})
    on conflict do nothing`)
  return added > 0
}
