import { z } from 'zod'

const words = z.record(z.string(), z.string().min(1))

/** The city's own words on its front page, and whom to try it as (`cities/<city>/home.json`). */
export const homeConfig = z.object({
  welcome: words,
  /** Who answers for data protection, accessibility and everything else. */
  contact: z.object({ organisation: z.string(), email: z.email(), phone: z.string() }),
  /** Only for the sample city: accounts anybody may try. */
  cast: z.array(z.object({ email: z.email(), password: z.string(), who: words })).default([]),
})

export type HomeConfig = z.infer<typeof homeConfig>

/** What this city put on its front page. */
export function homeOf(city: { readonly config: Readonly<Record<string, unknown>> }): HomeConfig {
  return homeConfig.parse(city.config['home'])
}
