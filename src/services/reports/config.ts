/** What a city decides about reports: categories, questions, periods (`cities/<city>/reports.json`). */
import { z } from 'zod'

const code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
const words = z.record(z.string(), z.string().min(1))

const option = z.object({ value: code, label: words })

/** A question a category asks so that the right people come with the right tools. */
export const question = z
  .object({
    code,
    type: z.enum(['text', 'number', 'date', 'one', 'several']),
    label: words,
    hint: words.optional(),
    required: z.boolean().default(false),
    options: z.array(option).default([]),
    least: z.number().optional(),
    most: z.number().optional(),
    /** Asks for what is written on the thing itself, such as the number of a lamp post: the same answer, the same thing. */
    asset: z.boolean().default(false),
  })
  .refine((it) => !['one', 'several'].includes(it.type) || it.options.length > 1, {
    message: 'a choice needs at least two options',
  })

/** The upper level: what residents look for first. */
export const group = z.object({ code, name: words })

/** The lower level: what exactly is wrong, who answers, and how much of it the public sees. */
export const category = z.object({
  code,
  group: code,
  name: words,
  /** What belongs here, in plain words: shown when choosing and searched. */
  instructions: words,
  /** Code of the unit that answers (`city.json`). */
  unit: code,
  publicPoint: z.boolean(),
  publicText: z.boolean(),
  /** Days within which the city promises an answer. */
  slaDays: z.number().int().positive(),
  /** Which days these are: all of them, or those on which the city works. */
  slaIn: z.enum(['calendar', 'working']).default('calendar'),
  /** Within how many metres two reports of this kind may be of one problem; 0 never asks. */
  radius: z.number().min(0).max(1000).default(50),
  /** A category is never deleted while a report uses it, only closed. */
  active: z.boolean().default(true),
  /** Where a report stands whose reporter did not say what it is about, until a machine or a person sorts it. */
  unsorted: z.boolean().default(false),
  questions: z.array(question).default([]),
})

/** Periods and limits of the ordinance. A report keeps those of the day it was made. */
export const terms = z.object({
  reopenDays: z.number().int().positive().default(28),
  feedbackDays: z.number().int().positive().default(14),
  waitingDays: z.number().int().positive().default(5),
  draftDays: z.number().int().positive().default(7),
  emptyDraftHours: z.number().int().positive().default(24),
  photos: z.number().int().positive().default(3),
  textLength: z.number().int().positive().default(3000),
  unmaskMinutes: z.number().int().positive().default(15),
})

/** Whom to ask about a place outside the city. */
const neighbour = z.object({ name: words, link: z.url().optional() })

export const reportsConfig = z
  .object({
    terms: terms.prefault({}),
    groups: z.array(group).min(1),
    categories: z.array(category).min(1),
    outside: neighbour.optional(),
    /** Where residents write by mail, and where answers to letters go; absent: reports come by other ways alone. */
    mailTo: z
      .email()
      .regex(/^[^+]+$/)
      .max(200)
      .optional(),
  })
  .superRefine((it, context) => {
    const groups = new Set(it.groups.map((each) => each.code))
    const seen = new Set<string>()
    for (const each of it.categories) {
      if (!groups.has(each.group)) context.addIssue(`${each.code}: no group ${each.group}`)
      if (seen.has(each.code)) context.addIssue(`${each.code}: twice`)
      seen.add(each.code)
    }
    if (it.categories.filter((each) => each.unsorted).length > 1) {
      context.addIssue('only one category can be the one of what is not sorted yet')
    }
  })

export type ReportsConfig = z.infer<typeof reportsConfig>
export type Category = z.infer<typeof category>
export type Group = z.infer<typeof group>
export type Question = z.infer<typeof question>
export type Terms = z.infer<typeof terms>

/** What this city decided about reports. */
export function reportsOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): ReportsConfig {
  const mine = checked.get(city.config) ?? reportsConfig.parse(city.config['reports'])
  checked.set(city.config, mine)
  return mine
}
const checked = new WeakMap<object, ReportsConfig>()

/** The category with this code, also a closed one. */
export function categoryOf(config: ReportsConfig, code: string): Category | undefined {
  return config.categories.find((each) => each.code === code)
}

/** The category of what is not sorted yet; a city without one asks every reporter for theirs. */
export function unsortedOf(config: ReportsConfig): Category | undefined {
  return config.categories.find((each) => each.unsorted && each.active)
}

/** A name in the language of the reader, else in English, else in any. */
export function wording(
  names: Readonly<Record<string, string>> | undefined,
  language: string,
): string {
  return names?.[language] ?? names?.['en'] ?? Object.values(names ?? {})[0] ?? ''
}
