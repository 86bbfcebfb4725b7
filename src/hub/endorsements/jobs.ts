/** What happens later: proofs are checked, members are watched, drafts are forgotten. */
import { z } from 'zod'
import { enqueuer, job, type JobWork } from '#core/jobs'
import { dateIn } from '#core/kernel'
import { recorder } from '#core/record'
import { askToAffirm } from './affirming.ts'
import { checkDocument, checkDomain } from './checking.ts'
import { keepFound } from './keep.ts'
import { letter } from './letters.ts'
import { RECHECK_DAYS, REMIND_MONTHS } from './model.ts'
import { monthsAfter } from './model/days.ts'
import { byNumber, forgetDrafts } from './store/applications.ts'
import { eraseContacts, listHearings, listSilent } from './store/members.ts'
import { listDomains, listToCheck } from './store/proofs.ts'
import { endSilence, remindOf } from './silence.ts'

type Work = Pick<JobWork<unknown>, 'db' | 'harvest' | 'now' | 'signal' | 'city'>

async function look(number: number, { db, harvest, now, signal }: Work) {
  const known = await db.look(async (tx) => {
    const application = await byNumber(tx, number)
    return { application, domains: await listDomains(tx, number) }
  })
  const asking = { harvest, signal }
  const domains = await Promise.all(known.domains.map((one) => checkDomain(one, asking, now)))
  const document = await checkDocument(known.application, known.domains, asking)
  return { known, found: { domains, document } }
}

/** Checks the proofs of one application. The network is asked between two transactions. */
export const check = job({
  name: 'endorsements.check',
  input: z.object({ application: z.number() }),
  async run(work) {
    const { input, db, now, signal, city } = work
    const { known, found } = await look(input.application, work)
    if (signal.aborted) throw new Error('the check was stopped and is done again')
    await db.transact(async (tx) => {
      const application = await byNumber(tx, input.application, true)
      const domains = await listDomains(tx, input.application)
      // What was changed meanwhile is checked by the job that the change asked for.
      if (application.documentUrl !== known.application.documentUrl) return
      const tokens = new Map(known.domains.map(({ domain, token }) => [domain, token]))
      const still = domains.filter(({ domain, token }) => tokens.get(domain) === token)
      const record = recorder(tx, { by: 'operator', now, service: 'endorsements' })
      const { holidays, zone } = city
      const hand = { tx, record, now, today: dateIn(now, zone), holidays }
      const after = await keepFound(hand, application, { domains: still, found })
      if (after.state === 'in_review' && application.state !== 'in_review') {
        await enqueuer(tx, () => now)(letter, { application: after.number, kind: 'in_review' })
      }
    })
  },
})

const before = (now: string, hours: number) =>
  new Date(Date.parse(now) - hours * 3_600_000).toISOString()

/** Three times an hour: whose proofs are looked at now, and which drafts are over. */
export const plan = job({
  name: 'endorsements.plan',
  input: z.object({}),
  every: '*/20 * * * *',
  async run({ db, now }) {
    await db.transact(async (tx) => {
      await forgetDrafts(tx, now)
      await eraseContacts(tx, before(now, 1))
      const due = await listToCheck(tx, {
        waitingBefore: before(now, 1),
        membersBefore: before(now, RECHECK_DAYS * 24),
        failedBefore: before(now, 24),
        most: 200,
      })
      const ask = enqueuer(tx, () => now)
      for (const application of due) await ask(check, { application })
    })
  },
})

const MOST = 500

/** Once a day: who has been silent for long is reminded, then proposed for a hold; who is due is asked to affirm. */
export const watch = job({
  name: 'endorsements.watch',
  input: z.object({}),
  every: '23 4 * * *',
  async run({ db, now, city }) {
    const today = dateIn(now, city.zone)
    await db.transact(async (tx) => {
      const record = recorder(tx, { by: 'operator', now, service: 'endorsements' })
      const hand = { tx, record, today, now, ask: enqueuer(tx, () => now) }
      for (const hearing of await listHearings(tx)) await endSilence(hand, hearing)
      const silent = await listSilent(tx, monthsAfter(today, -REMIND_MONTHS[0]), MOST)
      for (const member of silent) await remindOf(hand, member)
      await askToAffirm(hand)
    })
  },
})
