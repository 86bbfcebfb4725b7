/** A contest as it stands in the table. */
import { sql } from '#core/database'
import { z } from 'zod'
import { changes, channels, delays, kinds, outcomes, similar, states } from '../model.ts'

export const ContestRow = z.object({
  id: z.number(),
  version: z.number(),
  state: z.enum(states),
  kind: z.enum(kinds),
  channel: z.enum(channels),
  report: z.string(),
  /** Id of the decision that is contested. */
  decision: z.string(),
  algorithm: z.string(),
  algorithmVersion: z.number(),
  decidedAt: z.string(),
  category: z.string(),
  wanted: z.string().nullable(),
  rightCategory: z.string().nullable(),
  district: z.string().nullable(),
  language: z.string(),
  ref: z.string().nullable(),
  /** Empty when it was erased. */
  grounds: z.string(),
  erasedOn: z.string().nullable(),
  receivedAt: z.string(),
  dueOn: z.string(),
  extendedWhy: z.enum(delays).nullable(),
  escalatedOn: z.string().nullable(),
  /** The day by which what was upheld is put right; the day on which the officer was told that it was not. */
  remedyBy: z.string().nullable(),
  remedyEscalatedOn: z.string().nullable(),
  reviewer: z.string().nullable(),
  secondReviewer: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  changed: z.enum(changes).nullable(),
  similar: z.enum(similar).nullable(),
  role: z.string().nullable(),
  unit: z.string().nullable(),
  answer: z.string().nullable(),
  firstAnswer: z.string().nullable(),
  answeredAt: z.string().nullable(),
  againUntil: z.string().nullable(),
  endedAt: z.string().nullable(),
})
export type Contest = z.infer<typeof ContestRow>

/** A contest as pages show it: without the pseudonym by which one person's contests could be told. */
export type Shown = Omit<Contest, 'ref'>

/** The pseudonym stays behind. */
export function shown(contest: Contest): Shown {
  const { ref: _, ...rest } = contest
  return rest
}

/** A contest as whoever made it is told of it: officials answer in a role, and are no facts of theirs. */
export type Told = Omit<Shown, 'reviewer' | 'secondReviewer'>

/** Who answered stays behind too. */
export function told(contest: Contest): Told {
  const { reviewer: _, secondReviewer: __, ...rest } = shown(contest)
  return rest
}

export const columns = sql`id, version, state, kind, channel, report, decision, algorithm,
  algorithm_version as "algorithmVersion", decided_at as "decidedAt", category, wanted,
  right_category as "rightCategory", district, language, ref, grounds, erased_on as "erasedOn",
  received_at as "receivedAt", due_on as "dueOn", extended_why as "extendedWhy",
  escalated_on as "escalatedOn",
  remedy_by as "remedyBy", remedy_escalated_on as "remedyEscalatedOn", reviewer, second_reviewer as "secondReviewer", outcome, changed,
  similar_ones as similar, role, unit, answer, first_answer as "firstAnswer",
  answered_at as "answeredAt", again_until as "againUntil", ended_at as "endedAt"`

export const EventRow = z.object({
  at: z.string(),
  state: z.enum([...states, 'extended', 'escalated', 'taken_over', 'remedy_late', 'erased']),
  by: z.enum(['city', 'contestant', 'desk', 'reviewer']),
  badge: z.string().nullable(),
  says: z.string().nullable(),
})
export type Event = z.infer<typeof EventRow>

export const TaskRow = z.object({
  id: z.number(),
  algorithm: z.string(),
  category: z.string(),
  district: z.string().nullable(),
  language: z.string(),
  answered: z.number(),
  upheld: z.number(),
  askedAt: z.string(),
  audit: z.string().nullable(),
  doneAt: z.string().nullable(),
})
/** An audit that contests asked for. */
export type Task = z.infer<typeof TaskRow>
