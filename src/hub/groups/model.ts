/** Working groups, texts that several bodies approve, and joint statements (coalition-access.md 3.17). */

/** What a group files. */
export const documentKinds = ['minutes', 'document'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** Where an amendment stands. */
export const amendmentStates = ['open', 'taken-in', 'declined'] as const
export type AmendmentState = (typeof amendmentStates)[number]

/** Parts of an address that a name stands for: `Data & AI` → `data-ai`. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return (words ?? ['group']).join('-').slice(0, 60).replace(/-$/, '')
}

/** A body and the hash it approved, if it approved any. */
export interface Track {
  readonly body: string
  readonly sha256: string | null
}

/** A text is adopted when every body approved the same hash, and it is the one of the text as it stands. */
export function isAdopted(tracks: readonly Track[], current: string): boolean {
  return tracks.length > 0 && tracks.every(({ sha256 }) => sha256 === current)
}

/** A line of a text beside another one: the same in both, taken away, or put in. */
export interface DiffLine {
  readonly is: 'same' | 'gone' | 'new'
  readonly text: string
}

/** Lines that are compared one by one; of longer texts everything between beginning and end counts as changed. */
const MOST = 600

const linesOf = (text: string): readonly string[] => text.replaceAll('\r\n', '\n').split('\n')

/** Lengths of the longest common parts of what is left of both (longest common subsequence). */
function lengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () =>
    Array.from({ length: b.length + 1 }, () => 0),
  )
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i] ?? []
      const below = table[i + 1] ?? []
      row[j] = a[i] === b[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}

function compared(a: readonly string[], b: readonly string[]): DiffLine[] {
  const all = (lines: readonly string[], is: DiffLine['is']) => lines.map((text) => ({ is, text }))
  if (a.length > MOST || b.length > MOST) return [...all(a, 'gone'), ...all(b, 'new')]
  const table = lengths(a, b)
  const found: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const [left = '', right = ''] = [a[i], b[j]]
    if (left === right) {
      found.push({ is: 'same', text: left })
      ;[i, j] = [i + 1, j + 1]
    } else if ((table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0)) {
      found.push({ is: 'gone', text: left })
      i += 1
    } else {
      found.push({ is: 'new', text: right })
      j += 1
    }
  }
  return [...found, ...all(a.slice(i), 'gone'), ...all(b.slice(j), 'new')]
}

/** What an amendment changes, line by line. */
export function diffOf(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail))
    tail += 1
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ is: 'same', text }))
  const middle = compared(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return [...same(a.slice(0, head)), ...middle, ...same(tail === 0 ? [] : a.slice(-tail))]
}

/** Does an address lie on one of these domains? */
export function liesOn(url: string, domains: readonly string[]): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return domains.some((domain) => {
    const [name = ''] = domain.split(':')
    return hostname === name || hostname.endsWith(`.${name}`)
  })
}
