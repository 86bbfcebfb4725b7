/** What a city does with its application: submits it, confirms its mailboxes, asks again, appeals. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { advance, dueAfterPause, pageOf, reviewWhenReady } from '../advance.ts'
import * as entries from '../entries.ts'
import { check } from '../jobs.ts'
import { TOKEN_DAYS } from '../model.ts'
import { mayActFor, mayAppeal, maySign, maySubmit } from '../rules.ts'
import { hashOf, sealed } from '../seal.ts'
import { byCode, byMailboxCode, confirmMailbox } from '../store/applications.ts'
import { listActions } from '../store/first-actions.ts'
import { listDomains, listProved, setToken } from '../store/proofs.ts'
import { addAppeal, forgetOpinions, listAppeals } from '../store/reviews.ts'
import type { Application, Domain } from '../store/rows.ts'
import { requireWhole } from '../wholeness.ts'
import { sendCodes } from './codes.ts'
import { daysAfter } from './draft.ts'

const code = z.string().min(1).max(64).meta({ input: 'hidden' })
const outcome = z.object({ code: z.string(), number: z.number(), state: z.string() })
const limit = { per: 'address', most: 30, seconds: 3600 } as const
const mine = (output: { code: string }) => `/endorse/mine/${output.code}`

type Submitting = Pick<
  Work<unknown>,
  'tx' | 'by' | 'now' | 'city' | 'record' | 'newSecret' | 'later'
>

async function submitFirst(work: Submitting, it: Application, domains: readonly Domain[]) {
  const { tx, by, record, now, city } = work
  const today = dateIn(now, city.zone)
  const submitter = by.person ? by.ref : null
  const change = { submittedOn: today, submitter }
  await advance({ tx, record, today }, it, { to: 'submitted', by: 'city', change })
  const areas = (await listActions(tx, it.number)).map(({ area }) => area)
  const body = {
    application: it.number,
    kind: it.kind,
    name: it.name,
    domains: domains.map(({ domain }) => domain),
    document: it.documentUrl ?? '',
    decidedOn: it.decidedOn ?? '',
    declaration: it.declaration ?? '',
    ...(areas.length === 0 ? {} : { areas }),
  }
  await record(entries.submitted, body, { subject: pageOf(it.number) })
  await sendCodes(work, it.number)
}

/** The city has done what the reviewers asked for; opinions on what was before are none. */
async function submitAgain(work: Submitting, it: Application) {
  const { tx, record, now, city } = work
  const today = dateIn(now, city.zone)
  const change = {
    dueOn: dueAfterPause(it, { today, holidays: city.holidays }),
    pausedOn: null,
    wanted: null,
  }
  await forgetOpinions(tx, it.number, it.round)
  await advance({ tx, record, today }, it, { to: 'in_review', by: 'city', change })
}

/** Submits an application, the first time or after changes. */
export const submit = action({
  name: 'endorsements.submit',
  path: '/endorse/draft/:code/check/submit',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [maySubmit, mayActFor],
  records: [entries.submitted, entries.moved],
  limit,
  onto: mine,

  async run(work) {
    const { input, tx, later } = work
    const found = await byCode(tx, hashOf(input.code), true)
    const domains = await listDomains(tx, found.number)
    requireWhole(found, domains)
    const proved = found.kind === 'join' ? [] : await listProved(tx, found.city ?? '')
    mayActFor.require({ proved, domains: domains.map(({ domain }) => domain) })
    if (found.state === 'draft') await submitFirst(work, found, domains)
    if (found.state === 'changes_requested') await submitAgain(work, found)
    await later(check, { application: found.number })
    const { number, state } = await byCode(tx, hashOf(input.code))
    return { code: input.code, number, state }
  },
})

/** A mailbox confirms itself; with the second one, whoever signs confirms that the city means it. */
export const confirm = action({
  name: 'endorsements.confirm',
  path: '/endorse/confirm/:code/confirm',
  who: anyone,
  input: z.object({ code }),
  output: z.object({ number: z.number(), as: z.string() }),
  rules: [maySign],
  records: [entries.confirmed, entries.moved],
  limit,
  onto: ({ number }) => pageOf(number),

  async run({ input, tx, by, now, city, record }) {
    const { application, as } = await byMailboxCode(tx, hashOf(input.code), true)
    const who = by.person ? by.ref : null
    maySign.require({ as, by: who, submitter: application.submitter })
    const key = as === 'signer' ? 'signerConfirmedAt' : 'mailboxConfirmedAt'
    const done = { number: application.number, as }
    if (application[key] !== null) return done
    await confirmMailbox(tx, application.number, { as, at: now, by: who })
    const body = { application: application.number, as }
    await record(entries.confirmed, body, { subject: pageOf(application.number) })
    const { holidays, zone } = city
    const hand = { tx, record, today: dateIn(now, zone), holidays }
    await reviewWhenReady(hand, { ...application, [key]: now })
    return done
  },
})

/** Asks the hub to look at the proofs now. */
export const checkAgain = action({
  name: 'endorsements.check-again',
  path: '/endorse/mine/:code/check-again',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [],
  limit,
  onto: mine,

  async run({ input, tx, later }) {
    const { number, state } = await byCode(tx, hashOf(input.code))
    if (state === 'draft') throw new Refusal('not-found', ['no-such-application'])
    await later(check, { application: number })
    return { code: input.code, number, state }
  },
})

/** New tokens for the domains that are not proved yet, and new letters to mailboxes that did not confirm. */
export const renew = action({
  name: 'endorsements.renew',
  path: '/endorse/mine/:code/renew',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [],
  limit: { per: 'address', most: 10, seconds: 3600 },
  onto: mine,

  async run(work) {
    const { input, tx, now, newSecret } = work
    const it = await byCode(tx, hashOf(input.code), true)
    if (it.state === 'draft') throw new Refusal('not-found', ['no-such-application'])
    const until = daysAfter(now, TOKEN_DAYS)
    for (const { domain, passedAt } of await listDomains(tx, it.number)) {
      if (passedAt !== null) continue
      await setToken(tx, { application: it.number, domain, token: newSecret(), until })
    }
    if (it.mailboxConfirmedAt === null || it.signerConfirmedAt === null) {
      await sendCodes(work, it.number)
    }
    return { code: input.code, number: it.number, state: it.state }
  },
})

/** A city that was refused asks the board. */
export const appeal = action({
  name: 'endorsements.appeal',
  path: '/endorse/mine/:code/appeal',
  who: anyone,
  input: z.object({
    code,
    text: z.string().trim().min(20).max(5000).meta({ input: 'textarea', rows: 8 }),
  }),
  output: outcome,
  rules: [mayAppeal],
  records: [entries.appealed],
  limit,
  onto: mine,

  async run({ input, tx, now, newSecret, record }) {
    const it = await byCode(tx, hashOf(input.code), true)
    mayAppeal.require({
      state: it.state,
      appealed: (await listAppeals(tx, it.number)).length > 0,
    })
    const salt = newSecret()
    const { number, round } = it
    await addAppeal(tx, { application: number, round, text: input.text, salt, at: now })
    const body = { application: number, text: sealed(salt, input.text) }
    await record(entries.appealed, body, { subject: pageOf(number) })
    return { code: input.code, number, state: it.state }
  },
})
