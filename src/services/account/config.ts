/** What a city decides about signing in (`cities/<city>/account.json`); without the file, the careful choice. */
import { z } from 'zod'

const words = z.record(z.string().min(2).max(10), z.string().min(1).max(300))
const level = z.enum(['low', 'substantial', 'high'])

/** An issuer is compared character by character; on http only this machine is one, for trials. */
const issuer = z.url({ protocol: /^https?$/, error: 'is no address' }).refine(
  (address) => {
    const { protocol, hostname, search, hash } = new URL(address)
    const near = /^(?:localhost|127\.0\.0\.1)$/.test(hostname)
    return search === '' && hash === '' && (protocol === 'https:' || near)
  },
  { error: 'has to begin with https:// and to have neither ? nor #' },
)

const provider = z.strictObject({
  /** As it stands in addresses; what it is called is `title`. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, {
    error: 'is a word of small letters, digits and dashes, such as cie',
  }),
  title: words,
  /** A sentence under the button, such as whom it is for. */
  hint: words.optional(),
  issuer,
  client: z.string().min(1).max(300),
  authentication: z.enum(['secret', 'secret-post', 'private-key']).default('secret'),
  keyId: z.string().min(1).max(200).optional(),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/))
    .max(20)
    .default([]),
  claims: z.array(z.string().min(1).max(200)).max(30).default([]),
  levels: z.record(z.string().min(1).max(300), level).default({}),
  prompt: z.enum(['login', 'consent', 'select_account']).optional(),
  /** Which claim proves that somebody lives here (privacy-record.md 5.3). */
  residence: z
    .strictObject({ claim: z.string().min(1).max(200), is: z.array(z.string()).min(1).optional() })
    .optional(),
})

/** A service with whose accounts people sign in here. Its secret is in the operator's hands, never in this file. */
export type ProviderChoice = z.infer<typeof provider>

const isOnce = (named: readonly { readonly name: string }[]) =>
  new Set(named.map(({ name }) => name)).size === named.length

export const accountConfig = z.object({
  /** Does a code by mail on top of the password count as a second factor? The mailbox may be as safe as its password. */
  mailIsSecond: z.boolean().default(false),
  /** In the order in which they are offered. */
  providers: z
    .array(provider)
    .max(20)
    .refine(isOnce, { error: 'has two with the same name' })
    .default([]),
})

type AccountConfig = z.infer<typeof accountConfig>

const checked = new WeakMap<object, AccountConfig>()

interface Configured {
  readonly config: Readonly<Record<string, unknown>>
}

/** The choices of this city. */
export function accountOf(city: Configured): AccountConfig {
  const mine = checked.get(city.config) ?? accountConfig.parse(city.config['account'] ?? {})
  checked.set(city.config, mine)
  return mine
}

/** A provider of this city by its name. */
export function providerOf(city: Configured, name: string): ProviderChoice | undefined {
  return accountOf(city).providers.find((one) => one.name === name)
}

/** What a provider is called; its word where the city does not say, or has it no more. */
export function titleOf(city: Configured, name: string, language: string): string {
  const title = providerOf(city, name)?.title
  return title?.[language] ?? title?.['en'] ?? Object.values(title ?? {})[0] ?? name
}
