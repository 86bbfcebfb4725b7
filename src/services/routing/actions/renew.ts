/** Another test set for a language: an official's act, since it decides by what classifiers are judged. */
import { action } from '#core/actions'
import { LANGUAGES } from '#core/classifier'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { sort } from '#services/reports'
import { z } from 'zod'
import { testSetEnded } from '../entries.ts'
import { endTestSet } from '../store/test-sets.ts'

/**
 * Ends the test set of a language. The next training chooses the latest tenth of the confirmed texts anew; its
 * candidate waits for two officials, since what sorts now may have learned from some of them.
 */
export const renew = action({
  name: 'routing.renew-test-set',
  path: '/routing/renew-test-set',
  who: may('routing.promote'),
  input: z.object({
    language: z.enum(LANGUAGES).meta({ input: 'hidden' }),
    reason: z.string().trim().min(1).max(1000).meta({ input: 'textarea', rows: 3 }),
  }),
  output: z.object({ language: z.string() }),
  rules: [],
  records: [testSetEnded],
  onto: () => '/routing',

  async run({ input: { language, reason }, tx, now, record }) {
    const hash = await endTestSet(tx, language, now)
    if (hash === null) throw new Refusal('refused', ['no-test-set'])
    await record(testSetEnded, { language, hash, reason }, { subject: `/algorithms/${sort.name}` })
    return { language }
  },
})
