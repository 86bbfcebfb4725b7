/** One report: as anybody, its reporter or the desk may see it. Three statements each. */
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { numberIn } from '../model.ts'
import {
  AtDesk,
  Followed,
  fullColumns,
  Happening,
  Listed,
  Photo,
  publicColumns,
  Shown,
} from './rows.ts'

/** The same answer whether it is missing or hidden. */
const missing = () => new Refusal('not-found', ['reports.no-such-report'])

const target = sql`'R-' || duplicate_of as "duplicateOf", 'R-' || parent as "partOf"`

/** The number behind what somebody wrote; anything else is a report that does not exist. */
export function known(number: string): number {
  const found = numberIn(number)
  if (found === undefined) throw missing()
  return found
}

/** What the timeline of a report shows to whom. */
export type Audience = 'public' | 'reporter' | 'desk'
const sees: Readonly<Record<Audience, readonly string[]>> = {
  public: ['public'],
  reporter: ['public', 'reporter'],
  desk: ['public', 'reporter', 'desk'],
}

function happenings(tx: Tx, number: number, audience: Audience): Promise<Happening[]> {
  const text =
    audience === 'desk' ? sql`text` : sql`case when text_hidden is null then text end as text`
  return tx.many(
    sql`select id, at, kind, audience, by, badge, unit, state, ${text}, text_hidden as "textHidden", facts
        from reports.event where report = ${number} and audience = any(${[...sees[audience]]}::text[])
        order by id limit 500`,
    Happening,
  )
}

/** Photos of a report; those of whoever joined it stay with the desk. */
function photos(tx: Tx, number: number, audience: Audience): Promise<Photo[]> {
  const which = {
    public: sql`and hidden is null and follower is null`,
    reporter: sql`and follower is null`,
    desk: sql.empty,
  }
  return tx.many(
    sql`select file, at, by, hidden from reports.photo
        where report = ${number} ${which[audience]} order by at, file`,
    Photo,
  )
}

const Where = z.object({
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  district: z.string().nullable(),
  /** Whether everybody may see it. */
  publicPoint: z.boolean(),
})

/** Where a report lies, with what the public may not see of it. */
export async function readPlace(tx: Tx, number: number): Promise<z.infer<typeof Where>> {
  const found = await tx.one(
    sql`select address, lon, lat, district, public_point as "publicPoint" from reports.report
        where number = ${number}`,
    Where,
  )
  if (!found) throw missing()
  return found
}

interface Whole<T> {
  readonly report: T
  readonly timeline: readonly Happening[]
  readonly photos: readonly Photo[]
}

/** A report as anybody sees it: nothing of it that its category keeps back. */
export async function readPublic(tx: Tx, number: string): Promise<Whole<Shown>> {
  const id = known(number)
  const report = await tx.one(
    sql`select ${publicColumns}, version, ${target}, unit, source,
          case when public_text and text_hidden is null then answers end as answers
        from reports.report where number = ${id} and class <> 'hidden'`,
    Shown,
  )
  if (!report) throw missing()
  const shown = report.text === null ? [] : await photos(tx, id, 'public')
  return { report, timeline: await happenings(tx, id, 'public'), photos: shown }
}

async function followed(tx: Tx, which: Statement): Promise<Whole<Followed>> {
  const report = await tx.one(
    sql`select ${fullColumns}, text_hidden as "textHidden", answers, ${target}, unit,
          contact is not null as "contactLeft", original is not null as "wordsKept", public_text as "publicText",
          public_point as "publicPoint", reopen_days as "reopenDays", waiting_until as "waitingUntil"
        from reports.report where ${which}`,
    Followed,
  )
  if (!report) throw missing()
  const id = known(report.number)
  return {
    report,
    timeline: await happenings(tx, id, 'reporter'),
    photos: await photos(tx, id, 'reporter'),
  }
}

/** A report as its reporter sees it, found by the secret follow-up code. */
export function readByCode(tx: Tx, code: string): Promise<Whole<Followed>> {
  return followed(tx, sql`code_hash = ${hashed(code)}`)
}

/** The number of the report behind a follow-up code, if there is one. */
export async function numberBehind(tx: Tx, code: string): Promise<string | undefined> {
  const found = await tx.one(
    sql`select 'R-' || number as number from reports.report where code_hash = ${hashed(code)}`,
    z.object({ number: z.string() }),
  )
  return found?.number
}

/** A report as its reporter sees it when signed in. */
export function readOwn(tx: Tx, number: string, reporter: string): Promise<Whole<Followed>> {
  return followed(tx, sql`number = ${known(number)} and reporter = ${reporter}`)
}

/**
 * A secret as it is stored: nobody who reads the database can follow somebody else's report.
 * Dashes, spaces, capitals and the letters o, i and l are forgiven (Crockford's base 32).
 */
export function hashed(secret: string): Statement {
  return sql`sha256(convert_to(${asMade(secret)}, 'UTF8'))`
}

/** A secret as it was made, however somebody typed it. */
export function asMade(secret: string): string {
  const plain = secret.toLowerCase().replace(/[^0-9a-z]/g, '')
  return plain.replaceAll('o', '0').replace(/[il]/g, '1')
}

/** A report as the desk sees it, with everything that was noted. */
export async function readAtDesk(tx: Tx, number: string): Promise<Whole<AtDesk>> {
  const id = known(number)
  const report = await tx.one(
    sql`select ${fullColumns}, text_hidden as "textHidden", answers, version, before, unit,
          assigned_to as "assignedTo", contact is not null as "contactLeft", contact, original,
          reporter is not null as "withAccount", public_text as "publicText",
          public_point as "publicPoint", language, source,
          external_id as "externalId", ${target}, waiting_until as "waitingUntil"
        from reports.report where number = ${id}`,
    AtDesk,
  )
  if (!report) throw missing()
  return {
    report,
    timeline: await happenings(tx, id, 'desk'),
    photos: await photos(tx, id, 'desk'),
  }
}

/** The reports marked as the same problem as this one. */
export function readDuplicates(tx: Tx, number: string): Promise<Listed[]> {
  return tx.many(
    sql`select ${publicColumns} from reports.report
        where duplicate_of = ${known(number)} order by number limit 50`,
    Listed,
  )
}

/** A photo somebody asks for: whose report it belongs to and who may see it. */
export async function readPhoto(
  tx: Tx,
  file: string,
): Promise<{ number: string; public: boolean; deskOnly: boolean } | undefined> {
  return tx.one(
    sql`select 'R-' || p.report as number,
          (p.hidden is null and p.follower is null and r.class <> 'hidden' and r.public_text
            and r.text_hidden is null) as public, p.follower is not null as "deskOnly"
        from reports.photo p join reports.report r on r.number = p.report where p.file = ${file}`,
    z.object({ number: z.string(), public: z.boolean(), deskOnly: z.boolean() }),
  )
}
