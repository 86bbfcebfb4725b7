/** What the store hands out: the shapes of rows, and nothing that was not asked for. */
import { z } from 'zod'
import { type Statement, sql } from '#core/database'
import { states } from '../model.ts'

const state = z.enum(states)
const publicClass = z.enum(['open', 'closed', 'hidden'])
/** Answers to the questions of a category, by the code of the question. */
export const answers = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))

const listed = {
  /** `R-1029` */
  number: z.string(),
  state,
  class: publicClass,
  category: z.string(),
  district: z.string().nullable(),
  /** Null where the category keeps it from the public. */
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** Null where the category, or a moderator, keeps it from the public. */
  text: z.string().nullable(),
  openedAt: z.string(),
  changedAt: z.string(),
  closedAt: z.string().nullable(),
  /** The day an answer is due as things stand. */
  dueOn: z.string(),
  /** The day the city promised when the report came in; null where another system promised. */
  promisedFor: z.string().nullable(),
  meToos: z.number(),
  photos: z.number(),
}

/** A report as anybody sees it in a list. */
export const Listed = z.object(listed)
export type Listed = z.infer<typeof Listed>

/** A report in a list by distance. */
export const Near = z.object({ ...listed, metres: z.number() })
export type Near = z.infer<typeof Near>

/** One thing that happened to a report. */
export const Happening = z.object({
  id: z.string(),
  at: z.string(),
  /** Text key `reports.event.<kind>`. */
  kind: z.string(),
  audience: z.enum(['public', 'reporter', 'desk']),
  by: z.enum(['reporter', 'resident', 'official', 'city']),
  badge: z.string().nullable(),
  unit: z.string().nullable(),
  /** The state it led to, when it led anywhere. */
  state: state.nullable(),
  /** Null when a moderator took it out of sight. */
  text: z.string().nullable(),
  textHidden: z.string().nullable(),
  /** Codes such as `from`, `to`, `target`, `reason`: never anything personal. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
export type Happening = z.infer<typeof Happening>

export const Photo = z.object({
  file: z.string(),
  at: z.string(),
  by: z.enum(['reporter', 'official']),
  hidden: z.string().nullable(),
})
export type Photo = z.infer<typeof Photo>

/** A report as anybody sees it on its own page. */
export const Shown = z.object({
  ...listed,
  version: z.number(),
  answers: answers.nullable(),
  duplicateOf: z.string().nullable(),
  /** The report this one is a part of. */
  partOf: z.string().nullable(),
  unit: z.string().nullable(),
  source: z.string(),
})
export type Shown = z.infer<typeof Shown>

/** A report as its reporter sees it, through the follow-up code or signed in. */
export const Followed = z.object({
  ...listed,
  text: z.string(),
  textHidden: z.string().nullable(),
  answers,
  duplicateOf: z.string().nullable(),
  /** The report this one is a part of. */
  partOf: z.string().nullable(),
  unit: z.string().nullable(),
  contactLeft: z.boolean(),
  wordsKept: z.boolean(),
  publicText: z.boolean(),
  publicPoint: z.boolean(),
  reopenDays: z.number(),
  waitingUntil: z.string().nullable(),
})
export type Followed = z.infer<typeof Followed>

/** A report as the desk sees it in its queue. */
export const Queued = z.object({
  ...listed,
  text: z.string(),
  unit: z.string().nullable(),
  assignedTo: z.string().nullable(),
  version: z.number(),
  contactLeft: z.boolean(),
})
export type Queued = z.infer<typeof Queued>

/** A report as the desk sees it on its own page. */
export const AtDesk = z.object({
  ...listed,
  text: z.string(),
  textHidden: z.string().nullable(),
  answers,
  version: z.number(),
  before: state.nullable(),
  unit: z.string().nullable(),
  assignedTo: z.string().nullable(),
  contactLeft: z.boolean(),
  contact: z.string().nullable(),
  original: z.string().nullable(),
  /** Whoever reported was signed in, so that there is a folder to put something into. */
  withAccount: z.boolean(),
  publicText: z.boolean(),
  publicPoint: z.boolean(),
  language: z.string(),
  source: z.string(),
  externalId: z.string().nullable(),
  duplicateOf: z.string().nullable(),
  /** The report this one is a part of. */
  partOf: z.string().nullable(),
  waitingUntil: z.string().nullable(),
})
export type AtDesk = z.infer<typeof AtDesk>

/** A report while an action holds it. */
export const Held = z.object({
  id: z.number(),
  number: z.string(),
  version: z.number(),
  state,
  before: state.nullable(),
  category: z.string(),
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  district: z.string().nullable(),
  unit: z.string().nullable(),
  /** The decision that chose the unit; null when a person did. */
  unitDecision: z.string().nullable(),
  assignedTo: z.string().nullable(),
  reporter: z.string().nullable(),
  contact: z.string().nullable(),
  original: z.string().nullable(),
  language: z.string(),
  source: z.string(),
  answers,
  photos: z.number(),
  dueOn: z.string(),
  /** The target of this report by itself, while that of another one holds. */
  dueAlone: z.string().nullable(),
  pausedDays: z.number(),
  duplicateOf: z.number().nullable(),
  parent: z.number().nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  waitingSince: z.string().nullable(),
  reopenDays: z.number(),
})
export type Held = z.infer<typeof Held>

/** What stands in a queue: for one unit and state, how many, how many late, and since when. */
export const QueueCount = z.object({
  unit: z.string().nullable(),
  state,
  count: z.number(),
  late: z.number(),
  oldest: z.string(),
})
export type QueueCount = z.infer<typeof QueueCount>

const common = sql`
  'R-' || number as number, state, class, category, district, opened_at as "openedAt",
  changed_at as "changedAt", closed_at as "closedAt", due_on as "dueOn",
  promised_for as "promisedFor", me_toos as "meToos", photos`

/** Columns anybody may see; what the category does not make public comes back as null. */
export const publicColumns: Statement = sql`${common},
  case when public_point then address end as address, case when public_point then lon end as lon,
  case when public_point then lat end as lat,
  case when public_text and text_hidden is null then text end as text`

/** Columns for those who may see the whole report. */
export const fullColumns: Statement = sql`${common}, address, lon, lat, text`
