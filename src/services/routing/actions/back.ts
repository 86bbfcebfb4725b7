/** Back to what decided before: one official is enough, as for stopping an algorithm. */
import { action } from '#core/actions'
import { LANGUAGES } from '#core/classifier'
import { bindBefore } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { modelPlace, route, RULES, sort } from '#services/reports'
import { z } from 'zod'
import { wentBack } from '../entries.ts'
import { setPromoted, setReplaced } from '../store/candidates.ts'
import { setBack } from '../store/rules.ts'

/** Where something may be taken back: the rules, and the classifier of each language. */
export const places = [RULES, ...LANGUAGES.map(modelPlace)]

/**
 * The rules or the classifier that were in force before are so again, from the next report on; the reason is
 * published. Reports that were decided meanwhile are listed at the algorithm, where they can be given back to people.
 */
export const goBack = action({
  name: 'routing.go-back',
  path: '/routing/go-back',
  who: may('routing.activate'),
  input: z.object({
    place: z.enum(places).meta({ input: 'hidden' }),
    reason: z.string().trim().min(1).max(1000).meta({ input: 'textarea', rows: 3 }),
  }),
  output: z.object({ place: z.string(), hash: z.string().nullable() }),
  rules: [],
  records: [wentBack],
  onto: () => '/routing',

  async run({ input: { place, reason }, tx, now, record }) {
    const decision = place === RULES ? route.name : sort.name
    const changed = await bindBefore(tx, { decision, place }, now)
    if (!changed) throw new Refusal('refused', ['nothing-to-go-back-from'])
    const { from, to } = changed
    if (place === RULES) await setBack(tx, to)
    else {
      await setReplaced(tx, from, now)
      if (to !== null) await setPromoted(tx, to, now)
    }
    const body = { place, from, to: to ?? 'none', reason }
    await record(wentBack, body, { subject: `/algorithms/${decision}` })
    return { place, hash: to }
  },
})
