/** What a city decides about signing in (`cities/<city>/account.json`); without the file, the careful choice. */
import { z } from 'zod'

export const accountConfig = z.object({
  /** Does a code by mail on top of the password count as a second factor? The mailbox may be as safe as its password. */
  mailIsSecond: z.boolean().default(false),
})

type AccountConfig = z.infer<typeof accountConfig>

const checked = new WeakMap<object, AccountConfig>()

/** The choices of this city. */
export function accountOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): AccountConfig {
  const mine = checked.get(city.config) ?? accountConfig.parse(city.config['account'] ?? {})
  checked.set(city.config, mine)
  return mine
}
