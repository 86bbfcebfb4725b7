/** Practices that began elsewhere: as an answer on a discussion list. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Began = z.object({ source: z.string(), number: z.number(), title: z.string() })

/** The published practices that were first told at these addresses. */
export function listFrom(tx: Tx, sources: readonly string[]): Promise<z.infer<typeof Began>[]> {
  return tx.many(
    sql`select source, number, shown ->> 'title' as title from practices.practice
        where source = any(${[...sources]}::text[]) and shown is not null
        order by number limit 200`,
    Began,
  )
}

/** Did this city already begin a practice of it? */
export async function hasFrom(tx: Tx, it: { source: string; city: string }): Promise<boolean> {
  const found = await tx.one(
    sql`select number from practices.practice where source = ${it.source} and city = ${it.city}`,
    z.object({ number: z.number() }),
  )
  return found !== undefined
}

/** Words that were taken back where they were first told leave every draft in which they still stand as they were. */
export async function forgetWords(tx: Tx, it: { source: string; words: string }): Promise<void> {
  await tx.run(sql`update practices.practice set content = content || '{"done": ""}'::jsonb
    where source = ${it.source} and content ->> 'done' = ${it.words}
      and (shown is null or shown ->> 'done' <> ${it.words})`)
}
