/** A witness that remembers in one file: for a library, a newspaper, an association. */
import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import {
  type Accusation,
  hashFrom,
  hashText,
  type KeptAccusation,
  type Witnessed,
  type WitnessMemory,
} from '../log/index.ts'
import { writeWhole } from '../sequencer/shelf.ts'

interface State {
  readonly logs: Readonly<Record<string, { size: number; root: string; note: string }>>
  /** Signed checkpoints that were refused, with what was known then. */
  readonly refused: readonly Refused[]
}

/** Files of earlier releases do not say when, nor with which proof. */
type Refused = Pick<Accusation, 'origin' | 'known' | 'note'> & Partial<KeptAccusation>

/** Refused checkpoints that are kept at most: proven ones, and those that are only doubts. */
const MOST = 1000
const MOST_DOUBTS = 100

/** Names a refused checkpoint: SHA-256 of the note. */
const idOf = (note: string) => createHash('sha256').update(note).digest('hex')

const kept = (one: Refused): KeptAccusation => ({
  logs: [],
  proof: [],
  proven: false,
  at: '1970-01-01T00:00:00.000Z',
  ...one,
  id: idOf(one.note),
})

function isFull({ refused }: State, { proven }: Accusation): boolean {
  const alike = refused.filter((one) => (one.proven ?? false) === proven)
  return alike.length >= (proven ? MOST : MOST_DOUBTS)
}

async function stateIn(path: string): Promise<State> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as State
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') {
      return { logs: {}, refused: [] }
    }
    throw new Error(`the memory of the witness cannot be read: ${path}`, { cause: failure })
  }
}

function witnessedIn({ logs }: State, origin: string): Witnessed | undefined {
  const found = Object.hasOwn(logs, origin) ? logs[origin] : undefined
  const root = found && hashFrom(found.root)
  return found && root ? { size: found.size, root, note: found.note } : undefined
}

const shown = ({ size, root, note }: Witnessed) => ({ size, root: hashText(root), note })

/** The memory of a witness in one file, which is replaced as a whole (POSIX rename). */
export function fileMemory(path: string, clock = () => new Date().toISOString()): WitnessMemory {
  let turn: Promise<unknown> = Promise.resolve()
  const change = <T>(work: (state: State) => Promise<T>): Promise<T> => {
    const mine = turn.then(async () => work(await stateIn(path)))
    turn = mine.catch(() => undefined)
    return mine
  }
  const write = (state: State) =>
    writeWhole(path, Buffer.from(`${JSON.stringify(state, null, 1)}\n`))
  return {
    read: async (origin) => witnessedIn(await stateIn(path), origin),
    replace: (origin, old, now) =>
      change(async (state) => {
        if (witnessedIn(state, origin)?.note !== old?.note) return false
        await write({ ...state, logs: { ...state.logs, [origin]: shown(now) } })
        return true
      }),
    accuse: (accused) =>
      change(async (state) => {
        const known = state.refused.some(({ note }) => note === accused.note)
        if (known || isFull(state, accused)) return
        const one = { ...accused, at: clock() }
        await write({ ...state, refused: [...state.refused, one] })
      }),
    accusations: async () => (await stateIn(path)).refused.map(kept).toReversed(),
  }
}
