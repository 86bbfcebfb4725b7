/** Notes, what they said before, and whom they name. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'

/** A note that was just written. */
export interface Noted {
  readonly event: string
  readonly official: string
  readonly text: string
  readonly at: string
}

/** Remembers whose note it is, and what it says. */
export async function addNote(tx: Tx, it: Noted): Promise<void> {
  await tx.run(sql`insert into reports.note (event, official) values (${it.event}, ${it.official})`)
  await addVersion(tx, it, 1)
}

async function addVersion(tx: Tx, it: Omit<Noted, 'official'>, version: number): Promise<void> {
  await tx.run(sql`insert into reports.note_version (event, version, text, at)
    values (${it.event}, ${version}, ${it.text}, ${it.at})`)
}

const Note = z.object({
  event: z.string(),
  report: z.string(),
  official: z.string(),
  version: z.number(),
  withdrawnAt: z.string().nullable(),
})

/** Holds a note of a report until it is changed. */
export async function holdNote(
  tx: Tx,
  number: string,
  event: string,
): Promise<z.infer<typeof Note>> {
  const found = await tx.one(
    sql`select n.event, 'R-' || e.report as report, n.official, n.version, n.withdrawn_at as "withdrawnAt"
        from reports.note n join reports.event e on e.id = n.event
        where n.event = ${event} and 'R-' || e.report = ${number} for update of n`,
    Note,
  )
  if (!found) throw new Refusal('not-found', ['reports.no-such-note'])
  return found
}

/** Says it anew; what it said before stays. */
export async function correctNote(
  tx: Tx,
  it: Omit<Noted, 'official'>,
  version: number,
): Promise<void> {
  await addVersion(tx, it, version)
  await tx.run(sql`update reports.note set version = ${version} where event = ${it.event}`)
  await tx.run(sql`update reports.event set text = ${it.text} where id = ${it.event}`)
}

/** Takes it back: that there was a note stays, and so does what it said, folded away. */
export async function withdrawNote(tx: Tx, event: string, at: string): Promise<void> {
  await tx.run(sql`update reports.note set withdrawn_at = ${at} where event = ${event}`)
  await tx.run(sql`update reports.event set text = '' where id = ${event}`)
}

const Before = z.object({
  event: z.string(),
  official: z.string(),
  version: z.number(),
  withdrawnAt: z.string().nullable(),
  before: z.array(z.object({ text: z.string(), at: z.string() })),
})

/** The notes of a report: whose they are, and what each said before. */
export function listNotes(tx: Tx, report: number): Promise<z.infer<typeof Before>[]> {
  return tx.many(
    sql`select n.event, n.official, n.version, n.withdrawn_at as "withdrawnAt",
          coalesce((select jsonb_agg(jsonb_build_object('text', v.text, 'at', v.at) order by v.version desc)
            from reports.note_version v where v.event = n.event
              and (v.version < n.version or n.withdrawn_at is not null)), '[]') as before
        from reports.note n join reports.event e on e.id = n.event
        where e.report = ${report} order by n.event limit 200`,
    Before,
  )
}

const Taken = z.object({
  report: z.string(),
  at: z.string(),
  unit: z.string().nullable(),
  withdrawn: z.boolean(),
  said: z.array(z.object({ at: z.string(), text: z.string() })),
})

/** The notes on the reports of one person, with what each said before; older notes have said one thing only. */
export function listTaken(tx: Tx, reporter: string): Promise<z.infer<typeof Taken>[]> {
  return tx.many(
    sql`select 'R-' || e.report as report, e.at, e.unit, n.withdrawn_at is not null as withdrawn,
          coalesce((select jsonb_agg(jsonb_build_object('at', v.at, 'text', v.text) order by v.version desc)
            from reports.note_version v where v.event = e.id),
            jsonb_build_array(jsonb_build_object('at', e.at, 'text', e.text))) as said
        from reports.event e join reports.report r on r.number = e.report
        left join reports.note n on n.event = e.id
        where r.reporter = ${reporter} and e.kind = 'noted' order by e.id limit 5000`,
    Taken,
  )
}
