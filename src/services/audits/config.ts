/** What a city says for its audits (`cities/<city>/audits.json`). */
import { z } from 'zod'

export const auditsConfig = z.object({
  /** Residents by district, from the register of residents, for reports per resident. */
  residents: z.record(z.string(), z.int().min(1)).default({}),
  /** Days over which fair service is measured. */
  days: z.int().min(60).max(1100).default(365),
})

const checked = new WeakMap<object, z.infer<typeof auditsConfig>>()

/** The choices of this city. */
export function auditsOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): z.infer<typeof auditsConfig> {
  const mine = checked.get(city.config) ?? auditsConfig.parse(city.config['audits'] ?? {})
  checked.set(city.config, mine)
  return mine
}
