/** What came of a check becomes what is known; the record says what changed, and flags what no longer stands. */
import * as entries from './entries.ts'
import { advance, type Calendar, type Hand, pageOf, reviewWhenReady } from './advance.ts'
import { type DocumentFound, type DomainFound, flagOf } from './checking.ts'
import type { Proof } from './model.ts'
import { setChecked, setDocument } from './store/proofs.ts'
import type { Application, Domain } from './store/rows.ts'

/** What a check of a whole application found. */
export interface Found {
  readonly domains: readonly DomainFound[]
  readonly document: DocumentFound
}

type Keeping = Hand & Calendar & { readonly now: string }

/** A flag is set or taken away only for members; before that, a proof just stands or not. */
async function tellFlag(
  { record }: Keeping,
  it: Application,
  change: { before: string | null; after: string | null; proof: Proof; domain?: string },
): Promise<void> {
  const { before, after, proof, domain } = change
  if (it.publishedOn === null || it.city === null || (before === null) === (after === null)) return
  const kind = after === null ? entries.cleared : entries.flagged
  const where = domain === undefined ? {} : { domain }
  const body = { application: it.number, city: it.city, proof, ...where }
  await record(kind, body, { subject: `/cities/${it.city}` })
}

async function keepDomain(
  hand: Keeping,
  it: Application,
  { domain, found }: { domain: Domain; found: DomainFound },
): Promise<void> {
  const { tx, record, now } = hand
  const { method, dnssec, reason, passed, answers, keys } = found
  const flaggedAt = flagOf(domain, found, now)
  const checked = { application: it.number, domain: domain.domain, at: now, flaggedAt }
  await setChecked(tx, { ...checked, method, dnssec, reason, passed, answers, keys })
  await tellFlag(hand, it, {
    ...{ before: domain.flaggedAt, after: flaggedAt },
    ...{ proof: 'domain' as const, domain: domain.domain },
  })
  // The first fingerprints stay what later keys are measured by.
  const anchored = domain.keyPrints.length === 0 && keys.length > 0
  const same = domain.checkedAt !== null && domain.reason === reason && !anchored
  if (same) return
  const said = {
    application: it.number,
    proof: 'domain' as const,
    stands: passed ? ('stands' as const) : ('failed' as const),
    domain: domain.domain,
    dnssec,
    ...(anchored ? { keys: [...keys] } : {}),
    ...(method === null ? {} : { method }),
    ...(reason === null ? {} : { reason }),
  }
  await record(entries.checked, said, { subject: pageOf(it.number) })
}

async function keepDocument(hand: Keeping, it: Application, found: DocumentFound): Promise<void> {
  const { tx, record, now } = hand
  const { sha256, failure } = found
  const first = it.documentSha256
  const other = sha256 !== null && first !== null && sha256 !== first
  // While it cannot be fetched nobody knows whether it is the same: what was said stays said.
  const changedAt = other ? (it.documentChangedAt ?? now) : sha256 ? null : it.documentChangedAt
  await setDocument(tx, it.number, { at: now, sha256, failure, changedAt })
  const flag = { before: it.documentChangedAt, after: changedAt, proof: 'authority' as const }
  await tellFlag(hand, it, flag)
  const known = it.documentFailure === failure && (first !== null || failure !== null)
  if (known && flag.before === flag.after) return
  const stands = failure === null && changedAt === null
  const reason = changedAt === null ? failure : 'document-changed'
  const said = {
    application: it.number,
    proof: 'authority' as const,
    stands: stands ? ('stands' as const) : ('failed' as const),
    ...(sha256 === null ? {} : { sha256 }),
    ...(reason === null ? {} : { reason }),
  }
  await record(entries.checked, said, { subject: pageOf(it.number) })
}

/** Writes down what a check found, and moves the application on when everything stands. */
export async function keepFound(
  hand: Keeping,
  application: Application,
  it: { readonly domains: readonly Domain[]; readonly found: Found },
): Promise<Application> {
  const { domains, found } = it
  const begun =
    application.state === 'submitted'
      ? await advance(hand, application, { to: 'checking', by: 'machine' })
      : application
  for (const one of found.domains) {
    const domain = domains.find((known) => known.domain === one.domain)
    if (domain) await keepDomain(hand, begun, { domain, found: one })
  }
  await keepDocument(hand, begun, found.document)
  const fresh = { ...begun, documentSha256: begun.documentSha256 ?? found.document.sha256 }
  const failed = { documentFailure: found.document.failure }
  return reviewWhenReady(hand, { ...fresh, ...failed })
}
