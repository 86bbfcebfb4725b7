/** Groups are founded and end, cities join, leave and take the chair. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import * as entries from '../entries.ts'
import { isMemberCity } from '../membership.ts'
import { slugOf } from '../model.ts'
import { mayChair, mayFound, mayJoin, mayWork } from '../rules.ts'
import * as store from '../store/groups.ts'
import { city, group, groupPath, keepers, title, today, words } from './parts.ts'

const outcome = z.object({ group: z.string() })
const inGroup = z.object({ group, city })

/** Founds a group. One that is closed says why. */
export const found = action({
  name: 'groups.found',
  path: '/groups/new/found',
  who: keepers,
  input: z.object({
    name: title,
    purpose: words.max(2000),
    closedBecause: z.string().trim().max(500).optional(),
  }),
  output: outcome,
  rules: [mayFound],
  records: [entries.founded],
  onto: (output) => groupPath(output.group),

  async run({ input, tx, now, city: hub, record }) {
    const id = slugOf(input.name)
    mayFound.require({ known: (await store.findGroup(tx, id)) !== undefined })
    const { name, purpose } = input
    const closedBecause = input.closedBecause || null
    await store.addGroup(tx, { id, name, purpose, closedBecause, foundedOn: today(now, hub) })
    const body = { group: id, name, closed: closedBecause !== null }
    await record(entries.founded, body, { subject: groupPath(id) })
    return { group: id }
  },
})

/** A group has done its work. */
export const end = action({
  name: 'groups.end',
  path: '/groups/:group/end',
  who: keepers,
  input: z.object({ group }),
  output: outcome,
  rules: [mayWork],
  records: [entries.ended],

  async run({ input, tx, now, city: hub, record }) {
    const { id, endedOn } = await store.lockGroup(tx, input.group)
    mayWork.require({ ended: endedOn !== null })
    await store.setEnded(tx, { id, on: today(now, hub) })
    await record(entries.ended, { group: id }, { subject: groupPath(id) })
    return { group: id }
  },
})

/** A member city of the coalition joins. */
export const join = action({
  name: 'groups.join',
  path: '/groups/:group/join',
  who: keepers,
  input: inGroup,
  output: outcome,
  rules: [mayJoin],
  records: [entries.joined],

  async run({ input, tx, now, city: hub, record }) {
    const { id, endedOn } = await store.lockGroup(tx, input.group)
    const isMember = await isMemberCity(tx, input.city)
    const known = await store.isInGroup(tx, input)
    mayJoin.require({ ended: endedOn !== null, isMember, inGroup: known })
    await store.addMember(tx, { group: id, city: input.city, since: today(now, hub) })
    await record(entries.joined, { group: id, city: input.city }, { subject: groupPath(id) })
    return { group: id }
  },
})

/** A city leaves; one that had the chair gives it back. */
export const leave = action({
  name: 'groups.leave',
  path: '/groups/:group/leave',
  who: keepers,
  input: inGroup,
  output: outcome,
  rules: [],
  records: [entries.left],

  async run({ input, tx, now, city: hub, record }) {
    const { id } = await store.lockGroup(tx, input.group)
    if (!(await store.isInGroup(tx, input))) throw new Refusal('refused', ['groups.not-in-group'])
    await store.setLeft(tx, { group: id, city: input.city, on: today(now, hub) })
    await record(entries.left, { group: id, city: input.city }, { subject: groupPath(id) })
    return { group: id }
  },
})

/** One of the cities of a group takes the chair. */
export const chair = action({
  name: 'groups.chair',
  path: '/groups/:group/chair',
  who: keepers,
  input: inGroup,
  output: outcome,
  rules: [mayWork, mayChair],
  records: [entries.chaired],

  async run({ input, tx, record }) {
    const { id, endedOn } = await store.lockGroup(tx, input.group)
    mayWork.require({ ended: endedOn !== null })
    mayChair.require({ inGroup: await store.isInGroup(tx, input) })
    await store.setChair(tx, { id, city: input.city })
    await record(entries.chaired, { group: id, city: input.city }, { subject: groupPath(id) })
    return { group: id }
  },
})
