import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { checkpointFrom, hashText, noteFrom } from './log/index.ts'

const Row = z.object({
  id: z.string(),
  origin: z.string(),
  known: z.string(),
  note: z.string(),
  at: z.string(),
})

/** A signed checkpoint as far as it can be read: how many entries, and their root. */
export interface Shown {
  readonly size: number
  readonly root: string
}

/** A log that showed this city two checkpoints that do not fit together (C2SP tlog-witness, 422). */
export interface Evidence {
  readonly id: string
  /** Name of the log. */
  readonly origin: string
  readonly at: string
  /** What was known of the log; null when it cannot be read any more. */
  readonly known: Shown | null
  /** What was shown then and does not fit. */
  readonly shown: Shown | null
}

/** Pieces of evidence that are listed at most. */
const MOST = 100

function shownIn(note: string): Shown | null {
  const found = checkpointFrom(noteFrom(note)?.text ?? '')
  return found ? { size: found.size, root: hashText(found.root) } : null
}

/** The evidence there is, newest first, a hundred pieces at most; one statement. */
export async function listEvidence(tx: Tx): Promise<Evidence[]> {
  const rows = await tx.many(
    sql`select id, origin, known, note, at from record.evidence order by id desc limit ${MOST}`,
    Row,
  )
  return rows.map(({ id, origin, at, known, note }) => {
    return { id, origin, at, known: shownIn(known), shown: shownIn(note) }
  })
}
