/** Back to a version that was in force before: one official is enough, as for stopping it (spec R10). */
import { action } from '#core/actions'
import { algorithmWentBack, BARS, goBack as goBackTo, listVersions } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { mayGoBack } from '../rules.ts'
import { stoppers } from './reviewing.ts'
import { nameOf } from './writing.ts'

const hidden = { input: 'hidden' } as const

/** The earlier version decides from the next case on; why is published. Forward again, two have to agree. */
export const goBack = action({
  name: 'algorithms.go-back',
  path: '/algorithms/:name/versions/go-back',
  who: stoppers,
  input: z.object({
    name: nameOf.meta(hidden),
    /** The version that whoever goes back saw in force. */
    from: z.coerce.number().int().positive().meta(hidden),
    version: z.coerce.number().int().positive().meta(hidden),
    reason: z.string().trim().min(10).max(500).meta({ input: 'textarea', rows: 3 }),
  }),
  output: z.object({ name: z.string(), version: z.number(), from: z.number() }),
  rules: [mayGoBack],
  records: [algorithmWentBack],
  onto: ({ name, version, from }) => `/algorithms/${name}/replay?version=${from}&by=${version}`,

  async run({ input, tx, now, by }) {
    const { name, from, version, reason } = input
    const versions = await listVersions(tx, name, now)
    if (versions.length === 0) throw new Refusal('not-found', ['no-such-algorithm'])
    const inForce = versions.find(({ bar }) => bar === 'in-force')?.version
    const wanted = versions.find((one) => one.version === version)
    const bar = wanted ? wanted.bar : BARS[3]
    mayGoBack.require({ seen: inForce === from, bar })
    const it = { decision: name, from, version, reason }
    await goBackTo(tx, it, { by: by.as, now, service: 'algorithms' })
    return { name, version, from }
  },
})
