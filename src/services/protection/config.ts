/** What a city says about requests (`cities/<city>/protection.json`). */
import { z } from 'zod'

export const protectionConfig = z.object({
  /** Where one can complain about the city itself (GDPR art. 77), by language. */
  authority: z
    .object({ name: z.record(z.string(), z.string().max(200)), url: z.url().optional() })
    .optional(),
  /** Working days in which a unit explains an access. */
  explainDays: z.int().min(1).max(20).default(5),
})

export type ProtectionConfig = z.infer<typeof protectionConfig>

const checked = new WeakMap<object, ProtectionConfig>()

/** The choices of this city. */
export function protectionOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): ProtectionConfig {
  const mine = checked.get(city.config) ?? protectionConfig.parse(city.config['protection'] ?? {})
  checked.set(city.config, mine)
  return mine
}
