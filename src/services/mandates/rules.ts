/** Who may give, take and end mandates (privacy-record.md 2.9). Pure. */
import { daysBetween, rule } from '#core/kernel'
import { LONGEST_MONTHS } from './model.ts'

const ordinance = (article: number) => `Digital Services Ordinance 9/2025, art. ${article}`

interface Offering {
  readonly today: string
  /** The first day on which it does not count any more. */
  readonly until: string
  readonly standing: number
}

const MOST = 20

export const mayOffer = rule<Offering>({
  name: 'mandates.may-offer',
  says: 'A resident lets somebody they trust act for them, for two years at most, and ends it at any time.',
  law: ordinance(3),
  refuseWhen: {
    'ends-in-the-past': ({ today, until }) => until <= today,
    'too-long': ({ today, until }) => daysBetween(today, until) > LONGEST_MONTHS * 31,
    'too-many-mandates': ({ standing }) => standing >= MOST,
  },
})

interface Asking {
  /** What the vault found: nothing, or why it cannot be. */
  readonly no: 'delegate' | 'person' | 'same' | 'adult' | 'until' | 'own' | null
}

export const mayAsk = rule<Asking>({
  name: 'mandates.may-ask',
  says: 'Two officials enter a parental or a court mandate, with the number of its file and never about themselves; parents act until majority.',
  law: ordinance(4),
  refuseWhen: {
    'delegate-unknown': ({ no }) => no === 'delegate',
    'person-unknown': ({ no }) => no === 'person',
    'same-person': ({ no }) => no === 'same',
    'of-age': ({ no }) => no === 'adult',
    'ends-in-the-past': ({ no }) => no === 'until',
    'own-mandate': ({ no }) => no === 'own',
  },
})

interface Agreeing {
  readonly said: 'approved' | 'own' | 'over'
}

export const mayAgree = rule<Agreeing>({
  name: 'mandates.may-agree',
  says: 'Another official than the one who asked agrees.',
  law: ordinance(4),
  refuseWhen: { 'second-official': ({ said }) => said === 'own' },
})
