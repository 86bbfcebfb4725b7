/** Groups are founded and end, cities join, leave and take the chair. */
import { z } from 'zod'
import { action } from '#core/actions'
import { actingAt, actsFor, leads, lockActing, lockLed, workers } from '../acting.ts'
import * as entries from '../entries.ts'
import { isMemberCity } from '../membership.ts'
import { slugOf } from '../model.ts'
import { mayChair, mayFound, mayJoin, mayLead, mayLeave } from '../rules.ts'
import * as store from '../store/groups.ts'
import { city, group, groupPath, title, today, words } from './parts.ts'

const outcome = z.object({ group: z.string() })
const inGroup = z.object({ group, city })

/** Founds a group. One that is closed says why; a city that founds it is its first member and its chair. */
export const found = action({
  name: 'groups.found',
  path: '/groups/new/found',
  who: workers,
  input: z.object({
    city: city.optional().meta({ input: 'select' }),
    name: title,
    purpose: words.max(2000),
    closedBecause: z.string().trim().max(500).optional(),
  }),
  output: outcome,
  rules: [mayFound],
  records: [entries.founded, entries.joined, entries.chaired],
  onto: (output) => groupPath(output.group),

  async run({ input, tx, now, by, city: hub, record }) {
    const id = slugOf(input.name)
    const { name, purpose, city: first } = input
    const acting = actingAt(by)
    mayFound.require({
      known: (await store.findGroup(tx, id)) !== undefined,
      acts: first === undefined ? acting.keeps : actsFor(acting, first),
      isMember: first === undefined || (await isMemberCity(tx, first)),
    })
    const closedBecause = input.closedBecause || null
    const on = today(now, hub)
    await store.addGroup(tx, { id, name, purpose, closedBecause, foundedOn: on })
    const subject = { subject: groupPath(id) }
    await record(entries.founded, { group: id, name, closed: closedBecause !== null }, subject)
    if (first === undefined) return { group: id }
    await store.addMember(tx, { group: id, city: first, since: on })
    await store.setChair(tx, { id, city: first })
    await record(entries.joined, { group: id, city: first }, subject)
    await record(entries.chaired, { group: id, city: first }, subject)
    return { group: id }
  },
})

/** A group has done its work. */
export const end = action({
  name: 'groups.end',
  path: '/groups/:group/end',
  who: workers,
  input: z.object({ group }),
  output: outcome,
  rules: [mayLead],
  records: [entries.ended],

  async run({ input, tx, now, by, city: hub, record }) {
    const { id } = (await lockLed({ tx, by }, input.group)).group
    await store.setEnded(tx, { id, on: today(now, hub) })
    await record(entries.ended, { group: id }, { subject: groupPath(id) })
    return { group: id }
  },
})

/** A member city of the coalition joins. */
export const join = action({
  name: 'groups.join',
  path: '/groups/:group/join',
  who: workers,
  input: inGroup,
  output: outcome,
  rules: [mayJoin],
  records: [entries.joined],

  async run({ input, tx, now, by, city: hub, record }) {
    const { id, endedOn } = await store.lockGroup(tx, input.group)
    mayJoin.require({
      acts: actsFor(actingAt(by), input.city),
      ended: endedOn !== null,
      isMember: await isMemberCity(tx, input.city),
      inGroup: await store.isInGroup(tx, input),
    })
    await store.addMember(tx, { group: id, city: input.city, since: today(now, hub) })
    await record(entries.joined, { group: id, city: input.city }, { subject: groupPath(id) })
    return { group: id }
  },
})

/** A city leaves; one that had the chair gives it back. */
export const leave = action({
  name: 'groups.leave',
  path: '/groups/:group/leave',
  who: workers,
  input: inGroup,
  output: outcome,
  rules: [mayLeave],
  records: [entries.left],

  async run({ input, tx, now, by, city: hub, record }) {
    const { id } = await store.lockGroup(tx, input.group)
    const acts = actsFor(actingAt(by), input.city)
    mayLeave.require({ acts, inGroup: await store.isInGroup(tx, input) })
    await store.setLeft(tx, { group: id, city: input.city, on: today(now, hub) })
    await record(entries.left, { group: id, city: input.city }, { subject: groupPath(id) })
    return { group: id }
  },
})

/** One of the cities of a group takes the chair. */
export const chair = action({
  name: 'groups.chair',
  path: '/groups/:group/chair',
  who: workers,
  input: inGroup,
  output: outcome,
  rules: [mayChair],
  records: [entries.chaired],

  async run({ input, tx, by, record }) {
    const { group: found, acting } = await lockActing({ tx, by }, input.group)
    const { id, endedOn, chair: held } = found
    const takes = held === null && acting.cities.includes(input.city)
    mayChair.require({
      ended: endedOn !== null,
      inGroup: await store.isInGroup(tx, input),
      mayHandOn: leads(acting) || takes,
    })
    await store.setChair(tx, { id, city: input.city })
    await record(entries.chaired, { group: id, city: input.city }, { subject: groupPath(id) })
    return { group: id }
  },
})
