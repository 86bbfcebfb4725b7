/** Accepted applications wait here for their place in the directory; who keeps the directory publishes them. */
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { advance, proofsOf } from './advance.ts'
import { type Concluding, publishMembership } from './conclude.ts'
import type { Standing } from './model.ts'
import { hostOf } from './model/domains.ts'
import { byNumber } from './store/applications.ts'
import { listDomains } from './store/proofs.ts'
import { listApplications } from './store/reviews.ts'
import { readMemberships } from './store.ts'

/** What the directory is told about a city that two reviewers accepted. */
export interface Accepted {
  readonly number: number
  readonly name: string
  readonly country: string
  readonly level: string
  /** The city of the directory it says it is. */
  readonly city: string | null
  readonly domains: readonly string[]
}

/** Accepted applications that are not published yet. */
export async function listAccepted(tx: Tx): Promise<Accepted[]> {
  const found = await listApplications(tx, { states: ['accepted'], most: 100 })
  const told = found.map(async ({ number, name, country, level, city }) => {
    const domains = (await listDomains(tx, number)).map(({ domain }) => hostOf(domain))
    return { number, name, country, level, city, domains }
  })
  return Promise.all(told)
}

/** How the four proofs of a membership stand today; null when it came from a list and never had any. */
export async function standingNow(
  tx: Tx,
  { application }: { readonly application: number | null },
): Promise<Standing | null> {
  if (application === null) return null
  return (await proofsOf(tx, await byNumber(tx, application))).standing
}

/** An accepted application that nobody else publishes until we are done. */
export async function lockAccepted(tx: Tx, number: string): Promise<Accepted> {
  const it = await byNumber(tx, number, true)
  if (it.state !== 'accepted') throw new Refusal('refused', ['not-accepted'])
  const domains = (await listDomains(tx, it.number)).map(({ domain }) => hostOf(domain))
  const { name, country, level, city } = it
  return { number: it.number, name, country, level, city, domains }
}

/** Publishes an accepted application as the membership of a city that the directory knows. */
export async function publishAccepted(
  hand: Concluding,
  number: number,
  city: string,
): Promise<void> {
  const it = await byNumber(hand.tx, number, true)
  const before = (await readMemberships(hand.tx, [city])).get(city)
  if (before?.state === 'member') throw new Refusal('refused', ['already-member'])
  const change = { publishedOn: hand.today, city }
  await advance(hand, it, { to: 'member', by: 'directory', change })
  await publishMembership(hand, it, city)
}
