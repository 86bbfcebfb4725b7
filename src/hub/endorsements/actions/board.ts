/** The board decides appeals: other persons than those who reviewed. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn, workingDaysAfter } from '#core/kernel'
import { may } from '#core/people'
import { advance, pageOf } from '../advance.ts'
import * as entries from '../entries.ts'
import { letter } from '../letters.ts'
import { REVIEW_DAYS } from '../model.ts'
import { hostOf } from '../model/domains.ts'
import { mayDecideAppeal } from '../rules.ts'
import { sealed } from '../seal.ts'
import { byNumber } from '../store/applications.ts'
import { listDomains } from '../store/proofs.ts'
import { decideAppealOf, employerOf, listAppeals, listOpinions } from '../store/reviews.ts'

/** Decides an appeal. Granted, the application is reviewed anew by others; the four proofs are still needed. */
export const decideAppeal = action({
  name: 'endorsements.decide-appeal',
  path: '/endorsements/:number/decide-appeal',
  who: may('endorsements.appeal'),
  input: z.object({
    number: z.string().max(10).meta({ input: 'hidden' }),
    granted: z.enum(['yes', 'no']).meta({ input: 'radios' }),
    text: z.string().trim().min(10).max(5000).meta({ input: 'textarea', rows: 6 }),
  }),
  output: z.object({ number: z.string(), state: z.string() }),
  rules: [mayDecideAppeal],
  records: [entries.appealDecided, entries.moved],

  async run({ input, tx, by, now, city, record, later, newSecret }) {
    const it = await byNumber(tx, input.number, true)
    const { number: application, round } = it
    const ref = by.ref ?? ''
    const appeals = await listAppeals(tx, application)
    const opinions = await listOpinions(tx, application)
    mayDecideAppeal.require({
      open:
        it.state === 'refused' &&
        appeals.some((one) => one.round === round && one.granted === null),
      reviewed: opinions.some(({ reviewer }) => reviewer === ref),
      employer: await employerOf(tx, ref),
      domains: (await listDomains(tx, application)).map(({ domain }) => hostOf(domain)),
    })
    const granted = input.granted === 'yes'
    await decideAppealOf(tx, { application, round, granted, answer: input.text, at: now })
    const body = { application, granted, text: sealed(newSecret(), input.text) }
    await record(entries.appealDecided, body, { subject: pageOf(application) })
    await later(letter, { application, kind: 'appeal-decided' })
    if (!granted) return { number: input.number, state: it.state }
    const today = dateIn(now, city.zone)
    const dueOn = workingDaysAfter(today, REVIEW_DAYS, city.holidays)
    const change = { dueOn, concludedOn: null, missing: [], nextRound: true }
    const after = await advance({ tx, record, today }, it, { to: 'in_review', by: 'board', change })
    return { number: input.number, state: after.state }
  },
})
