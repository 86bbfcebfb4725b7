/** What a city states of its processing (`cities/<city>/processing.json`); the rest follows from declarations. */
import { z } from 'zod'

const words = z.record(z.string(), z.string().min(1))

export const processingConfig = z.object({
  /** Who decides why data is processed (GDPR art. 30(1)(a)). */
  controller: z.object({ name: words, address: z.string().min(1), email: z.email() }).optional(),
  /** Whom a breach is notified to (GDPR art. 55). */
  authority: z.object({ name: words, url: z.url({ protocol: /^https$/ }) }).optional(),
  /** Technical and organisational measures beside those of the software (art. 32(1)). */
  measures: z.array(words).default([]),
  /** Companies that process for the city (art. 28). */
  processors: z.array(z.object({ name: z.string(), does: words, country: z.string() })).default([]),
  /** Data that goes to third countries, by purpose, with its safeguards (art. 30(1)(e)). */
  transfers: z
    .array(z.object({ purpose: z.string(), country: z.string().length(2), safeguard: words }))
    .default([]),
})

type ProcessingConfig = z.infer<typeof processingConfig>

const checked = new WeakMap<object, ProcessingConfig>()

/** What this city states. */
export function processingOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): ProcessingConfig {
  const mine = checked.get(city.config) ?? processingConfig.parse(city.config['processing'] ?? {})
  checked.set(city.config, mine)
  return mine
}
