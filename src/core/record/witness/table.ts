/** The witness that every city is: it remembers in the database, so all its processes are one witness. */
import { createHash } from 'node:crypto'
import { type Database, sql, type Tx } from '#core/database'
import { z } from 'zod'
import {
  hashFrom,
  hashText,
  type KeptAccusation,
  type Witnessed,
  type WitnessMemory,
} from '../log/index.ts'

const Row = z.object({ size: z.number(), root: z.string(), note: z.string() })

const Kept = z.object({
  id: z.string(),
  origin: z.string(),
  logs: z.array(z.string()),
  known: z.string(),
  note: z.string(),
  proof: z.array(z.string()),
  proven: z.boolean(),
  at: z.string(),
})

/** Refused checkpoints that are kept at most: proven ones, and those that are only doubts. */
const MOST = 1000
const MOST_DOUBTS = 100

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
    async accuse({ origin, logs, known, note, proof, proven }) {
      const most = proven ? MOST : MOST_DOUBTS
      await db.transact((tx) =>
        tx.run(sql`insert into record.evidence (id, origin, logs, known, note, proof, proven, at)
          select ${hashOf(note)}, ${origin}, ${JSON.stringify(logs)}::jsonb, ${known}, ${note}, ${JSON.stringify(proof)}::jsonb,
            ${proven}, ${clock()}::timestamptz
          where (select count(*) from record.evidence where proven = ${proven}) < ${most}
          on conflict do nothing`),
      )
    },
    accusations: () => db.look(listEvidence),
  }
}

/** How many pieces prove a split by themselves; the others are doubts that the log could not clear up. */
export async function countProven(tx: Tx): Promise<number> {
  const Count = z.object({ n: z.number() })
  const found = await tx.one(
    sql`select count(*)::int as n from record.evidence where proven`,
    Count,
  )
  return found?.n ?? 0
}

/** What this city keeps against logs that it witnesses, the newest first. */
export function listEvidence(tx: Tx): Promise<KeptAccusation[]> {
  return tx.many(
    sql`select id, origin, logs, known, note, proof, proven, at from record.evidence
      order by at desc, id limit ${MOST + MOST_DOUBTS}`,
    Kept,
  )
}
