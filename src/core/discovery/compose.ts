/** The discovery document a city says of itself: what its services declare and its configuration states. */
import { z } from 'zod'
import { SCHEMA } from './document.ts'
import { publicKeyOf, signDiscovery, type DiscoverySigner } from './sign.ts'
import { signersAt } from './keys.ts'
import { jcs } from './jcs.ts'

/** Something a service really serves, declared in its manifest. */
export interface ServedLink {
  /** What it is, a word of docs/protocol/discovery.md. */
  readonly rel: string
  /** Path of this city. */
  readonly path: string
  readonly type?: string
  /** Standard and version it follows, such as `Open311-GeoReport-v2`. */
  readonly profile?: string
  /** Of a transparency log: the key that signs it. */
  readonly key?: string
}

/** What the configuration of a city states of itself for other cities. */
export const CityStatement = z.object({
  name: z.record(z.string(), z.string()).optional(),
  country: z.string().regex(/^[A-Z]{2}$/),
  geonameId: z.number().int().positive().optional(),
  /** Without them, the host of the city's own address. */
  officialDomains: z.array(z.string()).min(1).optional(),
  declaration: z
    .object({
      version: z.string(),
      status: z.string(),
      decision: z
        .object({ body: z.string(), date: z.iso.date(), url: z.url(), sha256: z.string() })
        .optional(),
    })
    .optional(),
  contacts: z.record(z.string(), z.string()).optional(),
  /** What the city serves elsewhere, such as a catalogue of its own. */
  links: z
    .array(
      z.object({
        rel: z.string(),
        href: z.url(),
        type: z.string().optional(),
        profile: z.string().optional(),
      }),
    )
    .optional(),
})
export type CityStatement = z.infer<typeof CityStatement>

/** Everything a document is made of, besides time and keys. */
export interface Stated {
  readonly name: string
  readonly language: string
  /** Where the city is on the web, without a slash at the end. */
  readonly url: string
  readonly links: readonly ServedLink[]
  readonly statement: CityStatement
}

/** The document without keys, time and signature. */
export function stateOf({ name, language, url, links, statement }: Stated): object {
  const { hostname } = new URL(url)
  const { country, geonameId, officialDomains = [hostname] } = statement
  const served = links.map(({ path, ...link }) => ({ ...link, href: `${url}${path}` }))
  return {
    schema: SCHEMA,
    version: 1,
    city: { name: statement.name ?? { [language]: name }, country, geonameId, officialDomains },
    ...(statement.declaration ? { declaration: statement.declaration } : {}),
    contacts: statement.contacts ?? {},
    links: [...served, ...(statement.links ?? [])],
  }
}

const Signed = z.looseObject({ updated: z.string(), signature: z.looseObject({}) })

/** The signed document as text; the one that was signed before stays when nothing in it changed. */
export function composeDiscovery(
  state: object,
  keys: readonly DiscoverySigner[],
  { now, last }: { readonly now: string; readonly last?: string | undefined },
): string {
  const { signer, before } = signersAt(keys, now)
  if (!signer) throw new Error('no key of the city is valid yet')
  const shown = before ? [before, signer] : [signer]
  const whole = { ...state, keys: shown.map(publicKeyOf) }
  const kept = last === undefined ? undefined : Signed.safeParse(JSON.parse(last)).data
  if (kept) {
    const again = signDiscovery({ ...whole, updated: kept.updated }, signer, before)
    if (jcs(again) === jcs(kept)) return last ?? ''
  }
  const signed = signDiscovery({ ...whole, updated: now }, signer, before)
  return `${JSON.stringify(signed, null, 1)}\n`
}
