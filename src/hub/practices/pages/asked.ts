/** What may be looked for among practices: the same words on the page and in the feeds. */
import { z } from 'zod'
import { wordsIn } from '#hub/cities'
import { costs, stages } from '../model.ts'
import type { Filter } from '../store/list.ts'

/** Classes of population as the directory has them, 1 to 6. */
export const sizes = ['1', '2', '3', '4', '5', '6'] as const

/** What somebody looks for, as it stands in the address. */
export const asking = z.object({
  words: z.string().max(200).optional(),
  city: z.string().max(120).optional(),
  principle: z.string().max(60).optional(),
  stage: z.enum(stages).optional(),
  cost: z.enum(costs).optional(),
  size: z.enum(sizes).optional(),
  spoken: z.string().max(10).optional(),
  archived: z.enum(['yes']).optional(),
})
export type Asked = z.infer<typeof asking>

/** The conditions behind what somebody looks for. Words are found by how they begin. */
export function filterOf({ words, size, spoken, archived, ...same }: Asked): Filter {
  const wanted = wordsIn(words ?? '').slice(0, 8)
  return {
    city: same.city,
    principle: same.principle,
    stage: same.stage,
    cost: same.cost,
    words: wanted.length > 0 ? wanted.map((word) => `${word}:*`).join(' & ') : undefined,
    size: size === undefined ? undefined : Number(size),
    language: spoken,
    archived: archived === 'yes',
  }
}

/** The list with what is asked for; what is not set is left out. */
export function linkTo(asked: Readonly<Record<string, string | undefined>>, ending = ''): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value)
  const text = query.toString()
  return text ? `/practices${ending}?${text}` : `/practices${ending}`
}
