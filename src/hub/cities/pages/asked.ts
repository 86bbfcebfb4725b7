/** What may be looked for among cities: the same words on the page, on the map and in the feeds. */
import { z } from 'zod'
import { memberships } from '#hub/endorsements'
import { areas } from '../model.ts'
import type { Filter } from '../store/filter.ts'

const states: [string, ...string[]] = [...memberships, 'none']
const names: [string, ...string[]] = ['world', ...Object.keys(areas)]

/** What somebody looks for, as it stands in the address. */
export const asking = z.object({
  words: z.string().max(200).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  state: z.enum(states).optional(),
  principle: z.string().max(40).optional(),
  /** Only cities with something a machine, a peer or a reviewer has checked (E3 and more). */
  evidence: z.enum(['checked']).optional(),
  spoken: z.string().max(20).optional(),
  square: z.string().max(30).optional(),
  area: z.enum(names).optional(),
})
export type Asked = z.infer<typeof asking>

/** Levels of evidence from here on were checked by somebody else than the city. */
const CHECKED = 3

/** The conditions behind what somebody looks for. */
export function filterOf({
  words,
  country,
  state,
  principle,
  evidence,
  spoken,
  square,
}: Asked): Filter {
  return {
    ...{ words, country, state, principle, square },
    evidence: evidence === 'checked' ? CHECKED : undefined,
    language: spoken,
  }
}

/** Only what is looked for, without the place in the list. */
export function askedOf(input: Asked): Asked {
  const { words, country, state, principle, evidence, spoken, square, area } = input
  return { words, country, state, principle, evidence, spoken, square, area }
}

/** The directory with what is asked for; what is not set is left out. */
export function linkTo(
  asked: Readonly<Record<string, string | undefined>>,
  path = '/cities',
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}
