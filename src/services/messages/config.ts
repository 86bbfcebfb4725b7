/** What a city decides about messages (`cities/<city>/messages.json`). */
import { z } from 'zod'

export const messagesConfig = z.object({
  /** Currency of its charges (ISO 4217). */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR'),
  /** Days after which a thread in which nobody wrote closes by itself. */
  closesAfterDays: z.int().min(7).max(730).default(90),
})

type MessagesConfig = z.infer<typeof messagesConfig>

const checked = new WeakMap<object, MessagesConfig>()

/** The choices of this city. */
export function messagesOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): MessagesConfig {
  const mine = checked.get(city.config) ?? messagesConfig.parse(city.config['messages'] ?? {})
  checked.set(city.config, mine)
  return mine
}
