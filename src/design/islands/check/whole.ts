/** Checks a whole log: every entry is hashed, the tree is built again and compared with what is served. */
import { type Bytes, joined, same, textOf } from './bytes.ts'
import type { Crew } from './crew.ts'
import { Fault } from './fault.ts'
import { firstHashes, type ReadFile, readTile } from './files.ts'
import { judge, type Judgement } from './judge.ts'
import type { Checkpoint } from './note.ts'
import type { PieceFound } from './piece.ts'
import type { Policy } from './policy.ts'
import { pathOf, WIDTH } from './tiles.ts'
import { HASH, rootOf, type Tree } from './tree.ts'

/** Pieces that are under way at the same time. */
const AHEAD = 12

/** What to check, and with what. */
export interface Checking {
  readonly read: ReadFile
  readonly policy: Policy
  /** What somebody saw before: the log has to begin with it. */
  readonly since?: Checkpoint | undefined
  readonly crew: Crew
  readonly signal: AbortSignal
  progress(entries: number, of: number): void
}

/** What a log that holds was found to be. */
export interface Whole extends Judgement {
  readonly kinds: ReadonlyMap<string, number>
  readonly since: number | undefined
}

/** What the pieces came to so far. */
interface Built {
  /** The root of each piece, in order: hashes of level 1, the last perhaps of fewer entries. */
  readonly row: Bytes
  readonly kinds: Map<string, number>
  before: Bytes | undefined
}

/** Does the work for 0, 1, … up to `count`, some at the same time; the first failure stops it. */
async function each(count: number, work: (n: number) => Promise<void>): Promise<void> {
  const line = { next: 0, failed: false }
  const run = async () => {
    while (line.next < count && !line.failed) {
      const n = line.next
      line.next += 1
      await work(n).catch((failure: unknown) => {
        line.failed = true
        throw failure
      })
    }
  }
  await Promise.all(Array.from({ length: AHEAD }, run))
}

/** How many first entries of this piece the log had when it was seen before; 0 when it ends elsewhere. */
function beforeIn(index: number, since: Tree | undefined): number {
  const count = (since?.size ?? 0) - index * WIDTH
  return count > 0 && count <= WIDTH ? count : 0
}

async function checkOne(of: Checking, size: number, index: number): Promise<PieceFound> {
  const width = Math.min(WIDTH, size - index * WIDTH)
  const [bundle, tile] = await Promise.all([
    readTile(of.read, ['entries', index, width], of.signal),
    readTile(of.read, [0, index, width], of.signal),
  ])
  of.signal.throwIfAborted()
  return of.crew.check({
    index,
    width,
    held: bundle.width,
    bundle: bundle.bytes,
    tile: firstHashes(tile, width),
    before: beforeIn(index, of.since),
  })
}

async function build(of: Checking, size: number): Promise<Built> {
  const count = Math.ceil(size / WIDTH)
  const built: Built = { row: new Uint8Array(count * HASH), kinds: new Map(), before: undefined }
  let done = 0
  await each(count, async (index) => {
    const { root, before, kinds } = await checkOne(of, size, index)
    built.row.set(root, index * HASH)
    for (const [kind, n] of kinds) built.kinds.set(kind, (built.kinds.get(kind) ?? 0) + n)
    built.before ??= before
    done += Math.min(WIDTH, size - index * WIDTH)
    of.progress(done, size)
  })
  return built
}

/** The tiles above the first level, up to the root, are those that the entries come to. */
async function compareAbove({ read, signal }: Checking, row: Bytes, size: number): Promise<void> {
  let hashes = row.slice(0, Math.floor(size / WIDTH) * HASH)
  for (let level = 1; hashes.length > 0; level += 1) {
    const roots: Bytes[] = []
    for (let at = 0; at < hashes.length; at += WIDTH * HASH) {
      const own = hashes.slice(at, at + WIDTH * HASH)
      const [index, width] = [at / (WIDTH * HASH), own.length / HASH]
      const tile = await readTile(read, [level, index, width], signal)
      if (!same(firstHashes(tile, width), own))
        throw new Fault('wrong', 'tile', { path: pathOf(level, index, width) })
      if (width === WIDTH) roots.push(await rootOf(own))
    }
    hashes = joined(...roots)
  }
}

/** The log only grew: the tree that was seen before is what its first entries come to. */
async function compareBefore(since: Tree | undefined, { row, before }: Built): Promise<void> {
  if (!since || since.size === 0 || !before) return
  const full = Math.ceil(since.size / WIDTH) - 1
  const root = await rootOf(joined(row.slice(0, full * HASH), before))
  if (!same(root, since.root)) throw new Fault('wrong', 'rewritten', { count: since.size })
}

/** Checks a whole log; a fault when something does not hold or cannot be read. */
export async function checkWhole(of: Checking): Promise<Whole> {
  const { since } = of
  const served = await of.read('checkpoint', of.signal)
  const text = served && textOf(served)
  if (!text) throw new Fault('unread', 'no-checkpoint')
  const judgement = await judge(text, of.policy)
  const { origin, size, root } = judgement.checkpoint
  if (since && since.origin !== origin) {
    throw new Fault('since', 'other-log', { origin: since.origin })
  }
  if (since && since.size > size) throw new Fault('wrong', 'shorter', { before: since.size, size })
  of.progress(0, size)
  const built = await build(of, size)
  await compareBefore(since, built)
  await compareAbove(of, built.row, size)
  if (!same(await rootOf(built.row), root)) throw new Fault('wrong', 'root')
  return { ...judgement, kinds: built.kinds, since: since?.size }
}

/** The checkpoint that somebody kept, by itself or inside a proof file, if its log signed it. */
export async function seenBefore(text: string, policy: Policy): Promise<Checkpoint | undefined> {
  if (text.trim() === '') return undefined
  const ends = text.endsWith('\n') ? text : `${text}\n`
  const [proof, inside] = [ends.startsWith('c2sp.org/tlog-proof@v1\n'), ends.indexOf('\n\n')]
  try {
    return (await judge(proof ? ends.slice(inside + 2) : ends, policy)).checkpoint
  } catch (failure) {
    if (failure instanceof Fault) throw new Fault('since', 'not-before')
    throw failure
  }
}
