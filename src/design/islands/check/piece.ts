/** One bundle of entries and the tile of its hashes: what a worker checks at a time. */
import { type Bytes, same } from './bytes.ts'
import { entryFrom } from './entry.ts'
import { Fault } from './fault.ts'
import { pathOf, type Place, placesIn, WIDTH } from './tiles.ts'
import { digests, HASH, rootOf } from './tree.ts'

/** What was read of 256 entries, or of the last few. */
export interface Piece {
  readonly index: number
  /** How many entries belong to the tree. */
  readonly width: number
  /** How many entries the name of the bundle says it has. */
  readonly held: number
  readonly bundle: Bytes
  /** The hashes as they are served. */
  readonly tile: Bytes
  /** When not 0, the root of this many first entries is asked for as well. */
  readonly before: number
}

/** What a good piece comes to. */
export interface PieceFound {
  readonly root: Bytes
  readonly before: Bytes | undefined
  readonly kinds: ReadonlyMap<string, number>
}

/** The lower byte of the length before each entry becomes the 0 that a leaf begins with: nothing is copied. */
function leavesIn(bundle: Bytes, places: readonly Place[]): Bytes[] {
  return places.map(([from, to]) => {
    bundle[from - 1] = 0
    return bundle.subarray(from - 1, to)
  })
}

/** How many entries of each kind there are, or what is wrong with the first that is not written in the one way. */
function kindsIn({ index, bundle }: Piece, places: readonly Place[]): Map<string, number> | Fault {
  const kinds = new Map<string, number>()
  try {
    for (const [n, [from, to]] of places.entries()) {
      const kind = String(entryFrom(bundle.subarray(from, to), index * WIDTH + n)['t'])
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
  } catch (failure) {
    if (failure instanceof Fault) return failure
    throw failure
  }
  return kinds
}

/** Hashes every entry of a piece and compares; a fault when something does not hold. It writes into `bundle`. */
export async function checkPiece(piece: Piece): Promise<PieceFound> {
  const { index, width, held, bundle, tile, before } = piece
  const all = placesIn(bundle)
  const path = pathOf('entries', index, held)
  if (!all || all.length < held) throw new Fault('wrong', 'cut-off', { path })
  if (all.length > held) throw new Fault('wrong', 'surplus', { path })
  const places = all.slice(0, width)
  const asked = digests(leavesIn(bundle, places))
  const kinds = kindsIn(piece, places)
  const row = await asked
  if (!same(row, tile)) throw new Fault('wrong', 'tile', { path: pathOf(0, index, width) })
  if (kinds instanceof Fault) throw kinds
  return {
    root: await rootOf(row),
    before: before > 0 ? await rootOf(row.slice(0, before * HASH)) : undefined,
    kinds,
  }
}
