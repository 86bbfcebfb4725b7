/** The feed of changes: what is news for other cities, line by line, each signed and provable (docs/protocol/changes.md). */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { listPlaced, readHead } from '#core/record'
import { z } from 'zod'
import { lineOf } from '../line.ts'
import { PAGE } from '../model.ts'
import { listCopied, readMirror } from '../store/mirrors.ts'

/** Lines of this hub that have still to be signed, or lines of another one as they came. */
interface Loaded {
  readonly own: readonly object[]
  readonly copied: readonly string[]
  /** Where the list goes on. */
  readonly next: string | undefined
}

const cursor = z
  .string()
  .regex(/^\d{0,15}$/)
  .optional()

function nextOf<T>(rows: readonly T[], cursorOf: (row: T) => number, of?: string) {
  const last = rows[PAGE - 1]
  if (rows.length <= PAGE || last === undefined) return undefined
  const query = new URLSearchParams({ ...(of ? { of } : {}), since: String(cursorOf(last)) })
  return `/federation/changes?${query.toString()}`
}

export const feedPage = page({
  name: 'changes.feed',
  path: '/federation/changes',
  who: anyone,
  keep: 'public',
  input: z.object({ since: cursor, of: z.string().max(300).optional() }),
  async load({ input, tx, city, declared }): Promise<Loaded> {
    const after = input.since ? Number(input.since) : -1
    if (input.of !== undefined) {
      const { hub } = await readMirror(tx, input.of)
      const rows = await listCopied(tx, { hub, after, limit: PAGE + 1 })
      const next = nextOf(rows, (row) => row.cursor, hub)
      return { own: [], copied: rows.slice(0, PAGE).map(({ line }) => line), next }
    }
    const types = new Map(declared.changes.map(({ kind, type }) => [kind, type]))
    const size = (await readHead(tx))?.size ?? 0
    const of = { kinds: [...types.keys()], from: after + 1, size, limit: PAGE + 1 }
    const rows = await listPlaced(tx, of)
    const hub = new URL(city.url).host
    const own = rows
      .slice(0, PAGE)
      .map((entry) => lineOf(entry, { hub, type: types.get(entry.kind) ?? 'city' }))
    return { own, copied: [], next: nextOf(rows, ({ position }) => position ?? 0) }
  },
  sends: ({ own, copied, next }, { sign }) => ({
    type: 'application/jsonl',
    text: [...own.map((line) => JSON.stringify(sign(line))), ...copied]
      .map((line) => `${line}\n`)
      .join(''),
    next,
  }),
  view: () => {
    throw new Error('the feed is for programs')
  },
})
