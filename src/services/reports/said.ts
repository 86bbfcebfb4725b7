/** What an official is about to say in public: looked at for personal data before anybody reads it (GDPR art. 25(1)). */
import { Refusal } from '#core/kernel'
import { findPersonal, masked } from '#core/masking'
import { z } from 'zod'

/** Whether what looks like personal data is hidden or meant so; asked only where something looks like it. */
export const personal = z.enum(['ask', 'mask', 'leave']).default('ask').meta({ input: 'radios' })

/**
 * The words as everybody will read them. Whoever was not asked yet is asked: nothing is published before an official
 * saw what the public would see.
 */
export function saidInPublic(
  text: string,
  choice: z.infer<typeof personal>,
  field = 'text',
): string {
  const found = findPersonal(text)
  if (found.length === 0 || choice === 'leave') return text
  if (choice === 'mask') return masked(text, found)
  throw new Refusal('refused', [{ code: 'reports.personal-in-words', field }])
}
