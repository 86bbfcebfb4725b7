/** For whom somebody acts in a group: for its cities by a post that names them, or for all of them as the secretariat. */
import type { By, Work } from '#core/actions'
import type { Tx } from '#core/database'
import { may, namedUnits } from '#core/people'
import { mayLead, mayWork } from './rules.ts'
import { type Group, listMembers, lockGroup } from './store/groups.ts'

/** What officials of member cities may: work in the groups of their city. The secretariat may, too. */
export const WORK = 'groups.work'
/** Who keeps all groups: the secretariat of the coalition. */
const KEEP = 'groups.write'

/** Officials of member cities, and the secretariat. */
export const workers = may(WORK)

/** For whom somebody acts. */
export interface Acting {
  /** The secretariat acts for every city. */
  readonly keeps: boolean
  /** The cities of her posts. */
  readonly mine: readonly string[]
  /** Those of them that are in the group. */
  readonly cities: readonly string[]
  /** Does one of them chair it? */
  readonly chairs: boolean
}

type Who = Pick<By, 'person'>

/** For which cities somebody acts, in whatever group. */
export function actingAt({ person }: Who): Pick<Acting, 'keeps' | 'mine'> {
  const keeps = person?.permissions.includes(KEEP) ?? false
  return { keeps, mine: namedUnits(person, WORK) }
}

/** For whom somebody acts in this group. */
export async function actingIn(tx: Tx, by: Who, { id, chair }: Group): Promise<Acting> {
  const at = actingAt(by)
  const members = at.mine.length === 0 ? [] : await listMembers(tx, id)
  const inside = members.filter(({ leftOn }) => leftOn === null).map(({ city }) => city)
  const cities = at.mine.filter((city) => inside.includes(city))
  return { ...at, cities, chairs: chair !== null && cities.includes(chair) }
}

/** Does she act for this very city? */
export const actsFor = ({ keeps, mine }: Pick<Acting, 'keeps' | 'mine'>, city: string) =>
  keeps || mine.includes(city)

/** Does she work in the group: for one of its cities, or for all? */
export const worksIn = ({ keeps, cities }: Acting) => keeps || cities.length > 0

/** Does she lead it: for the city that chairs it, or as the secretariat? */
export const leads = ({ keeps, chairs }: Acting) => keeps || chairs

type Doing = Pick<Work<unknown>, 'tx' | 'by'>

/** A group, which nobody else changes until we are done, and for whom somebody acts in it. */
export async function lockActing({ tx, by }: Doing, id: string) {
  const group = await lockGroup(tx, id)
  return { group, acting: await actingIn(tx, by, group) }
}

/** The same, for who works in it. */
export async function lockWorking(work: Doing, id: string) {
  const found = await lockActing(work, id)
  mayWork.require({ ended: found.group.endedOn !== null, works: worksIn(found.acting) })
  return found
}

/** The same, for who leads it. */
export async function lockLed(work: Doing, id: string) {
  const found = await lockActing(work, id)
  mayLead.require({ ended: found.group.endedOn !== null, leads: leads(found.acting) })
  return found
}
