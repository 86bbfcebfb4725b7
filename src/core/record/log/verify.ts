/** Checks a whole log: every entry is hashed, the tree is built again and compared with what is served. */
import { canonical } from '../canonical.ts'
import { type Edge, emptyEdge, endsAt, grown } from './edge.ts'
import { hashText, same } from './hash.ts'
import { noteFrom } from './note.ts'
import { judge, type Judgement, type Policy } from './policy.ts'
import type { Tree } from './proofs.ts'
import { type ReadFile, readEntries } from './reader.ts'
import { tilesOf, WIDTH } from './tiles.ts'

/** Bundles that are read ahead. */
const AHEAD = 8
/** Greatest length of an entry of a city (docs/protocol/record.md). */
const LONGEST = 16 * 1024

/** What to check, and what is known already. */
export interface Verifying {
  readonly read: ReadFile
  readonly policy: Policy
  /** A tree that was seen before: the log has to begin with it. */
  readonly since?: Tree | undefined
  readonly progress?: ((entries: number, of: number) => void) | undefined
}

/** What a log that holds was found to be. */
export interface Verified extends Judgement {
  readonly note: string
  /** How many entries there are of each kind. */
  readonly kinds: ReadonlyMap<string, number>
  /** The log that this one continues, as its first entry says. */
  readonly continues: Continued | undefined
}

/** A log that was ended, because its key was lost or stolen, and where its files are served. */
export interface Continued {
  readonly origin: string
  readonly size: number
  readonly archive: string
}

/** What a first entry says of the log before; undefined when it continues none. */
function continuedIn(entry: Uint8Array): Continued | undefined {
  const { t, d } = JSON.parse(Buffer.from(entry).toString()) as {
    t: string
    d: Record<string, unknown>
  }
  if (t !== 'log.continued') return undefined
  return { origin: String(d.origin), size: Number(d.size), archive: String(d.archive) }
}

/** The kind of an entry; throws when it is not written as docs/protocol/record.md says. */
export function kindOf(bytes: Uint8Array, position: number): string {
  const text = Buffer.from(bytes).toString()
  const wrong = (why: string) => new Error(`entry ${position} ${why}`)
  if (bytes.length > LONGEST) throw wrong(`has ${bytes.length} bytes, more than ${LONGEST}`)
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(text) as Record<string, unknown>
    if (canonical(entry) !== text) throw wrong('')
  } catch {
    throw wrong('is not JSON in the canonical form')
  }
  const { v, t, at, id, by, d } = entry
  const texts = [t, at, id, by].every((value) => typeof value === 'string')
  if (v !== 1 || !texts || typeof d !== 'object' || Array.isArray(d)) {
    throw wrong('does not say what an entry says: v, t, at, id, by and d')
  }
  return String(t)
}

/** A file as it is served; the beginning of the full one stands in for a partial one that is gone. */
async function servedAs(read: ReadFile, path: string, length: number) {
  const [whole = '', part] = path.split('.p/')
  const found = await read(path)
  return found ?? (part ? (await read(whole))?.subarray(0, length) : undefined)
}

/** Appends, and compares the tiles that come out; partial ones only at the end of the log. */
async function compare(
  read: ReadFile,
  edge: Edge,
  added: readonly Uint8Array[],
  size: number,
): Promise<Edge> {
  const { edge: now, files } = grown(edge, added)
  for (const { path, bytes } of files) {
    if (path.startsWith('tile/entries/') || (path.includes('.p/') && now.size < size)) continue
    const served = await servedAs(read, path, bytes.length)
    if (served && same(served, bytes)) continue
    throw new Error(`the file ${path} ${served ? 'is not what the entries come to' : 'is missing'}`)
  }
  return now
}

/** The tree that was seen before is where this portion passes it. */
function passes(edge: Edge, added: readonly Uint8Array[], since: Tree): void {
  const count = since.size - edge.size
  if (count <= 0 || count > added.length) return
  if (!endsAt(grown(edge, added.slice(0, count)).edge, since)) {
    throw new Error(
      `the log was rewritten: its first ${since.size} entries are not those that were seen before`,
    )
  }
}

async function* bundles(read: ReadFile, size: number): AsyncGenerator<Uint8Array[]> {
  const waiting: Promise<Uint8Array[]>[] = []
  for (const name of tilesOf(size, 'entries')) {
    const bundle = readEntries(read, name)
    bundle.catch(() => undefined)
    waiting.push(bundle)
    if (waiting.length >= AHEAD) yield (await waiting.shift()) ?? []
  }
  for (const bundle of waiting) yield await bundle
}

async function rebuild({ read, since, progress }: Verifying, size: number) {
  const kinds = new Map<string, number>()
  let edge = emptyEdge
  let continues: Continued | undefined
  for await (const entries of bundles(read, size)) {
    for (const [n, entry] of entries.entries()) {
      const kind = kindOf(entry, edge.size + n)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    if (edge.size === 0 && entries[0]) continues = continuedIn(entries[0])
    if (since) passes(edge, entries, since)
    edge = await compare(read, edge, entries, size)
    if (edge.size % (16 * WIDTH) === 0 || edge.size === size) progress?.(edge.size, size)
  }
  return { edge, kinds, continues }
}

/** Checks a whole log in constant memory; throws one sentence that says what does not hold. */
export async function verifyLog(of: Verifying): Promise<Verified> {
  const served = await of.read('checkpoint')
  if (!served) throw new Error('there is no checkpoint')
  const text = Buffer.from(served).toString()
  const note = noteFrom(text)
  if (!note) throw new Error('the checkpoint is not a signed note')
  const judgement = judge(note, of.policy)
  const { size, root } = judgement.checkpoint
  if (of.since && of.since.size > size) {
    throw new Error(`the log was cut: it had ${of.since.size} entries before, and has ${size} now`)
  }
  const { edge, kinds, continues } = await rebuild(of, size)
  if (!endsAt(edge, { size, root })) {
    throw new Error(`the entries do not come to the root that was signed, ${hashText(root)}`)
  }
  return { ...judgement, note: text, kinds, continues }
}
