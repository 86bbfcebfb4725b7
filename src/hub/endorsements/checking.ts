/** Looks at domains and documents of an application: asked outside, between two transactions. */
import { type Harvester, keyPrints } from '#core/harvest'
import { MOST_FAILURES } from './model.ts'
import {
  CHALLENGE,
  CHALLENGE_PATH,
  hostOf,
  judgeTexts,
  liesIn,
  type Verdict,
} from './model/domains.ts'
import type { Application, Domain } from './store/rows.ts'

const MOST_TOKEN = 4096
const MOST_DOCUMENT = 20 * 1024 * 1024

/** What was found out about one domain. */
export interface DomainFound extends Verdict {
  readonly domain: string
  readonly method: 'dns' | 'web' | null
  readonly answers: Domain['answers']
  /** Fingerprints of the city's keys, as its DNS shows them. */
  readonly keys: readonly string[]
}

/** What was found out about the document. */
export interface DocumentFound {
  readonly sha256: string | null
  readonly failure: string | null
}

interface Asking {
  readonly harvest: Harvester
  readonly signal: AbortSignal
}

/** The token on the web: exactly that text at exactly that address of the domain itself. */
async function byWeb({ domain, token }: Domain, { harvest, signal }: Asking): Promise<boolean> {
  const url = `${harvest.origin(domain)}${CHALLENGE_PATH}`
  const door = harvest.city([hostOf(domain)])
  const came = await door.ask({ url, mostBytes: MOST_TOKEN, accept: 'text/plain' }, signal)
  if (came.outcome !== 'came' || came.status !== 200) return false
  return Buffer.from(came.bytes).toString('utf8').trim() === token
}

/** Asks for the token of a domain, in the DNS and, when it is not there, on the web. */
export async function checkDomain(
  domain: Domain,
  asking: Asking,
  now: string,
): Promise<DomainFound> {
  const { token, tokenUntil, passedAt } = domain
  const host = hostOf(domain.domain)
  const none = { domain: domain.domain, method: null, dnssec: false, keys: [] } as const
  // A token that proved the domain in time stays what is looked for afterwards.
  if (passedAt === null && tokenUntil < now) {
    return { ...none, passed: false, reason: 'expired-token', answers: [] }
  }
  const { harvest, signal } = asking
  const [told, keys] = await Promise.all([
    harvest.texts({ name: `${CHALLENGE}.${host}`, domain: host }, signal),
    keyPrints(harvest, host, signal),
  ])
  const answers = told.map((one) => ({
    ...one,
    texts: one.texts.map((text) => text.slice(0, 200)).slice(0, 10),
    aliases: [...one.aliases],
  }))
  const verdict = judgeTexts(answers, { token, domain: host })
  if (verdict.passed) return { ...none, ...verdict, method: 'dns', answers, keys }
  // An alias that leads elsewhere is a warning that no file on the web takes back.
  const web = verdict.reason !== 'alias-elsewhere' && (await byWeb(domain, asking))
  if (web) return { ...none, passed: true, reason: null, method: 'web', answers, keys }
  return { ...none, passed: false, reason: verdict.reason, answers }
}

/** Fetches the decision from the city's own domain. Anything but the document itself is a failure with a name. */
export async function checkDocument(
  it: Application,
  domains: readonly Domain[],
  { harvest, signal }: Asking,
): Promise<DocumentFound> {
  const url = it.documentUrl ?? ''
  const hosts = domains.map(({ domain }) => hostOf(domain))
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  const failed = (failure: string): DocumentFound => ({ sha256: null, failure })
  if (!hosts.some((one) => liesIn(host, one))) return failed('document-elsewhere')
  const came = await harvest.city(hosts).ask({ url, mostBytes: MOST_DOCUMENT }, signal)
  if (came.outcome === 'failed') return failed(came.failure)
  if (came.outcome !== 'came' || came.status !== 200) return failed('no-document')
  return { sha256: came.sha256, failure: null }
}

/** When a proved domain is flagged: after so many failures in a row, and never before it was proved. */
export function flagOf(domain: Domain, found: Verdict, now: string): string | null {
  if (found.passed || domain.passedAt === null) return null
  return domain.flaggedAt ?? (domain.failures + 1 >= MOST_FAILURES ? now : null)
}
