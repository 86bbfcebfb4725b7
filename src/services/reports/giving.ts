/** When a document is given in a report. Pure. */
import { rule } from '#core/kernel'

interface Giving {
  /** The case is still being worked on, or was just answered. */
  readonly caseOpen: boolean
  /** Who asked has an account of this city. */
  readonly known: boolean
  /** A unit works on it. */
  readonly placed: boolean
  readonly from: string
  readonly until: string | undefined
  readonly today: string
}

export const mayGive = rule<Giving>({
  name: 'reports.may-give',
  says: 'The unit that works on a report gives its document to the resident who brought it, with the days on which it is good.',
  law: 'Public Space Ordinance 4/2025, art. 13',
  refuseWhen: {
    'case-over': ({ caseOpen }) => !caseOpen,
    'no-unit': ({ placed }) => !placed,
    'no-account': ({ known }) => !known,
    'ends-before-it-begins': ({ from, until }) => until !== undefined && until < from,
    'over-already': ({ until, today }) => until !== undefined && until < today,
  },
})
