/** What happened to a report, its photos, and whom it concerns. */
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import type { State } from '../model.ts'
import { known } from './one.ts'
import type { Happening } from './rows.ts'

/** One thing that happens to a report. */
export interface Happened {
  readonly id: string
  readonly report: number
  readonly at: string
  readonly kind: string
  readonly audience: Happening['audience']
  readonly by: Happening['by']
  readonly badge: string | null
  readonly unit: string | null
  readonly state?: State
  readonly text?: string
  readonly salt: string
  readonly facts?: Readonly<Record<string, string | number | null>>
}

/** Writes it down; gives the sealed hash of its text for the public record. */
export async function addHappening(tx: Tx, it: Happened): Promise<string> {
  const added = await tx.one(
    sql`insert into reports.event (id, report, at, kind, audience, by, badge, unit, state, text, salt, facts)
        values (${it.id}, ${it.report}, ${it.at}, ${it.kind}, ${it.audience}, ${it.by}, ${it.badge}, ${it.unit},
          ${it.state ?? null}, ${it.text ?? ''}, ${it.salt}, ${JSON.stringify(it.facts ?? {})}::jsonb)
        returning encode(sha256(convert_to(salt || text, 'UTF8')), 'hex') as seal`,
    z.object({ seal: z.string() }),
  )
  return added?.seal ?? ''
}

/** Takes the text of one happening out of sight, or shows it again. */
export function hideHappening(
  tx: Tx,
  report: number,
  id: string,
  reason: string | null,
): Promise<number> {
  return tx.run(
    sql`update reports.event set text_hidden = ${reason} where report = ${report} and id = ${id}`,
  )
}

/** Puts photos to a report, in the order they were chosen. */
export async function addPhotos(
  tx: Tx,
  report: number,
  files: readonly string[],
  it: {
    readonly by: 'reporter' | 'official'
    readonly at: string
    /** Of somebody who joined: for the desk alone. */
    readonly follower?: number
  },
): Promise<void> {
  if (files.length === 0) return
  const added = await tx.run(sql`
    insert into reports.photo (file, report, at, by, follower)
    select file, ${report}::integer, ${it.at}::timestamptz, ${it.by}, ${it.follower ?? null}::integer
    from unnest(${[...files]}::text[]) as file
    on conflict (file) do nothing`)
  if (added < files.length) throw new Refusal('invalid', [{ code: 'file-gone', field: 'photos' }])
}

/** Takes one photo out of sight, or shows it again: while parts of it are covered, as soon as that is done. */
export function hidePhoto(
  tx: Tx,
  report: number,
  file: string,
  reason: string | null,
): Promise<number> {
  return tx.run(
    sql`update reports.photo set after_cover = ${reason},
          hidden = case when covering = '{}' then ${reason} else coalesce(${reason}, hidden) end
        where report = ${report} and file = ${file}`,
  )
}

/** Has this person, or today somebody from this address, already said that it concerns them? */
export async function hasJoined(tx: Tx, number: string, voter: string): Promise<boolean> {
  const found = await tx.one(
    sql`select 1 as one from reports.me_too where report = ${known(number)} and voter = ${voter}`,
    z.object({ one: z.number() }),
  )
  return found !== undefined
}

/** Counts one more whom it concerns; not a change of the report itself. */
export async function addJoined(
  tx: Tx,
  report: number,
  voter: string,
  at: string,
): Promise<number> {
  await tx.run(
    sql`insert into reports.me_too (report, voter, at) values (${report}, ${voter}, ${at})`,
  )
  const counted = await tx.one(
    sql`update reports.report set me_toos = me_toos + 1 where number = ${report} returning me_toos as count`,
    z.object({ count: z.number() }),
  )
  return counted?.count ?? 0
}

/** How many reports are marked as the same as this one. */
export async function countFollowers(tx: Tx, report: number): Promise<number> {
  const found = await tx.one(
    sql`select count(*) as count from reports.report where duplicate_of = ${report} and state = 'duplicate'`,
    z.object({ count: z.number() }),
  )
  return found?.count ?? 0
}
