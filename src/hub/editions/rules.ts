/** The rules of editions: what can be issued, and that an issued one stays. Pure. */
import { rule } from '#core/kernel'
import { MOST } from './model.ts'

const LAW = 'Statutes of the coalition, part 6'

export const mayChange = rule<{ readonly issued: number | null }>({
  name: 'editions.mayChange',
  says: 'An edition may be changed until it is issued.',
  law: `${LAW}, art. 7`,
  refuseWhen: { 'already-issued': ({ issued }) => issued !== null },
})

interface Choosing {
  readonly issued: number | null
  readonly published: boolean
  readonly count: number
}
export const mayChoose = rule<Choosing>({
  name: 'editions.mayChoose',
  says: 'An edition is put together of practices that are published and not archived.',
  law: `${LAW}, art. 7`,
  refuseWhen: {
    'already-issued': ({ issued }) => issued !== null,
    'not-published': ({ published }) => !published,
    'too-many': ({ count }) => count > MOST,
  },
})

interface Issuing {
  readonly issued: number | null
  readonly chosen: number
  /** How many of the chosen ones are still published. */
  readonly published: number
  /** Has the edition that this one replaces been replaced by another one already? */
  readonly overtaken: boolean
}
export const mayIssue = rule<Issuing>({
  name: 'editions.mayIssue',
  says: 'An edition is issued once, with at least one practice, all of them still true.',
  law: `${LAW}, art. 8`,
  refuseWhen: {
    'already-issued': ({ issued }) => issued !== null,
    'no-practice': ({ chosen }) => chosen === 0,
    'practice-archived': ({ chosen, published }) => published < chosen,
    'already-replaced': ({ overtaken }) => overtaken,
  },
})

interface Standing {
  readonly issued: boolean
  readonly replaced: boolean
  readonly withdrawn: boolean
}
export const mayCorrect = rule<Standing>({
  name: 'editions.mayCorrect',
  says: 'An issued edition is never changed: a corrected one takes its place, once.',
  law: `${LAW}, art. 9`,
  refuseWhen: {
    'not-issued': ({ issued }) => !issued,
    'already-replaced': ({ replaced }) => replaced,
  },
})

export const mayWithdraw = rule<Standing>({
  name: 'editions.mayWithdraw',
  says: 'An issued edition may be withdrawn with a reason; its files and its address stay.',
  law: `${LAW}, art. 9`,
  refuseWhen: {
    'not-issued': ({ issued }) => !issued,
    'already-withdrawn': ({ withdrawn }) => withdrawn,
  },
})

interface Printing {
  readonly issued: boolean
  readonly printed: boolean
  readonly waiting: boolean
}
export const mayPrint = rule<Printing>({
  name: 'editions.mayPrint',
  says: 'A printed document that could not be made is tried again, from the same page.',
  law: `${LAW}, art. 8`,
  refuseWhen: {
    'not-issued': ({ issued }) => !issued,
    'already-printed': ({ printed }) => printed,
    'being-printed': ({ waiting }) => waiting,
  },
})
