/** Two reviewers agree: what follows from it. */
import type { Enqueue } from '#core/jobs'
import { advance, type Hand } from './advance.ts'
import * as entries from './entries.ts'
import { letter } from './letters.ts'
import type { Proof } from './model.ts'
import { readMember, setMembership, setMemberState } from './store/members.ts'
import type { Application, Opinion } from './store/rows.ts'

/** What concluding needs. */
export type Concluding = Hand & { readonly now: string; readonly later: Enqueue }

/** What two reviewers of this round agree on, if they do. */
export function agreed(
  opinions: readonly (Pick<Opinion, 'round' | 'verdict'> & {
    readonly missing: readonly Proof[]
  })[],
  round: number,
): { readonly verdict: 'accept' | 'refuse'; readonly missing: readonly Proof[] } | undefined {
  const these = opinions.filter((one) => one.round === round)
  for (const verdict of ['accept', 'refuse'] as const) {
    const same = these.filter((one) => one.verdict === verdict)
    if (same.length < 2) continue
    return { verdict, missing: [...new Set(same.flatMap(({ missing }) => missing))] }
  }
  return undefined
}

/** A membership is public from now on: with the date of the city's decision and that of its publication. */
export async function publishMembership(
  { tx, record, today, now, later }: Concluding,
  it: Application,
  city: string,
): Promise<void> {
  const { number: application, name, kind } = it
  const decidedOn = it.decidedOn ?? today
  const declaration = it.declaration ?? ''
  const member = { city, name, declaration, decidedOn, publishedOn: today, application, at: now }
  await setMembership(tx, member)
  const body = { application, city, name, kind, decidedOn, publishedOn: today, declaration }
  const document = it.documentSha256 ?? ''
  const standing = { state: 'member', since: today }
  await record(
    entries.published,
    { ...body, ...standing, document },
    { subject: `/cities/${city}` },
  )
  await later(letter, { application, kind: 'published' })
}

async function leave(
  { tx, record, today, now, later }: Concluding,
  it: Application,
  city: string,
): Promise<void> {
  await readMember(tx, city, true)
  await setMemberState(tx, { city, state: 'withdrawn', at: now })
  const document = it.documentSha256 ?? ''
  const standing = { state: 'withdrawn', since: today }
  const body = { application: it.number, city, decidedOn: it.decidedOn ?? '', document }
  await record(entries.withdrawn, { ...body, ...standing }, { subject: `/cities/${city}` })
  await later(letter, { application: it.number, kind: 'withdrawn' })
}

/**
 * Accepted: a withdrawal takes effect and a member is affirmed at once; a new member waits for its place in the
 * directory.
 */
async function accept(hand: Concluding, it: Application): Promise<void> {
  const change = { concludedOn: hand.today }
  const accepted = await advance(hand, it, { to: 'accepted', by: 'reviewers', change })
  const { city } = it
  if (it.kind === 'join' || city === null) {
    await hand.later(letter, { application: it.number, kind: 'accepted' })
    return
  }
  if (it.kind === 'withdraw') {
    await leave(hand, it, city)
    await advance(hand, accepted, { to: 'withdrawn', by: 'reviewers' })
    return
  }
  const publishedOn = { publishedOn: hand.today }
  await publishMembership(hand, it, city)
  await advance(hand, accepted, { to: 'member', by: 'directory', change: publishedOn })
}

/** Concludes an application when two reviewers agree; otherwise a third one is waited for. */
export async function conclude(
  hand: Concluding,
  it: Application,
  opinions: readonly Opinion[],
): Promise<void> {
  const result = agreed(opinions, it.round)
  if (!result) return
  if (result.verdict === 'accept') return accept(hand, it)
  const change = { concludedOn: hand.today, missing: result.missing }
  await advance(hand, it, { to: 'refused', by: 'reviewers', change })
  await hand.later(letter, { application: it.number, kind: 'refused' })
}
