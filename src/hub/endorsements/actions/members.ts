/** How a membership goes on: heard, held, resumed, ended. The secretariat confirms what the machine proposes. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { anyone, may } from '#core/people'
import * as entries from '../entries.ts'
import { mayBeHeard, mayEnd, mayHold, mayResume } from '../rules/hold.ts'
import { hashOf, sealed } from '../seal.ts'
import { lastHeard } from '../silence.ts'
import {
  answerHearingOf,
  endHearing,
  findHearing,
  hearingByCode,
  readMember,
  setMemberState,
} from '../store/members.ts'

const city = z.string().max(100).meta({ input: 'hidden' })
const outcome = z.object({ city: z.string(), state: z.string() })
const subjectOf = (of: string) => ({ subject: `/cities/${of}` })
const onto = (output: { city: string }) => `/cities/${output.city}/endorsement`

/** A city that is to be put on hold says in public what there is to say. */
export const answerHearing = action({
  name: 'endorsements.answer-hearing',
  path: '/endorse/hearing/:code/answer-hearing',
  who: anyone,
  input: z.object({
    code: z.string().min(1).max(64).meta({ input: 'hidden' }),
    text: z.string().trim().min(10).max(3000).meta({ input: 'textarea', rows: 6 }),
  }),
  output: z.object({ city: z.string() }),
  rules: [mayBeHeard],
  records: [entries.heard],
  limit: { per: 'address', most: 10, seconds: 3600 },

  async run({ input, tx, now, newSecret, record }) {
    const hearing = await hearingByCode(tx, hashOf(input.code))
    mayBeHeard.require({ open: hearing.outcome === null, answered: hearing.answer !== null })
    await answerHearingOf(tx, hearing.number, { answer: input.text, at: now })
    const body = { city: hearing.city, text: sealed(newSecret(), input.text) }
    await record(entries.heard, body, subjectOf(hearing.city))
    return { city: hearing.city }
  },
})

/** Confirms that a member is on hold, after it was heard. */
export const hold = action({
  name: 'endorsements.hold',
  path: '/cities/:city/endorsement/hold',
  who: may('endorsements.hold'),
  input: z.object({ city }),
  output: outcome,
  rules: [mayHold],
  records: [entries.held],
  onto,

  async run({ input, tx, now, city: hub, record }) {
    const member = await readMember(tx, input.city, true)
    const found = await findHearing(tx, input.city)
    const open = found?.outcome === null ? found : undefined
    mayHold.require({
      state: member.state,
      until: open?.until,
      since: open?.since,
      today: dateIn(now, hub.zone),
      heardOn: lastHeard(member),
    })
    if (open) await endHearing(tx, open.number, { outcome: 'held', at: now })
    await setMemberState(tx, { city: input.city, state: 'on_hold', at: now })
    const standing = { state: 'on_hold', since: now.slice(0, 10), silent: open?.since ?? '' }
    await record(entries.held, { city: input.city, ...standing }, subjectOf(input.city))
    return { city: input.city, state: 'on_hold' }
  },
})

/** Leaves a member what it is, having heard it. */
export const dropHold = action({
  name: 'endorsements.drop-hold',
  path: '/cities/:city/endorsement/drop-hold',
  who: may('endorsements.hold'),
  input: z.object({ city }),
  output: outcome,
  rules: [],
  records: [entries.holdDropped],
  onto,

  async run({ input, tx, now, record }) {
    const member = await readMember(tx, input.city, true)
    const found = await findHearing(tx, input.city)
    if (found?.outcome !== null) throw new Refusal('refused', ['not-proposed'])
    await endHearing(tx, found.number, { outcome: 'dropped', at: now })
    await record(entries.holdDropped, { city: input.city }, subjectOf(input.city))
    return { city: input.city, state: member.state }
  },
})

/** A member on hold that is heard of again comes back. */
export const resume = action({
  name: 'endorsements.resume',
  path: '/cities/:city/endorsement/resume',
  who: may('endorsements.hold'),
  input: z.object({ city }),
  output: outcome,
  rules: [mayResume],
  records: [entries.resumed],
  onto,

  async run({ input, tx, now, record }) {
    const member = await readMember(tx, input.city, true)
    const heardOn = member.heardOn ?? undefined
    mayResume.require({ state: member.state, heardOn, heldOn: member.changedAt.slice(0, 10) })
    await setMemberState(tx, { city: input.city, state: 'member', at: now })
    const standing = { state: 'member', since: now.slice(0, 10) }
    await record(entries.resumed, { city: input.city, ...standing }, subjectOf(input.city))
    return { city: input.city, state: 'member' }
  },
})

/** The city is no more; its successor is named. */
export const end = action({
  name: 'endorsements.end',
  path: '/cities/:city/endorsement/end',
  who: may('endorsements.hold'),
  input: z.object({
    city,
    successor: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
      .max(100)
      .meta({ input: 'text' }),
  }),
  output: outcome,
  rules: [mayEnd],
  records: [entries.ended],
  onto,

  async run({ input, tx, now, record }) {
    const member = await readMember(tx, input.city, true)
    const { city: of, successor } = input
    mayEnd.require({ state: member.state, city: of, successor })
    await setMemberState(tx, { city: of, state: 'ended', successor, at: now })
    const standing = { state: 'ended', since: now.slice(0, 10) }
    await record(entries.ended, { city: of, ...standing, successor }, subjectOf(of))
    return { city: of, state: 'ended' }
  },
})
