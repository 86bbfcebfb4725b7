/** The person who answers: begins, extends once, decides, and says when it is put right. */
import { action, type Work } from '#core/actions'
import { may } from '#core/people'
import { actedOn, contestedAtDesk } from '#services/reports'
import { z } from 'zod'
import { contestsOf } from '../config.ts'
import { auditAsked, decided, extended, moved } from '../entries.ts'
import { callsForAudit, changes, delays, numberOf, outcomes, similar, toRemedy } from '../model.ts'
import { mayDecide, mayExtend, mayRemedy, mayReview } from '../rules.ts'
import { addLabel, change, holdAt } from '../store/change.ts'
import { readCell, reviewedBefore } from '../store/lists.ts'
import { addTask } from '../store/tasks.ts'
import type { Contest } from '../store/rows.ts'
import { cellSince, dueAfter, happen, move, subjectOf, tellContestant, todayOf } from '../story.ts'
import { workingDaysAfter } from '#core/kernel'

const about = {
  number: z.string().max(20).meta({ input: 'hidden' }),
  version: z.number().int().meta({ input: 'hidden' }),
}
const standing = z.object({ number: z.string(), state: z.string() })
const desk = { who: may('contests.review'), output: standing } as const

/** Does this official review the contest as it stands now? */
export function isMine(contest: Contest, badge: string | null): boolean {
  const second = contest.state === 'second_review'
  return badge !== null && (second ? contest.secondReviewer : contest.reviewer) === badge
}

/** Takes a contest to review it. */
export const begin = action({
  ...desk,
  name: 'contests.begin',
  path: '/contests/desk/:number/begin',
  input: z.object(about),
  rules: [mayReview],
  records: [moved],

  async run(work) {
    const { tx, input, by } = work
    const contest = await holdAt(tx, input)
    const { badge } = by.actor
    mayReview.require({
      state: contest.state,
      earlier: await actedOn(tx, contest.report),
      badge,
      reviewed: await reviewedBefore(tx, contest.id),
      taken: contest.secondReviewer !== null,
      own: contest.ref !== null && contest.ref === by.ref,
    })
    const number = numberOf(contest.id)
    if (contest.state === 'second_review') {
      await change(tx, contest.id, { secondReviewer: badge })
      await happen(work, contest.id, { state: 'second_review', by: 'reviewer' })
      return { number, state: contest.state }
    }
    await move(work, contest, { to: 'under_review', by: 'reviewer', more: { reviewer: badge } })
    return { number, state: 'under_review' }
  },
})

/** Takes as long again, once, with the reason that is told. */
export const extend = action({
  ...desk,
  name: 'contests.extend',
  path: '/contests/desk/:number/extend',
  input: z.object({ ...about, why: z.enum(delays).meta({ input: 'radios' }) }),
  rules: [mayExtend],
  records: [extended],

  async run(work) {
    const { tx, input, by } = work
    const contest = await holdAt(tx, input)
    mayExtend.require({
      ...contest,
      extended: contest.extendedWhy !== null,
      today: todayOf(work),
      mine: isMine(contest, by.actor.badge),
    })
    const until = dueAfter(contest.dueOn, work)
    const number = numberOf(contest.id)
    await change(tx, contest.id, { dueOn: until, extendedWhy: input.why })
    await happen(work, contest.id, { state: 'extended', by: 'reviewer', says: until })
    await work.record(extended, { number, until, why: input.why }, subjectOf(contest))
    await tellContestant(work, contest)
    return { number, state: contest.state }
  },
})

const answering = z.object({
  ...about,
  outcome: z.enum(outcomes).meta({ input: 'radios' }),
  right: z.string().max(40).optional().meta({ input: 'select' }),
  changed: z.enum(changes).meta({ input: 'radios' }),
  similar: z.enum(similar).meta({ input: 'radios' }),
  answer: z.string().trim().min(20).max(5000).meta({ input: 'textarea', rows: 8 }),
})
type Answering = Work<z.infer<typeof answering>>

/** The role in which somebody answers, as the city names it; never who. */
function roleOf({ by }: Answering): string {
  const post = by.person?.posts.find(({ permissions }) => permissions.includes('contests.review'))
  return post?.role ?? 'official'
}

/** When much of a cell was upheld, an audit is asked for: a task of the desk, and an entry. */
async function askAudit(work: Answering, contest: Contest): Promise<void> {
  const { audit } = contestsOf(work.city)
  const cell = await readCell(work.tx, contest, cellSince(work))
  if (!callsForAudit(cell, audit)) return
  if (!(await addTask(work.tx, contest, { ...cell, at: work.now }))) return
  const { algorithm } = contest
  await work.record(auditAsked, { algorithm, ...cell, days: audit.days }, subjectOf(contest))
}

/** Answers the grounds: what was found, what was changed, and whether similar ones are looked at again. */
export const decide = action({
  ...desk,
  name: 'contests.decide',
  path: '/contests/desk/:number/decide',
  input: answering,
  rules: [mayDecide],
  records: [moved, decided, auditAsked],

  async run(work) {
    const { tx, input, by, now, city } = work
    const contest = await holdAt(tx, input)
    const right = input.right ?? null
    const mine = isMine(contest, by.actor.badge)
    mayDecide.require({ ...contest, outcome: input.outcome, mine, right })
    const { outcome, changed } = input
    const today = todayOf(work)
    const rejected = outcome === 'rejected'
    const { againDays, remedyDays } = contestsOf(city)
    const workingDays = (days: number) => workingDaysAfter(today, days, city.holidays)
    const said = { outcome, changed, similar: input.similar, answer: input.answer }
    const whose = { role: roleOf(work), unit: by.actor.unit }
    const ends = outcome === 'inadmissible' || outcome === 'final' ? { endedAt: now } : {}
    await move(work, contest, {
      to: outcome,
      by: 'reviewer',
      more: {
        ...{ ...said, ...whose, ...ends, rightCategory: right, answeredAt: now },
        againUntil: rejected ? workingDays(againDays) : null,
        remedyBy: toRemedy.includes(outcome) ? workingDays(remedyDays) : null,
      },
    })
    const number = numberOf(contest.id)
    const inTime = today <= contest.dueOn
    const entry = { number, algorithm: contest.algorithm, outcome, changed }
    await work.record(decided, { ...entry, similar: input.similar, inTime }, subjectOf(contest))
    await askAudit(work, contest)
    await tellContestant(work, { ...contest, unit: whose.unit })
    return { number, state: outcome }
  },
})

/** Says that what was upheld is put right; the category it has now is a label for training. */
export const remedy = action({
  ...desk,
  name: 'contests.remedy',
  path: '/contests/desk/:number/remedy',
  input: z.object(about),
  rules: [mayRemedy],
  records: [moved],

  async run(work) {
    const { tx, input, now } = work
    const contest = await holdAt(tx, input)
    const { category } = await contestedAtDesk(tx, contest.report)
    const right = contest.rightCategory
    mayRemedy.require({ state: contest.state, right, category })
    await move(work, contest, { to: 'remedied', by: 'reviewer', more: { endedAt: now } })
    if (right !== null) await addLabel(tx, contest, { after: right, at: now })
    await tellContestant(work, contest)
    return { number: numberOf(contest.id), state: 'remedied' }
  },
})
