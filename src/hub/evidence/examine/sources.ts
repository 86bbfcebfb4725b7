/** From a declared link to a source: asked for, read, and sampled where the item wants that. */
import type { DiscoveryLink } from '#core/discovery'
import type { Answer } from '#core/harvest'
import { readDocument } from '../adapters/index.ts'
import type { Facts, Reading, Source } from '../model.ts'
import { sample, type Sampling } from './samples.ts'

/** Most bytes of a document (coalition-access.md 3.3). */
export const MOST_BYTES = 50 * 1024 * 1024
const DAY = 86_400_000
/** How long a URL that answered counts as answering (3.2, E2). */
const COUNTS_FOR = 30 * DAY
/** Samples are drawn anew each week, also from documents that did not change. */
const SAMPLE_AGAIN = 6.5 * DAY

/** Twenty downloads of a catalogue, five entries of a register. */
const SAMPLES: Readonly<Record<string, number>> = { 'open-data': 20, 'algorithm-register': 5 }

/** What looking at a city needs besides the link. */
export interface Looking extends Sampling {
  readonly domains: readonly string[]
  /** What was known before, by relation and address. */
  readonly before: ReadonlyMap<string, Source>
}

const age = (then: string, now: string) => Date.parse(now) - Date.parse(then)

function wantsSample(rel: string, known: Source, now: string): boolean {
  const sampledAt = known.facts['sampledAt']
  if (!(rel in SAMPLES)) return false
  return typeof sampledAt !== 'string' || age(sampledAt, now) > SAMPLE_AGAIN
}

/** A source of which nothing came. */
export function emptySource(rel: string, href: string, at: string): Source {
  const nothing = { status: null, failure: null, sha256: null, form: null, etag: null }
  return { rel, href, bytes: 0, at, facts: {}, modified: null, ...nothing }
}

/** The last good facts stay, dated, as long as they count. */
export function keptOr(known: Source | undefined, failed: Source): Source {
  const good = known?.status === 200 && age(known.at, failed.at) <= COUNTS_FOR
  return known && good ? { ...known, failure: failed.failure } : failed
}

/** Hashes of documents that a record names: how many are still what was decided. */
async function namedFacts(reading: Reading, { door, signal }: Looking): Promise<Facts> {
  const named = (reading.named ?? []).slice(0, 3)
  if (named.length === 0) return {}
  const answers = await Promise.all(
    named.map(({ url }) => door.ask({ url, mostBytes: MOST_BYTES }, signal)),
  )
  const same = answers.filter((answer, at) => {
    if (answer.outcome !== 'came' || answer.status !== 200) return false
    const wanted = named[at]?.sha256
    return wanted === undefined || wanted.toLowerCase() === answer.sha256
  })
  return { named: named.length, namedGood: same.length }
}

async function readCame(
  link: DiscoveryLink,
  answer: Extract<Answer, { outcome: 'came' }>,
  looking: Looking,
): Promise<Source> {
  const { bytes, sha256, type, url } = answer
  const { rel, profile = '' } = link
  const given = { rel, profile, bytes, type, url, domains: looking.domains }
  const reading = readDocument(given)
  const drawn = await sample(reading.urls ?? [], SAMPLES[rel] ?? 0, looking)
  const facts = { ...reading.facts, ...drawn, ...(await namedFacts(reading, looking)) }
  return {
    ...emptySource(rel, link.href, looking.now),
    status: 200,
    sha256,
    bytes: bytes.length,
    form: reading.form,
    facts,
    etag: answer.etag ?? null,
    modified: answer.modified ?? null,
  }
}

/** Asks for one declared document. */
export async function lookAt(link: DiscoveryLink, looking: Looking): Promise<Source> {
  const { door, before, now, signal } = looking
  const known = before.get(`${link.rel} ${link.href}`)
  const again = known && known.status === 200 && !wantsSample(link.rel, known, now)
  const answer = await door.ask(
    {
      url: link.href,
      mostBytes: MOST_BYTES,
      ...(again
        ? { known: { etag: known.etag ?? undefined, modified: known.modified ?? undefined } }
        : {}),
    },
    signal,
  )
  const failed = emptySource(link.rel, link.href, now)
  if (answer.outcome === 'failed') return keptOr(known, { ...failed, failure: answer.failure })
  if (answer.outcome === 'unchanged') {
    return known ? { ...known, at: now, failure: null } : { ...failed, failure: 'bad-answer' }
  }
  if (answer.status === 200) return readCame(link, answer, looking)
  const said = { ...failed, status: answer.status, failure: `status-${answer.status}` }
  return [401, 404, 410].includes(answer.status) ? said : keptOr(known, { ...said, status: null })
}

/** The decision document of the declaration, and whether it is still the one that was decided. */
export async function lookAtDecision(
  decision: { readonly url?: string | undefined; readonly sha256?: string | undefined },
  looking: Looking,
): Promise<Source[]> {
  if (decision.url === undefined) return []
  const source = await lookAt({ rel: 'declaration-decision', href: decision.url }, looking)
  const sameHash = source.sha256 !== null && source.sha256 === decision.sha256?.toLowerCase()
  return [{ ...source, form: source.form && 'page', facts: { ...source.facts, sameHash } }]
}
