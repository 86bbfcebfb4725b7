/** Who may prove residence, and how (privacy-record.md 5). Pure. */
import { rule } from '#core/kernel'
import type { Ending, ThirdFact } from './model.ts'

const ordinance = (article: number) => `Participation Ordinance 12/2024, art. ${article}`

interface AskingLetter {
  readonly inTheCity: boolean
  readonly born: boolean
  readonly underWay: boolean
  readonly thisYear: number
}

/** Letters somebody may have in a year: paper and postage are everybody's. */
const LETTERS = 4

export const mayAskLetter = rule<AskingLetter>({
  name: 'residence.may-ask-letter',
  says: 'Whoever lives in the city gets a letter with a code to their address, one at a time and four a year.',
  law: ordinance(4),
  refuseWhen: {
    'not-in-the-city': ({ inTheCity }) => !inTheCity,
    'not-born-yet': ({ born }) => !born,
    'letter-under-way': ({ underWay }) => underWay,
    'too-many-letters': ({ thisYear }) => thisYear >= LETTERS,
  },
})

interface Proving {
  /** What the vault said: whose account this person has already. */
  readonly said: 'held' | 'taken' | 'other'
  readonly inTheCity: boolean
}

export const mayBeResident = rule<Proving>({
  name: 'residence.may-be-resident',
  says: 'A person is a verified resident with one account, and an account is one person’s.',
  law: ordinance(5),
  refuseWhen: {
    'not-in-the-city': ({ inTheCity }) => !inTheCity,
    'other-account': ({ said }) => said === 'taken',
    'other-person': ({ said }) => said === 'other',
  },
})

interface Claiming {
  readonly issuerKnown: boolean
  readonly sureEnough: boolean
  readonly nameSaid: boolean
  readonly birthDateSaid: boolean
  readonly inTheCity: boolean
}

export const mayClaim = rule<Claiming>({
  name: 'residence.may-claim',
  says: 'A provider the city trusts says who somebody is, when they were born and that they live here, surely enough.',
  law: ordinance(6),
  refuseWhen: {
    'provider-unknown': ({ issuerKnown }) => !issuerKnown,
    'not-sure-enough': ({ sureEnough }) => !sureEnough,
    'no-name': ({ nameSaid }) => !nameSaid,
    'no-birth-date': ({ birthDateSaid }) => !birthDateSaid,
    'not-in-the-city': ({ inTheCity }) => !inTheCity,
  },
})

interface AtDesk {
  readonly numberKnown: boolean
  readonly ownAccount: boolean
  readonly districtKnown: boolean
}

export const mayProveAtDesk = rule<AtDesk>({
  name: 'residence.may-prove-at-desk',
  says: 'An official who saw a document and the address proves residence for the person before them, never for themselves.',
  law: ordinance(5),
  refuseWhen: {
    'number-unknown': ({ numberKnown }) => !numberKnown,
    'own-account': ({ ownAccount }) => ownAccount,
    'district-unknown': ({ districtKnown }) => !districtKnown,
  },
})

interface TellingApart extends AtDesk {
  /** What the vault said: whom there is to be told apart from. */
  readonly no: 'other' | 'nobody' | 'same' | ThirdFact | null
}

export const mayTellApart = rule<TellingApart>({
  name: 'residence.may-tell-apart',
  says: 'Two people of one name and birthday are told apart by one more fact that two officials type from a document; only a mark of it is kept.',
  law: ordinance(5),
  refuseWhen: {
    'number-unknown': ({ numberKnown }) => !numberKnown,
    'own-account': ({ ownAccount }) => ownAccount,
    'district-unknown': ({ districtKnown }) => !districtKnown,
    'other-person': ({ no }) => no === 'other',
    'no-namesake': ({ no }) => no === 'nobody',
    'same-person': ({ no }) => no === 'same',
    'by-personal-number': ({ no }) => no === 'personal-number',
    'by-birth-place': ({ no }) => no === 'birth-place',
  },
})

interface AgreeingApart {
  readonly numberKnown: boolean
  readonly no: 'not-asked' | 'own' | 'fact' | null
}

export const mayAgreeApart = rule<AgreeingApart>({
  name: 'residence.may-agree-apart',
  says: 'Another official than the first reads the same fact from the document, within a day.',
  law: ordinance(5),
  refuseWhen: {
    'number-unknown': ({ numberKnown }) => !numberKnown,
    'not-asked': ({ no }) => no === 'not-asked',
    'second-official': ({ no }) => no === 'own',
    'other-fact': ({ no }) => no === 'fact',
  },
})

/** Where somebody stands, and what is the one next step. */
export type Next = 'prove' | 'wait' | 'enter-code' | 'renew' | 'nothing'

/** The one clear next step of a person's page. */
export function nextStep(of: {
  readonly resident: boolean
  readonly letter: 'waiting' | 'sent' | null
  readonly ending: Ending | null
  readonly soonOver: boolean
}): Next {
  if (of.letter === 'sent') return 'enter-code'
  if (of.letter === 'waiting') return 'wait'
  if (!of.resident) return 'prove'
  return of.soonOver ? 'renew' : 'nothing'
}
