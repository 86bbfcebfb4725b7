/** Milestones: promised, reached, moved with a reason. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { isMine, pageOf, sealed } from '../acting.ts'
import * as entries from '../entries.ts'
import * as f from '../fields.ts'
import { proofs } from '../model.ts'
import { isLate } from '../model/standing.ts'
import { mayChange, mayReach, mayTend } from '../rules.ts'
import { lockCommitment } from '../store/commitments.ts'
import * as store from '../store/parts.ts'
import { tellDirectory } from '../telling.ts'
import { officials } from './promise.ts'

/** Adds a step. Only one with a deliverable, a day and a kind of proof makes a commitment verifiable. */
export const addMilestone = action({
  name: 'commitments.add-milestone',
  path: '/commitments/:number/desk/add-milestone',
  who: officials,
  input: z.object({
    number: f.number,
    text: f.line(300),
    deliverable: z.string().trim().max(300).optional().meta({ input: 'text' }),
    dueOn: f.day.optional().meta({ input: 'date' }),
    proof: z.enum(proofs).optional().meta({ input: 'select' }),
  }),
  output: f.outcome,
  rules: [mayTend],
  records: [entries.milestoneAdded],

  async run({ input, tx, by, newSecret, record }) {
    const { number, text, deliverable = null, dueOn = null, proof = null } = input
    const { city, withdrawn } = await lockCommitment(tx, number)
    mayTend.require({ mine: isMine(by, city), withdrawn: withdrawn !== null })
    const place = await store.addMilestone(tx, number, { text, deliverable, dueOn, proof })
    const seal = sealed(newSecret(), text, deliverable ?? '')
    const body = { number, place, text: seal, ...(dueOn === null ? {} : { due: dueOn }) }
    await record(entries.milestoneAdded, body, { subject: pageOf(number) })
    return { number }
  },
})

/** A step is reached, on a day; a document with its hash can be checked by anybody. */
export const reach = action({
  name: 'commitments.reach',
  path: '/commitments/:number/desk/reach',
  who: officials,
  input: z.object({
    number: f.number,
    place: f.place,
    on: f.day,
    link: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional()
      .meta({ input: 'url' }),
    sha256: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .meta({ input: 'text' }),
  }),
  output: f.outcome,
  rules: [mayReach],
  records: [entries.reached],

  async run({ input, tx, now, by, city: hub, record }) {
    const { number, place, on, link = null, sha256 } = input
    const { city, withdrawn } = await lockCommitment(tx, number)
    const step = await store.readMilestone(tx, number, place)
    mayReach.require({
      mine: isMine(by, city),
      withdrawn: withdrawn !== null,
      reached: step.reachedOn !== null,
      future: on > dateIn(now, hub.zone),
    })
    await store.setReached(tx, step, { on, link, sha256: sha256 ?? null })
    const body = { number, place, on, late: isLate(step, on) }
    const more = sha256 === undefined ? {} : { sha256 }
    await record(entries.reached, { ...body, ...more }, { subject: pageOf(number) })
    await tellDirectory(tx, city, now)
    return { number }
  },
})

/** A step is due on another day, with the reason; the old day stays in sight. */
export const move = action({
  name: 'commitments.move',
  path: '/commitments/:number/desk/move',
  who: officials,
  input: z.object({ number: f.number, place: f.place, dueOn: f.day, reason: f.words(2000) }),
  output: f.outcome,
  rules: [mayChange],
  records: [entries.changed],

  async run({ input, tx, now, by, newId, newSecret, record }) {
    const { number, place, dueOn, reason } = input
    const { city, withdrawn } = await lockCommitment(tx, number)
    const step = await store.readMilestone(tx, number, place)
    mayChange.require({
      mine: isMine(by, city),
      withdrawn: withdrawn !== null,
      same: step.dueOn === dueOn,
      settled: step.reachedOn !== null,
      tooLong: false,
    })
    await store.setDue(tx, step, dueOn)
    const it = { what: 'due', place, old: step.dueOn ?? '', new: dueOn } as const
    await store.addChange(tx, number, { ...it, id: newId(), reason, at: now })
    const body = { number, ...it, text: sealed(newSecret(), reason) }
    await record(entries.changed, body, { subject: pageOf(number) })
    return { number }
  },
})
