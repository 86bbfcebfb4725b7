/** What changes a report. Every change raises its version, so that nobody overwrites what they did not see. */
import { z } from 'zod'
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import type { Answers, State } from '../model.ts'
import type { Place } from './drafts.ts'
import { hashed, known } from './one.ts'
import { Held } from './rows.ts'

/** Columns of a report while somebody holds it. */
export const held: Statement = sql`
  number as id, 'R-' || number as number, version, state, before, category, address, lon, lat, district, unit,
  unit_decision as "unitDecision", assigned_to as "assignedTo", reporter, contact, original, language, source, answers,
  photos, due_on as "dueOn", due_alone as "dueAlone", paused_days as "pausedDays", duplicate_of as "duplicateOf", parent,
  opened_at as "openedAt", closed_at as "closedAt", waiting_since as "waitingSince", reopen_days as "reopenDays"`

async function hold(tx: Tx, which: Statement): Promise<Held> {
  const found = await tx.one(
    sql`select ${held} from reports.report where ${which} for update`,
    Held,
  )
  if (!found) throw new Refusal('not-found', ['reports.no-such-report'])
  return found
}

/** Holds a report until the action is over: nobody else changes it meanwhile. */
export function holdReport(tx: Tx, number: string): Promise<Held> {
  return hold(tx, sql`number = ${known(number)}`)
}

/** Holds a report that everybody may see; a hidden one does not exist. */
export function holdPublic(tx: Tx, number: string): Promise<Held> {
  return hold(tx, sql`number = ${known(number)} and class <> 'hidden'`)
}

/** Holds several reports, always in the same order, so that two officials never wait for each other. */
export function holdReports(tx: Tx, numbers: readonly string[]): Promise<Held[]> {
  const wanted = numbers.map(known)
  return tx.many(
    sql`select ${held} from reports.report where number = any(${wanted}::integer[])
        order by number for update`,
    Held,
  )
}

/** Holds the report behind a follow-up code. */
export function holdByCode(tx: Tx, code: string): Promise<Held> {
  return hold(tx, sql`code_hash = ${hashed(code)}`)
}

/** Holds a report of a signed-in reporter. */
export function holdOwn(tx: Tx, number: string, reporter: string): Promise<Held> {
  return hold(tx, sql`number = ${known(number)} and reporter = ${reporter}`)
}

/** A report as it comes in. */
export interface Incoming extends Place {
  readonly number: number
  readonly state: State
  readonly category: string
  readonly answers: Answers
  readonly text: string
  readonly publicPoint: boolean
  readonly publicText: boolean
  readonly language: string
  readonly source: string
  readonly externalId: string | null
  /** The decision taken in this transaction sets it, unless `unitBy` says whose role did. */
  readonly unit: string | null
  readonly unitBy?: string
  readonly reporter: string | null
  readonly contact: string | null
  /** Where the vault has the words as they were typed; nowhere when nothing of them is hidden. */
  readonly original?: string | null
  readonly code: string | null
  readonly salt: string
  readonly openedAt: string
  readonly changedAt: string
  readonly closedAt: string | null
  readonly dueOn: string
  /** What whoever reported was told; null when nobody was promised anything. */
  readonly promisedFor: string | null
  readonly reopenDays: number
  /** The report it is a part of. */
  readonly parent?: number
  /** Files that come with it; none when absent. */
  readonly photos?: readonly string[]
}

/** The next number of a report. */
export async function takeNumber(tx: Tx): Promise<number> {
  const taken = await tx.one(
    sql`select nextval('reports.number')::integer as number`,
    z.object({ number: z.number() }),
  )
  return taken?.number ?? 0
}

const Added = z.object({ number: z.string(), seal: z.string() })

/** Puts a report in; gives its number and the sealed hash of its text for the public record. */
export async function addReport(tx: Tx, it: Incoming): Promise<z.infer<typeof Added>> {
  const added = await tx.one(
    sql`insert into reports.report (number, state, category, answers, address, lon, lat, district, text, salt,
          public_point, public_text, language, source, external_id, unit, unit_by, unit_version,
          reporter, contact, original, code_hash, opened_at, changed_at, closed_at, due_on, promised_for,
          reopen_days, photos, parent)
        values (${it.number}, ${it.state}, ${it.category},
          ${JSON.stringify(it.answers)}::jsonb, ${it.address}, ${it.lon}, ${it.lat}, ${it.district}, ${it.text},
          ${it.salt}, ${it.publicPoint}, ${it.publicText}, ${it.language}, ${it.source}, ${it.externalId},
          ${it.unit}, ${it.unitBy ?? null}, ${it.unitBy === undefined ? sql`null` : sql`1`},
          ${it.reporter}, ${it.contact}, ${it.original ?? null}, ${it.code === null ? sql`null` : hashed(it.code)},
          ${it.openedAt}, ${it.changedAt}, ${it.closedAt}, ${it.dueOn}, ${it.promisedFor}, ${it.reopenDays},
          ${it.photos?.length ?? 0}, ${it.parent ?? null})
        returning 'R-' || number as number, encode(sha256(convert_to(salt || text, 'UTF8')), 'hex') as seal`,
    Added,
  )
  if (!added) throw new Error('a report was put in but not given back')
  return added
}

/** What may change on a report that is held. */
export interface Change {
  readonly state?: State
  readonly before?: State | null
  readonly closedAt?: string | null
  readonly waitingSince?: string | null
  readonly waitingUntil?: string | null
  readonly duplicateOf?: number | null
  readonly dueOn?: string
  readonly dueAlone?: string | null
  readonly pausedDays?: number
  readonly unit?: string | null
  /** The role of who sets the unit; absent: the decision taken in this transaction sets it. */
  readonly unitBy?: string
  readonly assignedTo?: string | null
  readonly category?: string
  readonly answers?: Answers
  readonly publicPoint?: boolean
  readonly publicText?: boolean
  readonly place?: Place
  readonly textHidden?: string | null
  readonly photosMore?: number
  readonly original?: string | null
}

function assignments(it: Change): Statement[] {
  const set: Statement[] = []
  if (it.state !== undefined) set.push(sql`state = ${it.state}`)
  if (it.before !== undefined) set.push(sql`before = ${it.before}`)
  if (it.closedAt !== undefined) set.push(sql`closed_at = ${it.closedAt}`)
  if (it.waitingSince !== undefined) set.push(sql`waiting_since = ${it.waitingSince}`)
  if (it.waitingUntil !== undefined) set.push(sql`waiting_until = ${it.waitingUntil}`)
  if (it.duplicateOf !== undefined) set.push(sql`duplicate_of = ${it.duplicateOf}`)
  if (it.dueOn !== undefined) set.push(sql`due_on = ${it.dueOn}`)
  if (it.dueAlone !== undefined) set.push(sql`due_alone = ${it.dueAlone}`)
  if (it.pausedDays !== undefined) set.push(sql`paused_days = ${it.pausedDays}`)
  if (it.unit !== undefined) set.push(sql`unit = ${it.unit}`)
  if (it.unitBy !== undefined) set.push(sql`unit_by = ${it.unitBy}, unit_version = version + 1`)
  if (it.assignedTo !== undefined) set.push(sql`assigned_to = ${it.assignedTo}`)
  if (it.category !== undefined) set.push(sql`category = ${it.category}`)
  if (it.answers !== undefined) set.push(sql`answers = ${JSON.stringify(it.answers)}::jsonb`)
  if (it.publicPoint !== undefined) set.push(sql`public_point = ${it.publicPoint}`)
  if (it.publicText !== undefined) set.push(sql`public_text = ${it.publicText}`)
  if (it.textHidden !== undefined) set.push(sql`text_hidden = ${it.textHidden}`)
  if (it.photosMore !== undefined) set.push(sql`photos = photos + ${it.photosMore}`)
  if (it.original !== undefined) set.push(sql`original = ${it.original}`)
  const { place } = it
  if (place) set.push(sql`address = ${place.address}, lon = ${place.lon}, lat = ${place.lat}`)
  if (place) set.push(sql`district = ${place.district}`)
  return set
}

/** Changes a held report, unless somebody changed it since this version was read. */
export async function changeReport(
  tx: Tx,
  it: Pick<Held, 'id' | 'version'>,
  change: Change,
  now: string,
): Promise<void> {
  const set = [...assignments(change), sql`version = version + 1`, sql`changed_at = ${now}`]
  const changed = await tx.run(
    sql`update reports.report set ${sql.join(set)} where number = ${it.id} and version = ${it.version}`,
  )
  if (changed === 0) throw new Refusal('conflict', ['reports.changed-meanwhile'])
}
