/** Which cities are asked, and what the hub itself knows of them. */
import type { Tx } from '#core/database'
import { addDays } from '#core/kernel'
import { recorder } from '#core/record'
import { countAttended } from '#hub/activities'
import { listDomains, noteFinding, readNames } from '#hub/cities'
import { membershipTable, readMemberships } from '#hub/endorsements'
import { watched } from './entries.ts'
import type { HubFacts, Item } from './model.ts'
import { highestOf, listReached } from './reached.ts'
import { follow } from './store/nodes.ts'

/** An endorsement is affirmed again every 24 months (coalition-access.md 3.1). */
const AFFIRMED_FOR = 731

/** The principle each item belongs to; the institutional and process items belong to none. */
const PRINCIPLES: Readonly<Record<string, readonly Item[]>> = {
  access: ['S68', 'S69', 'S70'],
  privacy: ['S71', 'S72', 'S73'],
  transparency: ['S74', 'S75', 'S76', 'S77'],
  participation: ['S78', 'S79', 'S80', 'S81'],
  openness: ['S82', 'S83', 'S84'],
}

/** Members of the directory are asked by themselves, and no longer when they leave. */
export async function followMembers(tx: Tx, now: string): Promise<void> {
  const changed = await follow(tx, await listDomains(tx, membershipTable()), now)
  const write = recorder(tx, { by: 'operator', now, service: 'evidence' })
  for (const { city, domain, asking } of changed) {
    await write(watched, { city, domain, asking }, { subject: `/evidence/${city}` })
  }
}

/** Days back in which coming to an event counts: 24 months, as for other things that happen now and then. */
const ATTENDED_FOR = 731

/** Where the city stands in the coalition, and which hosts say that it came. */
export async function hubFactsOf(tx: Tx, city: string, now: string): Promise<HubFacts | null> {
  const membership = (await readMemberships(tx, [city])).get(city)
  if (!membership) return null
  const from = new Date(Date.parse(now) - ATTENDED_FOR * 86_400_000).toISOString()
  const attended = await countAttended(tx, city, from)
  if (membership.state === 'historic') return { endorsed: null, reaffirmed: false, attended }
  const decided = membership.decidedOn
  const since = addDays(now.slice(0, 10), -AFFIRMED_FOR)
  return {
    endorsed: membership.state === 'member',
    reaffirmed: decided !== null && decided >= since,
    attended,
  }
}

/** Tells the directory how far the evidence reaches, so that cities can be looked for by it. */
export async function tellDirectory(tx: Tx, city: string, now: string): Promise<void> {
  if (!(await readNames(tx, [city])).has(city)) return
  const all = await listReached(tx, city, now.slice(0, 10))
  const passed = all.filter(({ value }) => value === 'pass')
  const holds = (some: readonly Item[]) => passed.some(({ item }) => some.includes(item))
  const principles = Object.keys(PRINCIPLES).filter((name) => holds(PRINCIPLES[name] ?? []))
  const found = { city, principles, evidence: highestOf(all), at: now }
  await noteFinding(tx, { ...found, source: 'evidence' })
}
