/** Reports on their way, found only through their secret. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import type { Answers } from '../model.ts'
import { Draft } from './draft-row.ts'
import { hashed } from './one.ts'

const columns: Statement = sql`
  number, language, category, answers, address, lon, lat, district, text, photos, left_visible as "left", contact,
  contact is not null as "contactLeft", by_mail as "byMail", reporter,
  'R-' || same_as as "sameAs", source, changed_at as "changedAt", sealed`

/** As it lies there: with its words sealed, or as they were typed before words were. */
const Kept = Draft.extend({ sealed: z.instanceof(Uint8Array).nullable() })
export type KeptDraft = z.infer<typeof Kept>

/** When it was touched, and when it vanishes if nobody comes back. */
export interface Life {
  readonly now: string
  readonly vanishesAt: string
}

/** What a step of the form puts into a draft. */
export interface Step {
  readonly category?: string
  readonly answers?: Answers
  readonly place?: Place
  readonly text?: string
  /** The report of the same problem; null when it is none of those that were shown. */
  readonly sameAs?: number | null
  readonly photos?: readonly string[]
  readonly left?: readonly string[]
  readonly contact?: { readonly ref: string | null; readonly byMail: boolean }
}

/** A new, empty draft. */
export async function addDraft(
  tx: Tx,
  it: {
    code: string
    language: string
    reporter: string | null
    source?: Draft['source']
  } & Life,
): Promise<void> {
  await tx.run(sql`
    insert into reports.draft (code_hash, language, reporter, source, changed_at, vanishes_at)
    values (${hashed(it.code)}, ${it.language}, ${it.reporter}, ${it.source ?? 'web'}, ${it.now},
      ${it.vanishesAt})`)
}

/** What lies behind a secret, as it is kept. */
export function readKept(tx: Tx, code: string): Promise<KeptDraft | undefined> {
  return tx.one(sql`select ${columns} from reports.draft where code_hash = ${hashed(code)}`, Kept)
}

/** Where it is: in words, as a point, or both. */
export interface Place {
  readonly address: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly district: string | null
}

/** Nothing that was typed stands open beside what is sealed. */
const NOTHING_OPEN = sql`answers = '{}', address = null, lon = null, lat = null, district = null,
  text = '', left_visible = '{}'`

function pieces({ category, photos, contact, sameAs }: Step): Statement[] {
  const found: Statement[] = []
  if (category !== undefined) found.push(sql`category = ${category}`)
  if (sameAs !== undefined) found.push(sql`same_as = ${sameAs}`)
  if (photos) found.push(sql`photos = ${[...photos]}::text[]`)
  if (contact) found.push(sql`contact = ${contact.ref}, by_mail = ${contact.byMail}`)
  return found
}

/** Puts one step into a draft, its words sealed. */
export async function setKept(
  tx: Tx,
  code: string,
  step: Step & Life & { readonly sealed: Uint8Array },
): Promise<void> {
  const set = [
    ...pieces(step),
    NOTHING_OPEN,
    sql`sealed = ${step.sealed}`,
    sql`changed_at = ${step.now}`,
    sql`vanishes_at = ${step.vanishesAt}`,
  ]
  await tx.run(sql`update reports.draft set ${sql.join(set)} where code_hash = ${hashed(code)}`)
}

/** The number this draft will have as a report: taken once, when first needed, or `anew`. */
export async function takeNumber(tx: Tx, code: string, anew = false): Promise<number> {
  const kept = anew ? sql`null` : sql`number`
  const taken = await tx.one(
    sql`update reports.draft set number = coalesce(${kept}, nextval('reports.number')::integer)
        where code_hash = ${hashed(code)} returning number`,
    z.object({ number: z.number() }),
  )
  if (!taken) throw new Refusal('not-found', ['reports.no-such-draft'])
  return taken.number
}

export async function removeDraft(tx: Tx, code: string): Promise<void> {
  await tx.run(sql`delete from reports.draft where code_hash = ${hashed(code)}`)
}

/** Drafts nobody came back to; what they held goes with them. */
export function takeForgotten(
  tx: Tx,
  now: string,
  limit: number,
): Promise<{ number: number | null; photos: string[] }[]> {
  return tx.many(
    sql`delete from reports.draft where code_hash in (
          select code_hash from reports.draft where vanishes_at <= ${now}
          order by vanishes_at limit ${limit})
        returning number, photos`,
    z.object({ number: z.number().nullable(), photos: z.array(z.string()) }),
  )
}
