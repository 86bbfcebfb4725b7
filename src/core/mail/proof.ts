/** Is a message from whom it says it is? SPF, DKIM, DMARC and ARC (RFC 7208, 6376, 7489, 8617). */
import { z } from 'zod'

/** How names are asked for: the resolver of `node:dns` has this form. */
export type Resolver = (domain: string, type: string) => Promise<string[][] | string[]>

/** How a message came: what the connection said of itself. */
export interface Arrival {
  readonly ip: string
  readonly helo: string
  /** Envelope sender; empty for reports of failures. */
  readonly sender: string
  /** A server of our own took it first: its `Received` says from where. */
  readonly relayed?: boolean
}

/** Who is asked, and whose word counts. */
export interface Proving {
  readonly resolver: Resolver
  /** Our own name in the results. */
  readonly host: string
  /** Domains of forwarders whose seal counts when the author's own signature was broken on the way (RFC 8617). */
  readonly sealers: readonly string[]
}

/** `pass`: the author's domain vouches for it. `fail`: it disowns it, or its signature is broken. `none`: nobody vouches. */
export type Proof = 'pass' | 'fail' | 'none'

interface Status {
  readonly status: { readonly result: string; readonly aligned?: string | false | undefined }
}

/** Does a signature or the envelope speak for the domain of the author? Where there is no DMARC, this is what counts. */
function vouched(dkim: readonly Status[], spf: Status | false, same: boolean): boolean {
  if (dkim.some(({ status }) => status.result === 'pass' && status.aligned)) return true
  return spf !== false && spf.status.result === 'pass' && same
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/**
 * Checks a message over the very bytes that came: a space more, and a signature over `simple` bytes is broken
 * (RFC 6376 3.4.1).
 */
export async function prove(
  raw: Buffer,
  { ip, helo, sender, relayed = false }: Arrival,
  { resolver, host, sealers }: Proving,
): Promise<Proof> {
  const { authenticate } = await import('mailauth')
  const found = await authenticate(raw, {
    ...(relayed ? { trustReceived: true } : { ip, helo }),
    sender,
    mta: host,
    resolver,
    disableBimi: true,
  })
  const { dkim, spf, dmarc, arc } = found
  const [from = ''] = dkim.headerFrom ?? []
  if (dmarc && dmarc.status.result === 'pass') return 'pass'
  const sealed = arc && arc.status.result === 'pass' && sealers.includes(sealerOf(arc))
  if (sealed && sealerSaw(arc, domainOf(from))) return 'pass'
  if (dmarc && dmarc.status.result === 'fail') return 'fail'
  if (vouched(dkim.results, spf, domainOf(from) === domainOf(sender))) return 'pass'
  const broken = dkim.results.some(({ status }) => status.result === 'fail')
  return broken || (spf && spf.status.result === 'fail') ? 'fail' : 'none'
}

/** The domain of the last seal of a chain. */
function sealerOf(arc: object): string {
  const { signature } = arc as { signature?: { signingDomain?: string } }
  return (signature?.signingDomain ?? '').toLowerCase()
}

const Seen = z.object({
  authenticationResults: z.object({
    dmarc: z
      .object({ result: z.string(), header: z.object({ from: z.string() }) })
      .optional()
      .catch(undefined),
    dkim: z
      .array(z.object({ result: z.string(), header: z.object({ d: z.string() }).partial() }))
      .default([])
      .catch([]),
  }),
})

/**
 * What the forwarder saw when the message came to it (ARC-Authentication-Results, RFC 8617 4.1.1): a seal says who passed it
 * on, not that it was genuine. A forwarder we know seals forged messages, too.
 */
function sealerSaw(arc: object, author: string): boolean {
  const seen = Seen.safeParse(arc).data?.authenticationResults
  if (!seen || author === '') return false
  const { dmarc, dkim } = seen
  if (dmarc) return dmarc.result === 'pass' && dmarc.header.from.toLowerCase() === author
  return dkim.some(({ result, header }) => result === 'pass' && header.d?.toLowerCase() === author)
}
