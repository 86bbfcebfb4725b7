/**
 * What somebody takes along of the notes on their own reports. What officials wrote about a report is data of whoever
 * made it (GDPR art. 4(1), CJEU C-434/16, Nowak), so it is given on access (art. 15(1) and (3)), with what it said
 * before. What looks like data of others is hidden, and no colleague is named (art. 15(4)).
 */
import type { Tx } from '#core/database'
import { publicly } from '../masking.ts'
import { listTaken } from './store.ts'

/** A note on a report of one's own. */
export interface TakenNote {
  readonly report: string
  readonly at: string
  readonly unit: string | null
  readonly withdrawn: boolean
  /** What it says and said, the newest first. */
  readonly said: readonly { readonly at: string; readonly text: string }[]
}

/** Every note on the reports of one person. */
export async function takeNotes(tx: Tx, ref: string): Promise<TakenNote[]> {
  const found = await listTaken(tx, ref)
  return found.map(({ said, ...note }) => ({
    ...note,
    said: said.map(({ at, text }) => ({ at, text: publicly(text, []) })),
  }))
}
