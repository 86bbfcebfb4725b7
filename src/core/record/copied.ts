/** Entries of other cities: whether they stand in a log whose checkpoint this city cosigned. */
import type { PublicBody } from './public.ts'
import { canonical } from './canonical.ts'
import {
  checkpointFrom,
  isIncluded,
  leafHash,
  noteFrom,
  parseKey,
  type ReadFile,
  readInclusion,
} from './log/index.ts'
import { Unreachable } from './watch/model.ts'

const checkpointOf = (note: string) => checkpointFrom(noteFrom(note)?.text ?? '')

/**
 * Whether this entry stands at this place of the log with this checkpoint (RFC 6962 2.1.1); the checkpoint is believed.
 * Throws `Unreachable` when the log does not answer.
 */
export async function isInLog(
  read: ReadFile,
  note: string,
  it: { readonly entry: PublicBody; readonly position: number },
): Promise<boolean> {
  const tree = checkpointOf(note)
  if (!tree || it.position >= tree.size) return false
  try {
    const path = await readInclusion(read, it.position, tree.size)
    return isIncluded(leafHash(Buffer.from(canonical(it.entry))), it.position, tree, path)
  } catch (failure) {
    if (failure instanceof Unreachable) throw failure
    // Files that are missing or cut off, and bytes that have no spelling, prove nothing.
    return false
  }
}

/** The origin of a log by its verifier key; undefined when it is none. */
export function logOrigin(vkey: string): string | undefined {
  try {
    const { name, type } = parseKey(vkey)
    return type === 4 ? undefined : name
  } catch {
    return undefined
  }
}

/** How many entries two checkpoints speak of. */
export function sizesOf(it: { readonly known: string; readonly note: string }): [number, number] {
  return [checkpointOf(it.known)?.size ?? 0, checkpointOf(it.note)?.size ?? 0]
}
