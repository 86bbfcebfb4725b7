/** When a report may go to another system, and what may be said of one. Pure. */
import { rule } from '#core/kernel'

interface Passing {
  readonly known: boolean
  readonly open: boolean
  /** Its text and its point are everybody's to read. */
  readonly public: boolean
  readonly taken: boolean
  readonly before: boolean
}

/** Only what everybody may read leaves the city; contact data never do. */
export const mayPassOn = rule<Passing>({
  name: 'open311.may-pass-on',
  says: 'A report is passed on to a system that takes its kind, with nothing but what everybody may read.',
  law: 'Public Space Ordinance 4/2025, art. 6; GDPR art. 5(1)(c)',
  refuseWhen: {
    'no-such-system': ({ known }) => !known,
    'report-over': ({ open }) => !open,
    'kept-back': ({ public: read }) => !read,
    'kind-not-taken': ({ taken, known }) => known && !taken,
    'passed-on-before': ({ before }) => before,
  },
})

/** Whoever sent a request may say more about it; nobody else may. */
export const mayUpdate = rule<{ readonly keyHolds: boolean; readonly own: boolean }>({
  name: 'open311.may-update',
  says: 'A program adds only to what came in by its own key.',
  law: 'Public Space Ordinance 4/2025, art. 7',
  refuseWhen: {
    'unknown-key': ({ keyHolds }) => !keyHolds,
    'not-your-request': ({ own, keyHolds }) => keyHolds && !own,
  },
})
