/** Indicators: from where to where, by when, and what was measured. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { isMine, pageOf, sealed, spelt } from '../acting.ts'
import * as entries from '../entries.ts'
import * as f from '../fields.ts'
import { mayChange, mayTend } from '../rules.ts'
import { lockCommitment } from '../store/commitments.ts'
import * as store from '../store/parts.ts'
import { officials } from './promise.ts'

/** Adds what is measured, with its baseline and its target. */
export const addIndicator = action({
  name: 'commitments.add-indicator',
  path: '/commitments/:number/desk/add-indicator',
  who: officials,
  input: z.object({
    number: f.number,
    name: f.line(200),
    unit: f.line(60),
    baseline: f.figure.meta({ input: 'number' }),
    baselineOn: f.day,
    target: f.figure.meta({ input: 'number' }),
    targetOn: f.day,
    source: f.line(300),
  }),
  output: f.outcome,
  rules: [mayTend],
  records: [entries.indicatorAdded],

  async run({ input: { number, ...it }, tx, by, newSecret, record }) {
    const { city, withdrawn } = await lockCommitment(tx, number)
    mayTend.require({ mine: isMine(by, city), withdrawn: withdrawn !== null })
    const place = await store.addIndicator(tx, number, it)
    const text = sealed(newSecret(), it.name, it.unit, it.source)
    const body = { number, place, target: spelt(it.target), due: it.targetOn, text }
    await record(entries.indicatorAdded, body, { subject: pageOf(number) })
    return { number }
  },
})

/** One more figure of the series. A figure is never changed; a better one for the same day stands beside it. */
export const measure = action({
  name: 'commitments.measure',
  path: '/commitments/:number/desk/measure',
  who: officials,
  input: z.object({
    number: f.number,
    place: f.place,
    on: f.day,
    value: f.figure.meta({ input: 'number' }),
  }),
  output: f.outcome,
  rules: [mayTend],
  records: [entries.measured],

  async run({ input, tx, now, by, newId, city: hub, record }) {
    const { number, place, on, value } = input
    const { city, withdrawn } = await lockCommitment(tx, number)
    mayTend.require({ mine: isMine(by, city), withdrawn: withdrawn !== null })
    if (on > dateIn(now, hub.zone)) throw new Refusal('invalid', [{ code: 'not-yet', field: 'on' }])
    await store.readIndicator(tx, number, place)
    await store.addMeasurement(tx, number, { id: newId(), indicator: place, on, value, at: now })
    const body = { number, place, on, value: spelt(value) }
    await record(entries.measured, body, { subject: pageOf(number) })
    return { number }
  },
})

/** Another target or another day for it, with the reason; the old ones stay in sight. */
export const retarget = action({
  name: 'commitments.retarget',
  path: '/commitments/:number/desk/retarget',
  who: officials,
  input: z.object({
    number: f.number,
    place: f.place,
    target: f.figure.meta({ input: 'number' }),
    targetOn: f.day,
    reason: f.words(2000),
  }),
  output: f.outcome,
  rules: [mayChange],
  records: [entries.changed],

  async run({ input, tx, now, by, newId, newSecret, record }) {
    const { number, place, target, targetOn, reason } = input
    const { city, withdrawn } = await lockCommitment(tx, number)
    const old = await store.readIndicator(tx, number, place)
    const pairs = [
      { what: 'target', old: spelt(old.target), new: spelt(target) },
      { what: 'target-date', old: old.targetOn, new: targetOn },
    ] as const
    const changes = pairs.filter((pair) => pair.old !== pair.new)
    mayChange.require({
      mine: isMine(by, city),
      withdrawn: withdrawn !== null,
      same: changes.length === 0,
      settled: false,
      tooLong: false,
    })
    await store.setTarget(tx, number, { place, target, targetOn })
    for (const it of changes) {
      await store.addChange(tx, number, { ...it, place, id: newId(), reason, at: now })
      const body = { number, place, ...it, text: sealed(newSecret(), reason) }
      await record(entries.changed, body, { subject: pageOf(number) })
    }
    return { number }
  },
})
