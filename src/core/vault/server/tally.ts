/** How often was read for what, in numbers (privacy-record.md 2.9). Nobody is named, and no single reading. */
import { sql } from '#core/database'
import { z } from 'zod'
import type { MonthRead, Unread } from '../oversight-model.ts'
import { moment } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

const zone = z.string().regex(/^[A-Za-z0-9_+/-]{1,60}$/)

export const readsInput = z.object({ from: moment, zone })
export const unreadInput = z.object({ since: moment })
export const delayedInput = z.object({ zone })

const readRow = z.object({ purpose: z.string(), month: z.string(), count: z.number() })
const unreadRow = z.object({ purpose: z.string(), field: z.string() })
const yearRow = z.object({ year: z.string(), count: z.number() })

/** Reads by others than the person, by purpose and month of the city. */
export async function reads(
  room: Strongroom,
  asked: z.infer<typeof readsInput>,
): Promise<MonthRead[]> {
  return room.db.look((tx) =>
    tx.many(
      sql`select purpose, to_char(at at time zone ${asked.zone}, 'YYYY-MM') as month,
          count(*)::integer as count
        from vault.access where outcome = 'read' and actor_kind <> 'self' and at >= ${asked.from}
        group by 1, 2 order by 1, 2 limit 100000`,
      readRow,
    ),
  )
}

/** What is declared for longer than since then, and was not read after it by anybody. */
export async function unread(
  room: Strongroom,
  { since }: z.infer<typeof unreadInput>,
): Promise<Unread[]> {
  return room.db.look((tx) =>
    tx.many(
      sql`with read as (select distinct purpose, unnest(fields) as field from vault.access
          where outcome = 'read' and at >= ${since}),
        known as (select id, min(published_at) as since from vault.purpose group by id)
      select p.id as purpose, f.field from vault.purpose p
      join known k on k.id = p.id and k.since < ${since}
      cross join lateral jsonb_array_elements_text(p.body -> 'fields') as f (field)
      where p.active and not exists (select 1 from read r
        where r.purpose = p.id and r.field = f.field)
      order by 1, 2 limit 10000`,
      unreadRow,
    ),
  )
}

/** Accesses that a law delayed, by year. */
export async function delayed(room: Strongroom, asked: z.infer<typeof delayedInput>) {
  return room.db.look((tx) =>
    tx.many(
      sql`select to_char(at at time zone ${asked.zone}, 'YYYY') as year, count(*)::integer as count
        from vault.access where visible_from > at group by 1 order by 1`,
      yearRow,
    ),
  )
}
