/** What a standard has no field for stands in its field for remarks, each under a mark, and is found there again. */
import { type Field, FIELD_NAMES } from '../model.ts'

/** A field of ours, or the phase. */
type Marked = Field | 'status'

const MARKED: readonly Marked[] = [...FIELD_NAMES, 'status']
const names = MARKED.join('|')

/** Laws are cited with the same sign: only a line that begins with it and a field of ours is marked. */
const BEGINS = new RegExp(`^§(${names}): `, 'm')
const LIKE_A_MARK = new RegExp(`^(§+(?:${names}): )`, 'gm')
const ESCAPED = new RegExp(`^§(§+(?:${names}): )`, 'gm')

/** Text that nobody takes for a mark. */
export const unmarked = (text: string): string => text.replace(LIKE_A_MARK, '§$1')

/** One field under its mark. */
export const marked = (field: Marked, text: string): string => `§${field}: ${unmarked(text)}`

/** The words of the field for remarks itself, and what stands there under marks. */
export function parted(text: string): { free: string; fields: [Marked, string][] } {
  const [free = '', ...rest] = text.split(BEGINS)
  const whole = (part: string) => part.trimEnd().replace(ESCAPED, '$1')
  const fields = rest.flatMap((name, at): [Marked, string][] => {
    const field = at % 2 === 0 ? MARKED.find((one) => one === name) : undefined
    return field ? [[field, whole(rest[at + 1] ?? '')]] : []
  })
  return { free: whole(free), fields }
}
