/** What an operator decides about mail of discussion lists (docs/operate/list.md). */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const words = (text: string) => text.split(',').flatMap((one) => one.trim().toLowerCase() || [])

const Environment = z.object({
  LIST_DOMAIN: z.string().optional(),
  LIST_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LIST_SMTP_HOST: z.string().default('127.0.0.1'),
  LIST_LMTP: z.enum(['yes', 'no']).default('no'),
  LIST_DNS: z.string().default('').transform(words),
  LIST_SEALERS: z.string().default('').transform(words),
  LIST_TLS_CERT: z.string().optional(),
  LIST_TLS_KEY: z.string().optional(),
})

/** How mail comes to the lists and leaves them. */
export interface ListSettings {
  /** The domain of the lists: mail to it comes here, and what goes out is signed for it. */
  readonly domain?: string
  /** Port of the door for mail; without it, lists are read and written on the web alone. */
  readonly port?: number
  readonly host: string
  /** Speak LMTP, behind a mail server of one's own. */
  readonly lmtp: boolean
  /** Name servers for proofs; those of the machine when empty. */
  readonly dns: readonly string[]
  /** Forwarders whose seal counts (ARC). */
  readonly sealers: readonly string[]
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** Settings of the lists from environment variables; an unusable one is named in one readable line. */
export function listSettingsFrom(
  environment: Readonly<Record<string, string | undefined>>,
): ListSettings {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`The setting ${issue?.path.join('.')} cannot be used: ${issue?.message}`)
  }
  const env = parsed.data
  const { LIST_TLS_CERT: cert, LIST_TLS_KEY: key } = env
  return {
    ...(env.LIST_DOMAIN ? { domain: env.LIST_DOMAIN.toLowerCase() } : {}),
    ...(env.LIST_SMTP_PORT === undefined ? {} : { port: env.LIST_SMTP_PORT }),
    host: env.LIST_SMTP_HOST,
    lmtp: env.LIST_LMTP === 'yes',
    dns: env.LIST_DNS,
    sealers: env.LIST_SEALERS,
    ...(cert && key
      ? { tls: { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') } }
      : {}),
  }
}
