/** Reports on their way, found only through their secret. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import type { Answers } from '../model.ts'
import { Draft } from './draft-row.ts'
import { asMade, hashed } from './one.ts'
import { opened, sealed, type Words } from './sealing.ts'

const columns: Statement = sql`
  number, language, category, answers, address, lon, lat, district, text, photos, left_visible as "left", contact,
  contact is not null as "contactLeft", by_mail as "byMail", reporter,
  'R-' || same_as as "sameAs", source, changed_at as "changedAt", sealed`

/** As it lies there: with its words sealed, or as they were typed before words were. */
const Kept = Draft.extend({ sealed: z.instanceof(Uint8Array).nullable() })

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

/** The draft behind a secret; a draft that was sent or has vanished does not exist. */
export async function readDraft(tx: Tx, code: string): Promise<Draft> {
  const found = await readDraftIfThere(tx, code)
  if (!found) throw new Refusal('not-found', ['reports.no-such-draft'])
  return found
}

/** The draft behind a secret, if it is still on its way. */
export async function readDraftIfThere(tx: Tx, code: string): Promise<Draft | undefined> {
  const kept = await tx.one(
    sql`select ${columns} from reports.draft where code_hash = ${hashed(code)}`,
    Kept,
  )
  if (!kept) return undefined
  const { sealed: bytes, ...draft } = kept
  return bytes === null ? draft : { ...draft, ...opened(bytes, asMade(code)) }
}

/** Where it is: in words, as a point, or both. */
export interface Place {
  readonly address: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly district: string | null
}

/** The words after a step. Another category asks other questions, so its answers go. */
function wordsAfter(draft: Draft, { category, answers, place, text, left }: Step): Words {
  const { address, lon, lat, district } = place ?? draft
  const others = category !== undefined && category !== draft.category
  return {
    answers: answers ?? (others ? {} : draft.answers),
    ...{ address, lon, lat, district },
    text: text ?? draft.text,
    left: [...(left ?? draft.left)],
  }
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

/** Puts one step into a draft. */
export async function setStep(tx: Tx, code: string, step: Step, life: Life): Promise<void> {
  const draft = await readDraft(tx, code)
  const set = [
    ...pieces(step),
    NOTHING_OPEN,
    sql`sealed = ${sealed(wordsAfter(draft, step), asMade(code))}`,
    sql`changed_at = ${life.now}`,
    sql`vanishes_at = ${life.vanishesAt}`,
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
