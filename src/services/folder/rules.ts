/** What keeps data from being erased although their person asks for it. Pure. */
import { rule } from '#core/kernel'

/** What the rule needs to know; `asked` stands before the vault was asked. */
export interface Erasing {
  /** Retention class. */
  readonly class: string
  /** Posts of who asks. */
  readonly posts: number
  readonly outcome: 'asked' | 'erased' | 'held' | 'needed'
}

export const mayErase = rule<Erasing>({
  name: 'folder.mayErase',
  says: 'A resident has a class of their own data erased, unless an order holds it, an open case needs it, or a post goes with the account.',
  law: 'GDPR art. 17(1), 17(3)',
  refuseWhen: {
    'post-held': (facts) => facts.class === 'account' && facts.posts > 0,
    'class-held': (facts) => facts.outcome === 'held',
    'class-needed': (facts) => facts.outcome === 'needed',
  },
})

/** Legal bases against which one may object: public task and legitimate interest (GDPR art. 21(1)). */
const OBJECTABLE = new Set(['6(1)(e)', '6(1)(f)'])

/** The purposes one may object to, among those that read something that is held. */
export function objectable<P extends { readonly gdpr: string; readonly fields: readonly string[] }>(
  purposes: readonly P[],
  held: readonly string[],
): P[] {
  const kept = new Set(held)
  const touches = ({ fields }: P) => fields.some((name) => kept.has(name.split('#')[0] ?? name))
  return purposes.filter((one) => OBJECTABLE.has(one.gdpr) && touches(one))
}

/** Secret addresses that one person has at most. */
const MOST_FEEDS = 5

export const mayOpenFeed = rule<{ readonly feeds: number }>({
  name: 'folder.mayOpenFeed',
  says: 'A resident has at most five secret addresses for news of who looked, and ends each when they like.',
  law: 'GDPR art. 12(1), 25',
  refuseWhen: { 'too-many-feeds': ({ feeds }) => feeds >= MOST_FEEDS },
})
