/** The desk of the secretariat: reviewers vouch, ask for changes, and decide by four eyes. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { advance, pageOf, proofsOf } from '../advance.ts'
import { conclude } from '../conclude.ts'
import * as entries from '../entries.ts'
import { letter } from '../letters.ts'
import { proofs } from '../model.ts'
import { hostOf, underGovernment } from '../model/domains.ts'
import { mayJudge, mayReview } from '../rules.ts'
import { byNumber } from '../store/applications.ts'
import { setOfficial } from '../store/proofs.ts'
import { addOpinion, employerOf, listOpinions, setEmployer } from '../store/reviews.ts'
import type { Application } from '../store/rows.ts'
import { domainIn } from '../wholeness.ts'

const number = z.string().max(10).meta({ input: 'hidden' })
const outcome = z.object({ number: z.string(), state: z.string() })
const told = ({ number: of, state }: Application) => ({ number: String(of), state })

/** States for whom somebody works, before anything is reviewed. */
export const stateEmployer = action({
  name: 'endorsements.state-employer',
  path: '/endorsements/desk/state-employer',
  who: may('endorsements.desk'),
  input: z.object({ employer: z.string().trim().min(3).max(260) }),
  output: z.object({ employer: z.string() }),
  rules: [],
  onto: () => '/endorsements/desk',

  async run({ input, tx, by, now }) {
    const employer = domainIn(input.employer, true)
    if (!employer || by.ref === null) {
      throw new Refusal('invalid', [{ code: 'no-domain', field: 'employer' }])
    }
    await setEmployer(tx, { reviewer: by.ref, employer: hostOf(employer), at: now })
    return { employer }
  },
})

type Reviewing = Pick<Work<unknown>, 'tx' | 'by'>

/** The application, when this reviewer may say something about it. */
async function reviewing({ tx, by }: Reviewing, of: string, opinion: boolean) {
  const it = await byNumber(tx, of, true)
  const reviewer = by.ref ?? ''
  const mine = (await listOpinions(tx, it.number)).filter((one) => one.reviewer === reviewer)
  const { domains, standing } = await proofsOf(tx, it)
  mayReview.require({
    state: it.state,
    employer: await employerOf(tx, reviewer),
    domains: domains.map(({ domain }) => hostOf(domain)),
    before: mine.some(({ round }) => round < it.round),
    given: opinion && mine.some(({ round }) => round === it.round),
  })
  return { it, domains, standing, reviewer }
}

/** Says how it is known that the domain is a government's: its ending, a register, or a call back. */
export const vouch = action({
  name: 'endorsements.vouch',
  path: '/endorsements/:number/vouch',
  who: may('endorsements.review'),
  input: z.object({
    number,
    way: z.enum(['suffix', 'register', 'callback']).meta({ input: 'radios' }),
    link: z.url({ protocol: /^https?$/ }).max(500),
  }),
  output: outcome,
  rules: [mayReview],
  records: [entries.vouched],

  async run(work) {
    const { input, tx, now, record } = work
    const { it, domains } = await reviewing(work, input.number, false)
    const under = domains.every(({ domain }) => underGovernment(domain))
    if (input.way === 'suffix' && !under) {
      throw new Refusal('refused', [{ code: 'no-government-ending', field: 'way' }])
    }
    await setOfficial(tx, it.number, { way: input.way, link: input.link, at: now })
    const body = { application: it.number, way: input.way, link: input.link }
    await record(entries.vouched, body, { subject: pageOf(it.number) })
    return told(it)
  },
})

/** Asks the city for what is unclear; the clock stands still until it answers. */
export const requestChanges = action({
  name: 'endorsements.request-changes',
  path: '/endorsements/:number/request-changes',
  who: may('endorsements.review'),
  input: z.object({
    number,
    wanted: z.string().trim().min(10).max(3000).meta({ input: 'textarea', rows: 5 }),
  }),
  output: outcome,
  rules: [mayReview],
  records: [entries.moved],

  async run(work) {
    const { input, tx, now, city, record, later } = work
    const { it } = await reviewing(work, input.number, false)
    const today = dateIn(now, city.zone)
    const change = { pausedOn: today, wanted: input.wanted }
    const to = 'changes_requested'
    const after = await advance({ tx, record, today }, it, { to, by: 'reviewers', change })
    await later(letter, { application: it.number, kind: 'changes_requested' })
    return told(after)
  },
})

/** One reviewer's opinion; with the second that agrees, the application is decided. */
export const review = action({
  name: 'endorsements.review',
  path: '/endorsements/:number/review',
  who: may('endorsements.review'),
  input: z.object({
    number,
    verdict: z.enum(['accept', 'refuse']).meta({ input: 'radios' }),
    missing: z.array(z.enum(proofs)).max(4).default([]),
  }),
  output: outcome,
  rules: [mayReview, mayJudge],
  records: [entries.reviewed, entries.moved, entries.published, entries.withdrawn],

  async run(work) {
    const { input, tx, now, city, record, later } = work
    const { it, standing, reviewer } = await reviewing(work, input.number, true)
    const missing = input.verdict === 'refuse' ? input.missing : []
    mayJudge.require({ verdict: input.verdict, missing, standing })
    const { number: application, round } = it
    const opinion = { application, round, verdict: input.verdict, missing }
    await addOpinion(tx, { ...opinion, reviewer, at: now })
    await record(entries.reviewed, opinion, { subject: pageOf(application) })
    const hand = { tx, record, now, later, today: dateIn(now, city.zone) }
    await conclude(hand, it, await listOpinions(tx, application))
    return told(await byNumber(tx, application))
  },
})
