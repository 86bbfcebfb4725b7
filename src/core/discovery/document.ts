/**
 * The discovery document of a city, `/.well-known/digital-rights-city` (docs/protocol/discovery.md):
 * who it is, what it promised, where its things are. Read strictly where it matters, leniently elsewhere.
 */
import { domainToASCII } from 'node:url'
import { z } from 'zod'

/** Where a city serves its document (RFC 8615). */
export const WELL_KNOWN = '/.well-known/digital-rights-city'

/** Which schema a document says it follows; another one is another document. */
export const SCHEMA = 'https://cityright.example/ns/digital-rights-city/1'

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/** A domain in the form the DNS knows (IDNA); undefined when it is none. */
export function asciiDomain(domain: string): string | undefined {
  const ascii = domainToASCII(domain.trim().replace(/\.$/, '').toLowerCase())
  const labels = ascii.split('.')
  const numeric = /^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')
  const fits = labels.length >= 2 && ascii.length <= 253 && labels.every((one) => LABEL.test(one))
  return fits && !numeric ? ascii : undefined
}

/** The same for names of trials, which may be `localhost` or end in it. */
const domain = z
  .string()
  .max(300)
  .transform((given, context) => {
    const ascii = asciiDomain(given) ?? (/^localhost(?::\d+)?$/.test(given) ? given : undefined)
    if (ascii !== undefined) return ascii
    context.addIssue({ code: 'custom', message: 'is not a domain' })
    return z.NEVER
  })

const moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is not a time')
const words = z.record(z.string().max(35), z.string().max(500))
const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
const webAddress = z.url({ protocol: /^https?$/ }).max(2000)

const Link = z.object({
  rel: z.string().min(1).max(100),
  href: webAddress,
  type: maybe(z.string().max(200)),
  profile: maybe(z.string().max(200)),
  /** Of a transparency log: the key that signs it (C2SP signed-note verifier key). */
  key: maybe(z.string().max(3000)),
})

const Key = z.object({
  kid: z.string().min(1).max(100),
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[\w-]{43}$/),
  notBefore: moment,
})

/** A signature of a city as it is written. */
export const DiscoverySignature = z.object({
  kid: z.string().min(1).max(100),
  alg: z.literal('EdDSA'),
  value: z.string().regex(/^[\w-]{86}$/),
})

const Decision = z.object({
  body: maybe(z.string().max(500)),
  date: maybe(z.iso.date()),
  url: maybe(webAddress),
  sha256: maybe(z.string().regex(/^[0-9a-f]{64}$/)),
})

const Declaration = z.object({
  version: z.string().max(100),
  status: maybe(z.string().max(100)),
  decision: maybe(Decision),
})

const NotApplicable = z.object({ item: z.string().regex(/^S\d{2}$/), reason: words })

/** Elements that fit; one that does not is left out and does not spoil the others. */
const those = <T extends z.ZodType>(schema: T, most: number) =>
  z
    .array(z.unknown())
    .max(most)
    .default([])
    .transform((all): z.output<T>[] =>
      all.flatMap((one) => {
        const parsed = schema.safeParse(one)
        return parsed.success ? [parsed.data] : []
      }),
    )

const Document = z.object({
  schema: z.literal(SCHEMA),
  version: z.literal(1),
  city: z.object({
    name: words.refine((names) => Object.keys(names).length > 0, 'names no city'),
    country: z.string().regex(/^[A-Z]{2}$/),
    geonameId: maybe(z.number().int().positive()),
    officialDomains: z.array(domain).min(1).max(20),
  }),
  declaration: maybe(Declaration),
  contacts: z.record(z.string().max(60), z.string().max(500)).catch({}),
  links: those(Link, 500),
  keys: those(Key, 20),
  notApplicable: those(NotApplicable, 22),
  updated: moment,
  signature: DiscoverySignature.optional(),
  keyChange: DiscoverySignature.optional(),
})

/** A discovery document as it was understood. */
export type DiscoveryDocument = z.output<typeof Document>
export type DiscoveryLink = z.output<typeof Link>
export type DiscoveryKey = z.output<typeof Key>
export type DiscoverySignature = z.output<typeof DiscoverySignature>

/** A document, what it was made of, and how many of its links could not be used; or why it is none. */
export type Understood =
  | { readonly document: DiscoveryDocument; readonly raw: object; readonly unusable: number }
  | { readonly wrong: string }

const Linked = z.object({ links: z.array(z.unknown()) })

/** Reads the text of a discovery document (UTF-8 JSON, RFC 8259). */
export function readDiscovery(text: string): Understood {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return { wrong: 'not-json' }
  }
  const parsed = Document.safeParse(raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { wrong: `${issue?.path.join('.') || 'document'}: ${issue?.message ?? 'unfit'}` }
  }
  if (typeof raw !== 'object' || raw === null) return { wrong: 'not-json' }
  const listed = Linked.safeParse(raw)
  const unusable = listed.success ? listed.data.links.length - parsed.data.links.length : 0
  return { document: parsed.data, raw, unusable }
}
