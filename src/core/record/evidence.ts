import { checkpointFrom, hashText, noteFrom } from './log/index.ts'

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
