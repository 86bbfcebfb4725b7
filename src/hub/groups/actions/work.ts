/** What a group does: minutes and documents are filed, tasks set and done. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { lockWorking, workers } from '../acting.ts'
import * as entries from '../entries.ts'
import { documentKinds } from '../model.ts'
import { mayWork } from '../rules.ts'
import { hashOf, sealed } from '../seal.ts'
import * as store from '../store/groups.ts'
import { city, day, group, groupPath, hash, link, number, title, today, words } from './parts.ts'

const outcome = z.object({ group: z.string(), number: z.number() })

/** Files minutes or a document: words that are kept here, or an address with the hash of what lies there. */
export const file = action({
  name: 'groups.file',
  path: '/groups/:group/file',
  who: workers,
  input: z.object({
    group,
    kind: z.enum(documentKinds).meta({ input: 'select' }),
    title,
    on: day,
    text: words.optional(),
    link: link.optional(),
    sha256: hash.optional(),
  }),
  output: outcome,
  rules: [mayWork],
  records: [entries.filed],
  onto: (output) => groupPath(output.group),

  async run({ input, tx, now, by, newSecret, record }) {
    const { group: of, acting } = await lockWorking({ tx, by }, input.group)
    const { id, closedBecause } = of
    const [city] = acting.cities
    const { kind, title: name, on, text = null, link: address = null } = input
    if ((text === null) === (address === null))
      throw new Refusal('invalid', [{ code: 'groups.text-or-link', field: 'text' }])
    const known = text === null ? input.sha256 : hashOf(text)
    if (known === undefined)
      throw new Refusal('invalid', [{ code: 'groups.link-needs-hash', field: 'sha256' }])
    const it = { kind, title: name, on, text, link: address, sha256: known }
    const made = await store.addDocument(tx, { ...it, group: id, city: city ?? null, at: now })
    // The hash of a short text could be guessed: what a closed group writes is behind a salt.
    const seal = closedBecause === null ? known : sealed(newSecret(), known)
    const who = city === undefined ? {} : { city }
    const body = { group: id, number: made, kind, on, sha256: seal, ...who }
    await record(entries.filed, body, { subject: groupPath(id) })
    return { group: id, number: made }
  },
})

/** Sets a task, for a city of the group or for all. */
export const setTask = action({
  name: 'groups.set-task',
  path: '/groups/:group/set-task',
  who: workers,
  input: z.object({ group, title, city: city.optional(), due: day }),
  output: outcome,
  rules: [mayWork],
  records: [entries.taskSet],
  onto: (output) => groupPath(output.group),

  async run({ input, tx, by, record }) {
    const { id } = (await lockWorking({ tx, by }, input.group)).group
    const lead = input.city ?? null
    if (lead !== null && !(await store.isInGroup(tx, { group: id, city: lead })))
      throw new Refusal('refused', ['groups.not-in-group'])
    const it = { group: id, title: input.title, city: lead, dueOn: input.due }
    const made = await store.addTask(tx, it)
    const body = { group: id, number: made, due: input.due }
    await record(entries.taskSet, body, { subject: groupPath(id) })
    return { group: id, number: made }
  },
})

/** A task is done. */
export const finishTask = action({
  name: 'groups.finish-task',
  path: '/groups/:group/finish-task',
  who: workers,
  input: z.object({ group, number }),
  output: outcome,
  rules: [mayWork],
  records: [entries.taskDone],
  onto: (output) => groupPath(output.group),

  async run({ input, tx, now, by, city: hub, record }) {
    const { id } = (await lockWorking({ tx, by }, input.group)).group
    const done = await store.setDone(tx, { group: id, number: input.number, on: today(now, hub) })
    if (!done) throw new Refusal('refused', ['groups.no-open-task'])
    await record(entries.taskDone, { group: id, number: input.number }, { subject: groupPath(id) })
    return { group: id, number: input.number }
  },
})
