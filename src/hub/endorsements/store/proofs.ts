/** What was found out about domains and documents. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { Domain, domainColumns } from './rows.ts'

export function listDomains(tx: Tx, application: number): Promise<Domain[]> {
  return tx.many(
    sql`select ${domainColumns} from endorsements.domain where application = ${application}
        order by domain limit 10`,
    Domain,
  )
}

/** The domains a member proved with the application its membership rests on. */
export async function listProved(tx: Tx, city: string): Promise<string[]> {
  const rows = await tx.many(
    sql`select d.domain from endorsements.membership m
        join endorsements.domain d on d.application = m.application
        where m.city = ${city} and d.passed_at is not null order by d.domain limit 10`,
    z.object({ domain: z.string() }),
  )
  return rows.map(({ domain }) => domain)
}

/** Fingerprints of keys that the domains of a member showed first: what its documents are signed with (3.3). */
export async function listKeyPrints(tx: Tx, city: string): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct unnest(d.key_prints) as print from endorsements.membership m
        join endorsements.domain d on d.application = m.application
        where m.city = ${city} and d.passed_at is not null limit 20`,
    z.object({ print: z.string() }),
  )
  return rows.map(({ print }) => print)
}

/** The domains of an application; one that stays keeps its token and what is known of it. */
export async function setDomains(
  tx: Tx,
  application: number,
  it: { domains: readonly { domain: string; token: string }[]; until: string },
): Promise<void> {
  const names = it.domains.map(({ domain }) => domain)
  await tx.run(sql`delete from endorsements.domain where application = ${application}
    and not (domain = any(${names}::text[]))`)
  for (const { domain, token } of it.domains) {
    await tx.run(sql`insert into endorsements.domain (application, domain, token, token_until)
      values (${application}, ${domain}, ${token}, ${it.until})
      on conflict (application, domain) do nothing`)
  }
}

export async function setToken(
  tx: Tx,
  it: { application: number; domain: string; token: string; until: string },
): Promise<void> {
  await tx.run(sql`update endorsements.domain set token = ${it.token}, token_until = ${it.until}, reason = null
    where application = ${it.application} and domain = ${it.domain} and passed_at is null`)
}

/** What a check of a domain found. The first time it passes counts as proved; failures in a row are counted. */
export async function setChecked(
  tx: Tx,
  it: {
    application: number
    domain: string
    at: string
    passed: boolean
    reason: string | null
    method: 'dns' | 'web' | null
    dnssec: boolean
    answers: Domain['answers']
    flaggedAt: string | null
    keys: readonly string[]
  },
): Promise<void> {
  await tx.run(sql`update endorsements.domain set
      key_prints = case when key_prints = '{}' then ${[...it.keys]}::text[] else key_prints end, checked_at = ${it.at}, reason = ${it.reason},
      answers = ${JSON.stringify(it.answers)}::jsonb, flagged_at = ${it.flaggedAt},
      method = coalesce(${it.method}, method), dnssec = ${it.dnssec},
      passed_at = case when ${it.passed} then ${it.at}::timestamptz else passed_at end,
      failures = case when ${it.passed} then 0 else failures + 1 end
    where application = ${it.application} and domain = ${it.domain}`)
}

/** The document as it came the first time; later ones are compared with it and never take its place. */
export async function setDocument(
  tx: Tx,
  number: number,
  it: { at: string; sha256: string | null; failure: string | null; changedAt: string | null },
): Promise<void> {
  await tx.run(sql`update endorsements.application set document_checked_at = ${it.at},
      document_sha256 = coalesce(document_sha256, ${it.sha256}), document_failure = ${it.failure},
      document_changed_at = ${it.changedAt}
    where number = ${number}`)
}

export async function setOfficial(
  tx: Tx,
  number: number,
  it: { way: string; link: string; at: string },
): Promise<void> {
  await tx.run(sql`update endorsements.application set official_way = ${it.way},
    official_link = ${it.link}, official_at = ${it.at} where number = ${number}`)
}

const Due = z.object({ number: z.number() })

/** Applications whose proofs are looked at now: those that wait for them, and those of members after 90 days. */
export async function listToCheck(
  tx: Tx,
  it: { waitingBefore: string; membersBefore: string; failedBefore: string; most: number },
): Promise<number[]> {
  const rows = await tx.many(
    sql`select a.number from endorsements.application a where
        (a.state in ('submitted', 'checking', 'in_review', 'changes_requested')
          and coalesce(a.document_checked_at, '-infinity') < ${it.waitingBefore})
        or (exists (select 1 from endorsements.membership m where m.application = a.number
            and m.state in ('member', 'on_hold'))
          and (a.document_checked_at < ${it.membersBefore}
            or (a.document_checked_at < ${it.failedBefore} and (a.document_failure is not null
              or exists (select 1 from endorsements.domain d
                where d.application = a.number and d.failures > 0)))))
        order by a.document_checked_at nulls first, a.number limit ${it.most}`,
    Due,
  )
  return rows.map(({ number }) => number)
}
