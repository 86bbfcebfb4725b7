import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { checkpointFrom, hashText, noteFrom } from './log/index.ts'

const Row = z.object({
  id: z.string(),
  /** Name of the log. */
  origin: z.string(),
  /** The checkpoint that was known of it. */
  known: z.string(),
  /** The one that was shown then and does not fit. */
  note: z.string(),
  at: z.string(),
})

/** A log that showed this city two checkpoints that do not fit together (C2SP tlog-witness, 422). */
export type Evidence = z.infer<typeof Row>

/** Pieces of evidence that are listed at most. */
const MOST = 100

/** The evidence there is, newest first, a hundred pieces at most; one statement. */
export function listEvidence(tx: Tx): Promise<Evidence[]> {
  return tx.many(
    sql`select id, origin, known, note, at from record.evidence
      order by at desc, id limit ${MOST}`,
    Row,
  )
}

/** A checkpoint as far as people read it: how many entries, and their root. */
export interface ShownTree {
  readonly size: number
  readonly root: string
}

/** What a signed checkpoint shows; null when it cannot be read. */
export function shownIn(note: string): ShownTree | null {
  const found = checkpointFrom(noteFrom(note)?.text ?? '')
  return found ? { size: found.size, root: hashText(found.root) } : null
}
