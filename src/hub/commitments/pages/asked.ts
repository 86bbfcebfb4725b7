/** What may be looked for among commitments: the same words on the page and in the feeds. */
import { z } from 'zod'
import type { Filter } from '../store/commitments.ts'

/** What somebody looks for, as it stands in the address. */
export const asking = z.object({
  city: z.string().max(100).optional(),
  item: z.string().max(10).optional(),
  principle: z.string().max(40).optional(),
})
export type Asked = z.infer<typeof asking>

/** The conditions behind what somebody looks for; an empty choice is none. */
export function filterOf({ city, item, principle }: Asked): Omit<Filter, 'before'> {
  const given = (text: string | undefined) => (text === '' ? undefined : text)
  return { city: given(city), item: given(item), principle: given(principle) }
}

/** The list with what is asked for, and more behind it; what is not set is left out. */
export function linkTo(filter: Asked, more: Readonly<Record<string, string>> = {}, ending = '') {
  const given = Object.entries({ ...filter, ...more }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  )
  const query = new URLSearchParams(given).toString()
  return `/commitments${ending}${query === '' ? '' : `?${query}`}`
}
