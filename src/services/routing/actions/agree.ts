/** The first classifier of a language is agreed to by two officials. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { promoted } from '../entries.ts'
import { mayAgree } from '../rules.ts'
import * as store from '../store/candidates.ts'
import { promote } from '../train.ts'

/** Agrees to a classifier; with the second voice it sorts reports from now on. */
export const agree = action({
  name: 'routing.agree',
  path: '/routing/models/:model/agree',
  who: may('routing.promote'),
  input: z.object({ model: z.string().max(64).meta({ input: 'hidden' }) }),
  output: z.object({ model: z.string(), verdict: z.enum(['waiting', 'promoted']) }),
  rules: [mayAgree],
  records: [promoted],
  onto: ({ model }) => `/routing/models/${model}`,

  async run({ input, tx, now, by, record }) {
    const candidate = await store.lockCandidate(tx, input.model)
    if (!candidate) throw new Refusal('not-found', ['no-such-model'])
    const { verdict, agreedBy, hash } = candidate
    const me = by.ref ?? ''
    mayAgree.require({ verdict, agreed: agreedBy === me })
    if (agreedBy === null) {
      await store.setAgreed(tx, hash, me)
      return { model: hash, verdict: 'waiting' as const }
    }
    await promote(tx, record, { candidate, way: 'officials', now })
    await store.setPromoted(tx, hash, now)
    return { model: hash, verdict: 'promoted' as const }
  },
})
