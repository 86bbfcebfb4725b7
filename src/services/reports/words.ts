/** Reading the words a reporter typed, where something in them is hidden from everybody. */
import { daysBetween, rule } from '#core/kernel'

/** Officials read what lies in the vault only for a stated reason, and the reporter is told (GDPR art. 5(1)(b)). */
export const mayReadWords = rule<{ kept: boolean; closedOn: string | null; today: string }>({
  name: 'reports.may-read-words',
  says: 'An official may read the hidden words of a report for a reason that the reporter can read.',
  law: 'Public Space Ordinance 4/2025, art. 13',
  refuseWhen: {
    'nothing-hidden': ({ kept }) => !kept,
    'closed-too-long': ({ closedOn, today }) =>
      closedOn !== null && daysBetween(closedOn, today) > 365,
  },
})
