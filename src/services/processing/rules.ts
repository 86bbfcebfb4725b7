/** When an assessment or a breach may go a step further. Pure. */
import { rule } from '#core/kernel'
import type { FormState, Level, Standing } from './model.ts'

/** An assessment is written on. */
export const mayWrite = rule<{ state: FormState }>({
  name: 'processing.may-write',
  says: 'An assessment is written on until it is handed in for review.',
  law: 'GDPR art. 35(7)',
  refuseWhen: { 'not-a-draft': ({ state }) => state !== 'draft' },
})

/** What is known of an assessment when it is handed in. */
export interface HandingIn {
  readonly state: FormState
  readonly unanswered: number
  readonly risks: number
  readonly remaining: Level | undefined
  readonly consultation: 'not-needed' | 'asked' | 'answered'
  readonly summary: string
  readonly reviewOn: string | null
  readonly today: string
}

/** An assessment is handed in for review. */
export const mayHandIn = rule<HandingIn>({
  name: 'processing.may-hand-in',
  says: 'An assessment is handed in when every question that must be is answered, risks are weighed, a day of review is set, and the authority was consulted where a high risk remains.',
  law: 'GDPR art. 35(7), 35(11), 36(1)',
  refuseWhen: {
    'not-a-draft': ({ state }) => state !== 'draft',
    'answers-missing': ({ unanswered }) => unanswered > 0,
    'no-risks': ({ risks }) => risks === 0,
    'no-summary': ({ summary }) => summary.trim() === '',
    'no-review-day': ({ reviewOn }) => reviewOn === null,
    'review-day-past': ({ reviewOn, today }) => reviewOn !== null && reviewOn <= today,
    'consultation-missing': (it) => it.remaining === 'high' && it.consultation !== 'answered',
  },
})

/** An assessment is agreed to. */
export const mayReview = rule<{ state: FormState; own: boolean; reviewed: boolean }>({
  name: 'processing.may-review',
  says: 'Two officials who did not hand the assessment in agree to it, each once.',
  law: 'GDPR art. 35(2)',
  refuseWhen: {
    'not-in-review': ({ state }) => state !== 'review',
    'own-assessment': ({ own }) => own,
    'reviewed-already': ({ reviewed }) => reviewed,
  },
})

/** A breach is worked on. */
export const mayWork = rule<{ state: 'open' | 'closed' }>({
  name: 'processing.may-work',
  says: 'A breach is worked on until it is closed.',
  law: 'GDPR art. 33(5)',
  refuseWhen: { 'breach-closed': ({ state }) => state === 'closed' },
})

/** The authority is told. */
export const mayNotify = rule<{ state: 'open' | 'closed'; late: boolean; reason: string }>({
  name: 'processing.may-notify',
  says: 'The authority is told within 72 hours; later, only with the reasons for the delay.',
  law: 'GDPR art. 33(1)',
  refuseWhen: {
    'breach-closed': ({ state }) => state === 'closed',
    'late-reason-missing': ({ late, reason }) => late && reason.trim() === '',
  },
})

/** Residents are told. */
export const mayTell = rule<Pick<Standing, 'state' | 'exercise' | 'people'>>({
  name: 'processing.may-tell',
  says: 'Residents whom a breach concerns are told in their folders; an exercise tells nobody.',
  law: 'GDPR art. 34',
  refuseWhen: {
    'breach-closed': ({ state }) => state === 'closed',
    'only-an-exercise': ({ exercise }) => exercise,
    'nobody-found': ({ people }) => (people ?? 0) === 0,
  },
})

/** A breach is closed. */
export const mayClose = rule<Standing>({
  name: 'processing.may-close',
  says: 'A breach is closed when its risk is assessed, the people are counted, and the authority and they were told where the law asks for it.',
  law: 'GDPR art. 33, 34',
  refuseWhen: {
    'breach-closed': ({ state }) => state === 'closed',
    'not-assessed': ({ risk }) => risk === 'unknown',
    'not-counted': ({ people }) => people === null,
    'not-notified': ({ risk, more }) => ['some', 'high'].includes(risk) && more === null,
    'more-to-follow': ({ more }) => more === true,
    'not-told': (it) => it.risk === 'high' && !it.exercise && it.told < (it.people ?? 0),
  },
})
