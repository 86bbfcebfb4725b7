/** What a machine decides about a message: only whether somebody looks at it first. */
import { decision } from '#core/decisions'
import { MOST_A_DAY } from './model.ts'

/** What is known of who wrote. */
export interface Sender {
  /** `known`: somebody let a message of this subscriber through before. */
  readonly sender: 'known' | 'new' | 'stranger'
  /** Does the domain of the author vouch for the message? On the web the session does. */
  readonly proof: 'pass' | 'fail' | 'none'
  /** Messages of this sender in the last 24 hours. */
  readonly today: number
}

function whyHeld({ sender, proof, today }: Sender): string | undefined {
  if (proof === 'fail') return 'proof-failed'
  if (proof === 'none') return 'proof-missing'
  if (sender === 'stranger') return 'stranger'
  if (sender === 'new') return 'first-message'
  return today >= MOST_A_DAY ? 'many-messages' : undefined
}

/** Does a message go out at once, or does somebody look at it first? Nothing is thrown away by a machine. */
export const sort = decision<Sender, 'send' | 'hold'>({
  name: 'lists.sort',
  version: 1,
  says: 'A message of a known subscriber whose domain vouches for it goes out at once; any other waits for a person.',
  law: 'Statutes of the coalition, part 6, art. 5',
  contestAt: '/lists',
  person: 'hold',
  model: { most: MOST_A_DAY },
  calls: [whyHeld],
  decide: (facts) => {
    const why = whyHeld(facts)
    return {
      outcome: why === undefined ? 'send' : 'hold',
      because: { key: `lists.because.${why ?? 'known'}`, values: {} },
    }
  },
})
