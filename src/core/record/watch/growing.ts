/** Whether a log still begins with what was seen of it, and what came since then. */
import {
  type Checkpoint,
  checkpointFrom,
  type Edge,
  emptyEdge,
  endsAt,
  hashText,
  isConsistent,
  kindOf,
  LOG_TYPES,
  noteFrom,
  parseKey,
  readConsistency,
  readEdge,
  type ReadFile,
  readGrowth,
  readOldRoot,
  same,
} from '../log/index.ts'
import { type Finding, Unreachable } from './model.ts'

/** What is new in a log that only grew. */
export interface News {
  readonly happened: readonly Finding[]
  /** Keys that new entries name, with the place of the entry. */
  readonly keys: readonly { readonly vkey: string; readonly index: number }[]
  /** When the last new entry happened. */
  readonly newest: string | undefined
}

/** The tree of a kept note; the empty one when nothing was seen yet. */
export function treeOf(note: string | undefined): Checkpoint | undefined {
  const parsed = note === undefined ? undefined : noteFrom(note)
  return parsed && checkpointFrom(parsed.text)
}

const finding = (kind: Finding['kind'], says: string): Finding => ({ kind, about: '', says })

function reasonOf(failure: unknown): string {
  if (failure instanceof Unreachable) throw failure
  return failure instanceof Error ? failure.message : String(failure)
}

/** Why the log does not begin with what was seen before; undefined when it does. */
export async function contradiction(
  read: ReadFile,
  old: Checkpoint,
  now: Checkpoint,
): Promise<Finding | undefined> {
  if (now.size < old.size) {
    return finding('rollback', `it shows ${now.size} entries, and had ${old.size} before`)
  }
  const rewritten = `its first ${old.size} entries are not those that were seen before`
  if (now.size === old.size) {
    return same(now.root, old.root) ? undefined : finding('rewritten', rewritten)
  }
  try {
    const proof = await readConsistency(read, old.size, now.size)
    if (isConsistent(old, now, proof)) return undefined
    // What its own files prove to be at its beginning, under the root that it signed.
    const root = await readOldRoot(read, old.size, now.size)
    if (isConsistent({ ...old, root }, now, proof)) return finding('rewritten', rewritten)
    return finding('damaged', `its files do not come to the root that was signed at ${now.size}`)
  } catch (failure) {
    return finding('damaged', reasonOf(failure))
  }
}

/** Verifier keys of this log that an entry names, wherever in its body. */
function keysIn(value: unknown, origin: string): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap((member) => keysIn(member, origin))
  }
  if (typeof value !== 'string' || !value.startsWith(`${origin}+`)) return []
  try {
    return LOG_TYPES.includes(parseKey(value).type) ? [value] : []
  } catch {
    return []
  }
}

/** Collects what is worth knowing from entries as they pass. */
class Reading {
  readonly happened: Finding[] = []
  readonly keys: { vkey: string; index: number }[] = []
  newest: string | undefined
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  each(entries: readonly Uint8Array[], before: Edge): void {
    for (const [n, entry] of entries.entries()) this.#one(entry, before.size + n)
    const last = entries.at(-1)
    const [, at] = /^\{"at":"([^"]{1,40})"/.exec(Buffer.from(last ?? []).toString()) ?? []
    this.newest = at ?? this.newest
  }

  #one(entry: Uint8Array, index: number): void {
    try {
      if (!kindOf(entry, index).startsWith('log.key')) return
      const { d } = JSON.parse(Buffer.from(entry).toString()) as { d: unknown }
      for (const vkey of keysIn(d, this.#origin)) this.keys.push({ vkey, index })
    } catch (failure) {
      const says = failure instanceof Error ? failure.message : String(failure)
      this.happened.push({ kind: 'entry-wrong', about: String(index), says })
    }
  }
}

/** Wrong entries that are told one by one; a log full of them is told shortly. */
const MOST = 20

/** Downloads, hashes and compares every entry that is new. */
export async function readNews(
  read: ReadFile,
  old: Checkpoint | undefined,
  now: Checkpoint,
): Promise<News | Finding> {
  const reading = new Reading(now.origin)
  if (old?.size === now.size) return reading
  try {
    const from = old ? await readEdge(read, old.size) : emptyEdge
    const each = reading.each.bind(reading)
    const edge = await readGrowth({ read, from, size: now.size, each })
    if (!endsAt(edge, now)) {
      throw new Error(`its entries do not come to the root that was signed, ${hashText(now.root)}`)
    }
  } catch (failure) {
    return finding('damaged', reasonOf(failure))
  }
  const { happened, keys, newest } = reading
  const more = happened.length - MOST
  const rest = more > 0 ? [{ ...finding('entry-wrong', `and ${more} entries more`) }] : []
  return { happened: [...happened.slice(0, MOST), ...rest], keys, newest }
}
