/** The witness that every city is: it remembers in the database, so all its processes are one witness. */
import { createHash } from 'node:crypto'
import { type Database, sql } from '#core/database'
import { newId } from '#core/kernel'
import { z } from 'zod'
import { hashFrom, hashText, type Witnessed, type WitnessMemory } from '../log/index.ts'

const Row = z.object({ size: z.number(), root: z.string(), note: z.string() })

const hashOf = (origin: string) => createHash('sha256').update(origin).digest('hex')

function witnessed(row: z.infer<typeof Row> | undefined): Witnessed | undefined {
  const root = row && hashFrom(row.root)
  return row && root ? { size: row.size, root, note: row.note } : undefined
}

/** The memory of the city's witness, compared and set in one statement. */
export function tableMemory(db: Database, clock: () => string): WitnessMemory {
  return {
    read: async (origin) =>
      witnessed(
        await db.look((tx) =>
          tx.one(sql`select size, root, note from record.witnessed where origin = ${origin}`, Row),
        ),
      ),
    async replace(origin, old, { size, root, note }) {
      const now = clock()
      const set = old
        ? sql`update record.witnessed set size = ${size}::bigint, root = ${hashText(root)},
            note = ${note}, at = ${now}
          where origin = ${origin} and size = ${old.size}::bigint and root = ${hashText(old.root)}`
        : sql`insert into record.witnessed (origin, hash, size, root, note, at)
          values (${origin}, ${hashOf(origin)}, ${size}::bigint, ${hashText(root)}, ${note}, ${now})
          on conflict do nothing`
      return (await db.transact((tx) => tx.run(set))) === 1
    },
    async accuse(origin, known, note) {
      const now = clock()
      await db.transact((tx) =>
        tx.run(sql`insert into record.evidence (id, origin, known, note, at)
          values (${newId(now)}, ${origin}, ${known.note}, ${note}, ${now})
          on conflict do nothing`),
      )
    },
  }
}
