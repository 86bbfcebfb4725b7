/** Checks a whole log: every entry is hashed, the tree is built again and compared with what is served. */
import { type Edge, emptyEdge, endsAt, grown } from './edge.ts'
import { readGrowth } from './growth.ts'
import { hashText } from './hash.ts'
import { kindOf } from './kind.ts'
import { noteFrom } from './note.ts'
import { judge, type Judgement, type Policy } from './policy.ts'
import type { Tree } from './proofs.ts'
import type { ReadFile } from './reader.ts'
import { WIDTH } from './tiles.ts'

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

async function rebuild({ read, since, progress }: Verifying, size: number) {
  const kinds = new Map<string, number>()
  let continues: Continued | undefined
  const each = (entries: readonly Uint8Array[], before: Edge) => {
    for (const [n, entry] of entries.entries()) {
      const kind = kindOf(entry, before.size + n)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    if (before.size === 0 && entries[0]) continues = continuedIn(entries[0])
    if (since) passes(before, entries, since)
    const now = before.size + entries.length
    if (now % (16 * WIDTH) === 0 || now === size) progress?.(now, size)
  }
  const edge = await readGrowth({ read, from: emptyEdge, size, each })
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
