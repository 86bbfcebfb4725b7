/** Somebody contests what a machine decided: with the code of the report, signed in, or on paper at the counter. */
import { action, type Work } from '#core/actions'
import { listTaken } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { anyone, may } from '#core/people'
import {
  type Contested,
  contestedAtDesk,
  contestedByCode,
  contestedPublic,
  reportsOf,
} from '#services/reports'
import { z } from 'zod'
import { received } from '../entries.ts'
import { type Channel, type Kind, kinds, numberOf } from '../model.ts'
import { mayContest } from '../rules.ts'
import { addContest } from '../store/change.ts'
import { hasOpen } from '../store/lists.ts'
import { dueAfter, happen, subjectOf, todayOf } from '../story.ts'

const grounds = z.string().trim().min(10).max(3000).meta({ input: 'textarea', rows: 7 })
const wanted = z.string().max(40).optional().meta({ input: 'select' })
const output = z.object({ number: z.string(), code: z.string() })

interface Asked {
  readonly kind: Kind
  readonly wanted?: string | undefined
  readonly grounds: string
}

interface Putting {
  readonly report: Contested
  readonly asked: Asked
  readonly channel: Channel
  readonly ref: string | null
  readonly language: string
}

/** The newest decision about a report, the one that stands. */
export async function decisionOn({ tx }: Pick<Work<unknown>, 'tx'>, { number }: Contested) {
  const [newest] = await listTaken(tx, { about: `/reports/${number}`, limit: 1 })
  return newest
}

/** Puts a contest in and acknowledges it at once; gives its number and the code that opens it. */
async function put(work: Work<unknown>, it: Putting): Promise<z.infer<typeof output>> {
  const { report, asked, channel, ref } = it
  const { tx, now } = work
  const taken = await decisionOn(work, report)
  const wants = asked.kind === 'category' ? (asked.wanted ?? null) : null
  mayContest.require({
    decided: taken !== undefined,
    already: await hasOpen(tx, { report: report.number, ref, channel }),
    kind: asked.kind,
    wanted: wants,
    known: reportsOf(work.city).categories.some(({ code: one }) => one === wants),
    category: report.category,
  })
  if (!taken) throw new Error('a rule let a report pass that no machine decided about')
  const code = work.newSecret()
  const about = { kind: asked.kind, channel, wanted: wants, grounds: asked.grounds, ref }
  const of = { category: report.category, district: report.district, language: it.language }
  const by = { decision: taken.id, algorithm: taken.decision, algorithmVersion: taken.version }
  const when = { decidedAt: taken.at, receivedAt: now, dueOn: dueAfter(todayOf(work), work) }
  const id = await addContest(tx, {
    ...{ ...about, ...of, ...by, ...when, code },
    report: report.number,
  })
  const number = numberOf(id)
  const hand = channel === 'paper' ? 'desk' : 'contestant'
  await happen(work, id, { state: 'submitted', by: hand })
  await happen(work, id, { state: 'acknowledged', by: 'city', says: when.dueOn })
  const entry = { number, algorithm: by.algorithm, kind: asked.kind, channel }
  await work.record(received, entry, subjectOf(by))
  return { number, code }
}

/** The report somebody means: by its code, or by its number when they are signed in. */
export function reportOf(
  { tx, by }: Pick<Work<unknown>, 'tx' | 'by'>,
  which: string,
): Promise<Contested> {
  if (!/^\s*r-?\d{1,9}\s*$/i.test(which)) return contestedByCode(tx, which)
  if (by.person === null) throw new Refusal('sign-in', ['sign-in-or-code'])
  return contestedPublic(tx, which)
}

/** Contests a decision about a report. */
export const submit = action({
  name: 'contests.submit',
  path: '/contests/new/:report/submit',
  who: anyone,
  input: z.object({
    report: z.string().max(64).meta({ input: 'hidden' }),
    kind: z.enum(kinds).meta({ input: 'radios' }),
    wanted,
    grounds,
  }),
  output,
  rules: [mayContest],
  records: [received],
  limit: { per: 'address', most: 20, seconds: 3600 },
  onto: ({ code }) => `/contests/mine/${code}`,

  async run(work) {
    const { input, by, language } = work
    const report = await reportOf(work, input.report)
    return put(work, { report, asked: input, channel: 'online', ref: by.ref, language })
  },
})

/** A clerk enters what somebody brought on paper; the code is printed for them. */
export const enter = action({
  name: 'contests.enter',
  path: '/contests/enter/enter',
  who: may('contests.enter'),
  input: z.object({
    report: z.string().max(20).meta({ autocomplete: 'off' }),
    kind: z.enum(kinds).meta({ input: 'radios' }),
    wanted,
    language: z.string().max(10).meta({ input: 'select' }),
    grounds,
  }),
  output,
  rules: [mayContest],
  records: [received],
  limit: { per: 'session', most: 60, seconds: 3600 },
  onto: ({ code }) => `/contests/mine/${code}`,

  async run(work) {
    const { input, tx, city } = work
    const report = await contestedAtDesk(tx, input.report)
    const language = city.languages.includes(input.language) ? input.language : work.language
    return put(work, { report, asked: input, channel: 'paper', ref: null, language })
  },
})
