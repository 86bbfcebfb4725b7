/** A request as it stands in the table. */
import { sql } from '#core/database'
import { z } from 'zod'
import {
  correctable,
  delays,
  findings,
  grounds,
  identities,
  kinds,
  outcomes,
  states,
} from '../model/kinds.ts'

export const RequestRow = z.object({
  id: z.number(),
  ref: z.string(),
  kind: z.enum(kinds),
  state: z.enum(states),
  version: z.number(),
  language: z.string(),
  access: z.string().nullable(),
  field: z.enum(correctable).nullable(),
  class: z.string().nullable(),
  purpose: z.string().nullable(),
  about: z.number().nullable(),
  identified: z.enum(identities).nullable(),
  receivedAt: z.string(),
  receivedOn: z.string(),
  dueOn: z.string(),
  extended: z.boolean(),
  extendedWhy: z.enum(delays).nullable(),
  pausedOn: z.string().nullable(),
  pausedDays: z.number(),
  unit: z.string().nullable(),
  askedAt: z.string().nullable(),
  explainBy: z.string().nullable(),
  explainedAt: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  ground: z.enum(grounds).nullable(),
  finding: z.enum(findings).nullable(),
  breach: z.string().nullable(),
  answeredAt: z.string().nullable(),
  toCarry: z.boolean(),
  carriedAt: z.string().nullable(),
  doneAt: z.string().nullable(),
  reminded: z.number(),
})

/** One request. Nothing in it says what was written or whose it is. */
export type Asked = z.infer<typeof RequestRow>

/** A request as pages show it: without the pseudonym by which one person's requests could be told. */
export type Shown = Omit<Asked, 'ref'>

/** The pseudonym stays behind. */
export function shown(asked: Asked): Shown {
  const { ref: _, ...request } = asked
  return request
}

export const columns = sql`id, ref, kind, state, version, language, access, field, class, purpose,
  about, identified, received_at as "receivedAt", received_on as "receivedOn", due_on as "dueOn",
  extended, extended_why as "extendedWhy", paused_on as "pausedOn", paused_days as "pausedDays",
  unit, asked_at as "askedAt", explain_by as "explainBy", explained_at as "explainedAt", outcome,
  ground, finding, breach, answered_at as "answeredAt", to_carry as "toCarry",
  carried_at as "carriedAt", done_at as "doneAt", reminded`

export const EventRow = z.object({
  at: z.string(),
  kind: z.string(),
  by: z.enum(['resident', 'desk', 'officer', 'unit', 'city']),
  badge: z.string().nullable(),
  unit: z.string().nullable(),
  says: z.string().nullable(),
})
export type Event = z.infer<typeof EventRow>

export const RecipientRow = z.object({
  request: z.number(),
  kind: z.enum(['outside', 'unit', 'service']),
  code: z.string(),
  lastAt: z.string(),
  cases: z.array(z.string()),
  toldAt: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
})
export type Recipient = z.infer<typeof RecipientRow>

export const recipientColumns = sql`request, kind, code, last_at as "lastAt", cases, told_at as "toldAt",
  acknowledged_at as "acknowledgedAt"`
