/** The voices of people: the city's own, and those of its peers. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may, namedUnits } from '#core/people'
import { hasEnded, isMember, isMine, isPeer, JUDGE, levelOf, pageOf, sealed } from '../acting.ts'
import * as entries from '../entries.ts'
import * as f from '../fields.ts'
import { ambitions, effects, statuses } from '../model.ts'
import { halfOf } from '../model/standing.ts'
import { mayJudge, mayState } from '../rules.ts'
import { listOf, lockCommitment } from '../store/commitments.ts'
import { setDraft } from '../store/drafts.ts'
import { addStatement, addVoice } from '../store/voices.ts'
import { tellDirectory } from '../telling.ts'
import { officials } from './promise.ts'

/** The city says how far it is; after the end also what changed. */
export const state = action({
  name: 'commitments.state',
  path: '/commitments/:number/desk/state',
  who: officials,
  input: z.object({
    number: f.number,
    status: z.enum(statuses).meta({ input: 'radios' }),
    effect: z.enum(effects).optional().meta({ input: 'select' }),
    text: f.words(3000),
  }),
  output: f.outcome,
  rules: [mayState],
  records: [entries.stated],

  async run({ input, tx, now, by, newId, newSecret, record, city: hub }) {
    const { number, status, text, effect = null } = input
    const today = dateIn(now, hub.zone)
    const it = await lockCommitment(tx, number)
    mayState.require({
      mine: isMine(by, it.city),
      withdrawn: it.withdrawn !== null,
      status,
      effect,
      ended: hasEnded(it, today),
      level: await levelOf(tx, it, today),
    })
    const half = halfOf(today)
    const said = { commitment: number, half, status, effect, text, at: now }
    await addStatement(tx, { ...said, id: newId() })
    const body = { number, half, status, text: sealed(newSecret(), text) }
    const more = effect === null ? {} : { effect }
    await record(entries.stated, { ...body, ...more }, { subject: pageOf(number) })
    return { number }
  },
})

/** What a city will say of all its commitments when it hands in its half-yearly report. */
export const prepare = action({
  name: 'commitments.prepare',
  path: '/commitments/prepare',
  who: officials,
  input: z.object({
    city: f.city.meta({ input: 'hidden' }),
    status: z.record(z.string().max(12), z.enum(statuses)).default({}),
    text: z.record(z.string().max(12), z.string().trim().max(3000)).default({}),
  }),
  output: z.object({ prepared: z.number() }),
  rules: [mayState],
  on: ({ city }) => `/assessments/${String(city)}/report/commitments`,
  onto: (_, { city }) => `/assessments/${city}/report/check`,

  async run({ input, tx, now, by, city: hub }) {
    const today = dateIn(now, hub.zone)
    const all = await listOf(tx, input.city)
    for (const it of all) {
      const status = input.status[it.number]
      if (status === undefined) continue
      const mine = isMine(by, it.city)
      const level = status === 'complete' ? await levelOf(tx, it, today) : 0
      mayState.require({ mine, withdrawn: false, status, effect: null, ended: false, level })
      const text = input.text[it.number] ?? ''
      await setDraft(tx, { commitment: it.number, half: halfOf(today), status, text, at: now })
    }
    return { prepared: all.length }
  },
})

/** An official of another member city says what she thinks of it; what she said before counts no longer. */
export const judge = action({
  name: 'commitments.judge',
  path: '/commitments/:number/judge',
  who: may(JUDGE),
  input: z.object({
    number: f.number,
    city: f.city.meta({ input: 'select' }),
    status: z.enum(statuses).meta({ input: 'radios' }),
    ambition: z.enum(ambitions).meta({ input: 'radios' }),
    text: f.words(3000),
  }),
  output: f.outcome,
  rules: [mayJudge],
  records: [entries.judged],

  async run({ input, tx, now, by, newId, newSecret, record }) {
    const { number, city, status, ambition, text } = input
    const it = await lockCommitment(tx, number)
    const mine = namedUnits(by.person, JUDGE)
    mayJudge.require({
      mine: mine.includes(city),
      own: mine.includes(it.city),
      member: await isMember(tx, city),
      speaks: await isPeer(tx, city),
    })
    const voice = { commitment: number, city, status, ambition, text, at: now }
    await addVoice(tx, { ...voice, id: newId(), ref: by.ref ?? '' })
    const body = { number, from: city, status, ambition, text: sealed(newSecret(), text) }
    await record(entries.judged, body, { subject: pageOf(number) })
    await tellDirectory(tx, it.city, now)
    return { number }
  },
})
