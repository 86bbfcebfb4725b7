/** Who may withdraw, share and open. Pure. */
import { rule } from '#core/kernel'
import { LONGEST_SHARE, type Share, TRIES } from './model.ts'

interface Withdrawing {
  /** Units of the official. */
  readonly units: readonly string[] | 'all'
  readonly unit: string
  readonly withdrawn: boolean
}

export const mayWithdraw = rule<Withdrawing>({
  name: 'documents.may-withdraw',
  says: 'The unit that gave a document withdraws it once, with a reason that everybody who checks it sees.',
  law: 'GDPR art. 5(1)(d)',
  refuseWhen: {
    'other-unit': ({ units, unit }) => units !== 'all' && !units.includes(unit),
    'withdrawn-already': ({ withdrawn }) => withdrawn,
  },
})

interface Sharing {
  readonly until: string
  readonly today: string
  readonly last: string
}

export const mayShare = rule<Sharing>({
  name: 'documents.may-share',
  says: `A resident shares a document by a link that ends by itself, after ${LONGEST_SHARE} days at most.`,
  law: 'GDPR art. 20(1)',
  refuseWhen: {
    'share-in-the-past': ({ until, today }) => until < today,
    'share-too-long': ({ until, last }) => until > last,
  },
})

type Opening = Pick<Share, 'endedAt' | 'untilAt' | 'once' | 'usedAt' | 'tries'> & {
  readonly now: string
}

export const mayOpen = rule<Opening>({
  name: 'documents.may-open',
  says: 'A link opens until its owner ends it, until its day is over, and only once where it was made for one opening.',
  law: 'GDPR art. 5(1)(c), 5(1)(f)',
  refuseWhen: {
    'share-ended': ({ endedAt }) => endedAt !== null,
    'share-over': ({ untilAt, now }) => untilAt <= now,
    'share-used': ({ once, usedAt }) => once && usedAt !== null,
    'share-locked': ({ tries }) => tries >= TRIES,
  },
})
