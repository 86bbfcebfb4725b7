/** Looking for activities of the register. Pure. */
import type { Say } from '#core/text'
import { z } from 'zod'
import { fieldName, purposeTitle, purposeWhy } from '../naming.ts'
import type { Activity } from '../register.ts'

/** What may be asked of the register, as it stands in the address. */
export const asking = z.object({
  q: z.string().max(100).optional(),
  service: z.string().max(60).optional(),
  language: z.string().max(10).optional(),
})
export type Asked = z.infer<typeof asking>

/** Activities in which these words stand, in the language of whoever looks or as codes. */
export function found(all: readonly Activity[], { q, service }: Asked, say: Say): Activity[] {
  const words = (q ?? '').toLocaleLowerCase(say.language).split(/\s+/).filter(Boolean)
  const textOf = (one: Activity) =>
    [
      one.id,
      purposeTitle(one.id, say),
      purposeWhy(one.id, say),
      one.law,
      ...one.fields.map((name) => fieldName(name, say)),
    ]
      .join(' ')
      .toLocaleLowerCase(say.language)
  return all
    .filter((one) => !service || one.service === service)
    .filter((one) => words.every((word) => textOf(one).includes(word)))
}
