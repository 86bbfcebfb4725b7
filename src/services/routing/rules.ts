/** Who puts rules and classifiers in force. Pure. */
import { rule } from '#core/kernel'
import type { RuleState, VerdictOn } from './model.ts'

const law = 'Public Space Ordinance 4/2025, art. 6'

/** Rules are put in force. */
export const mayActivate = rule<{ state: RuleState; own: boolean }>({
  name: 'routing.may-activate',
  says: 'Rules are put in force by an official who did not write them.',
  law,
  refuseWhen: {
    'not-a-draft': ({ state }) => state !== 'draft',
    'own-rules': ({ own }) => own,
  },
})

/** A classifier is agreed to. */
export const mayAgree = rule<{ verdict: VerdictOn; agreed: boolean }>({
  name: 'routing.may-agree',
  says: 'The first classifier of a language sorts reports once two officials have agreed to it, each once.',
  law,
  refuseWhen: {
    'not-waiting': ({ verdict }) => verdict !== 'waiting',
    'agreed-already': ({ agreed }) => agreed,
  },
})
