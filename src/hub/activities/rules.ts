/** The rules about activities: who invites, who gets a seat, when a day counts as held. Pure. */
import { addDays, daysBetween, rule } from '#core/kernel'
import { AROUND, dayOf, EVIDENCE_DAYS } from './model.ts'

const LAW = 'Statutes of the coalition, part 7'

interface Planning {
  readonly acts: boolean
  readonly standing: string | null
  readonly starts: string | undefined
  readonly ends: string | undefined
  readonly now: string
  readonly somewhere: boolean
}
export const mayPlan = rule<Planning>({
  name: 'activities.mayPlan',
  says: 'A city of the coalition invites to what is still to come, at a time its clocks show, somewhere.',
  law: `${LAW}, art. 1`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-a-member': ({ standing }) => !['member', 'historic', 'on_hold'].includes(standing ?? ''),
    'no-such-time': ({ starts, ends }) => starts === undefined || ends === undefined,
    'ends-before': ({ starts, ends }) =>
      starts !== undefined && ends !== undefined && ends <= starts,
    'in-the-past': ({ starts, now }) => starts !== undefined && starts <= now,
    nowhere: ({ somewhere }) => !somewhere,
  },
})

interface Tending {
  readonly acts: boolean
  readonly cancelled: boolean
}
export const mayCancel = rule<Tending>({
  name: 'activities.mayCancel',
  says: 'The city that invited may cancel; the page and the calendars say so.',
  law: `${LAW}, art. 2`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'already-cancelled': ({ cancelled }) => cancelled,
  },
})

interface Registering {
  readonly here: boolean
  readonly cancelled: boolean
  readonly begun: boolean
  readonly registered: boolean
  readonly seats: number | null
  readonly taken: number
}
export const mayRegister = rule<Registering>({
  name: 'activities.mayRegister',
  says: 'Whoever is signed in gets a seat while there is one, until it begins.',
  law: `${LAW}, art. 3`,
  refuseWhen: {
    'not-here': ({ here }) => !here,
    'already-cancelled': ({ cancelled }) => cancelled,
    'already-begun': ({ begun }) => begun,
    'already-registered': ({ registered }) => registered,
    'no-seat-left': ({ seats, taken }) => seats !== null && taken >= seats,
  },
})

export const mayGiveBack = rule<{ readonly registered: boolean; readonly begun: boolean }>({
  name: 'activities.mayGiveBack',
  says: 'A seat may be given back until it begins.',
  law: `${LAW}, art. 3`,
  refuseWhen: {
    'not-registered': ({ registered }) => !registered,
    'already-begun': ({ begun }) => begun,
  },
})

interface Telling {
  readonly acts: boolean
  readonly cancelled: boolean
  readonly over: boolean
  /** Does the city that invited name itself among those that came? */
  readonly hosts: boolean
}
export const mayTell = rule<Telling>({
  name: 'activities.mayTell',
  says: 'When it is over, the city that invited tells what came of it, and which other cities came.',
  law: `${LAW}, art. 4`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'already-cancelled': ({ cancelled }) => cancelled,
    'not-over': ({ over }) => !over,
    'host-came': ({ hosts }) => hosts,
  },
})

interface Announcing {
  readonly acts: boolean
  readonly open: boolean
  readonly held: boolean
  readonly cancelled: boolean
  readonly year: number
  /** The day of the activity where it takes place. */
  readonly on: string
}
export const mayAnnounce = rule<Announcing>({
  name: 'activities.mayAnnounce',
  says: 'For the day of the internet a member announces one of its own activities within a week of 29 October.',
  law: `${LAW}, art. 5`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'no-slot': ({ open }) => !open,
    'already-held': ({ held }) => held,
    'already-cancelled': ({ cancelled }) => cancelled,
    'another-day': ({ year, on }) => Math.abs(daysBetween(dayOf(year), on)) > AROUND,
  },
})

interface Proving {
  readonly acts: boolean
  readonly announced: boolean
  readonly held: boolean
  readonly cancelled: boolean
  readonly over: boolean
  readonly endedOn: string
  readonly today: string
}
export const mayProve = rule<Proving>({
  name: 'activities.mayProve',
  says: 'A day counts as held when evidence is linked within 30 days after it.',
  law: `${LAW}, art. 6`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'nothing-announced': ({ announced }) => !announced,
    'already-held': ({ held }) => held,
    'already-cancelled': ({ cancelled }) => cancelled,
    'not-over': ({ announced, over }) => announced && !over,
    'too-late': ({ endedOn, today }) => endedOn !== '' && today > addDays(endedOn, EVIDENCE_DAYS),
  },
})
