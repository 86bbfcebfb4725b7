/** Campaigns: a counter that anybody computes again from the public record (coalition-access.md 3.6). Pure. */
import { addDays, dateIn, daysBetween } from '#core/kernel'
import { z } from 'zod'

/** Which entries count: those of these kinds whose body says this, once for each value of a field. */
export const Rule = z.object({
  kinds: z.array(z.string()).min(1).max(10),
  /** What is counted once, such as `city`. */
  field: z.string(),
  /** The body says so; nothing else counts. */
  where: z.array(z.object({ field: z.string(), is: z.string() })).max(10),
  /** The day of the act as the body has it; without it, the day of the entry. */
  day: z.string().optional(),
})
export type Rule = z.infer<typeof Rule>

/** Everything the counter needs, as it stands on the record since the launch. */
export const Definition = z.object({
  campaign: z.string(),
  target: z.number().int(),
  starts: z.string(),
  zone: z.string(),
  days: z.number().int(),
  baseline: z.number().int(),
  rule: Rule,
})
export type Definition = z.infer<typeof Definition>

/** An entry of the record, as far as a campaign looks at it. */
export interface Counted {
  readonly t: string
  readonly at: string
  readonly d: Readonly<Record<string, unknown>>
}

/** The last day that counts. */
export const lastDay = ({ starts, days }: Pick<Definition, 'starts' | 'days'>) =>
  addDays(starts, days - 1)

function dayOf({ rule, zone }: Definition, { at, d }: Counted): string | undefined {
  if (rule.day === undefined) return dateIn(at, zone)
  const said = d[rule.day]
  return typeof said === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(said) ? said : undefined
}

/** What an entry adds to a campaign: the value that is counted once; undefined when it does not count. */
export function countsFor(definition: Definition, entry: Counted): string | undefined {
  const { rule, starts } = definition
  if (!rule.kinds.includes(entry.t)) return undefined
  if (!rule.where.every(({ field, is }) => String(entry.d[field]) === is)) return undefined
  const day = dayOf(definition, entry)
  if (day === undefined || day < starts || day > lastDay(definition)) return undefined
  const value = entry.d[rule.field]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** A counter that entries are given to one after the other, in any order. */
export function counter(definition: Definition) {
  const seen = new Set<string>()
  return {
    add(entry: Counted): void {
      const value = countsFor(definition, entry)
      if (value !== undefined) seen.add(value)
    },
    count: () => definition.baseline + seen.size,
  }
}

/** How far a campaign is on a day. */
export interface Standing {
  readonly phase: 'before' | 'running' | 'over'
  /** Day 1 is the first. */
  readonly day: number
  readonly left: number
  /** How many a day are needed on the days that are left, today included; null when there are none. */
  readonly needed: number | null
  readonly reached: boolean
}

/** Day n of N, m of M, and how many a day are still needed. */
export function standingOf(definition: Definition, count: number, today: string): Standing {
  const { starts, days, target } = definition
  const day = daysBetween(starts, today) + 1
  const reached = count >= target
  if (day < 1) return { phase: 'before', day: 0, left: days, needed: null, reached }
  if (day > days) return { phase: 'over', day: days, left: 0, needed: null, reached }
  const left = days - day + 1
  const needed = reached ? 0 : Math.ceil(((target - count) / left) * 10) / 10
  return { phase: 'running', day, left, needed, reached }
}

/** `city=grenoble-fr`, one a line. */
export function whereOf(text: string | undefined): Rule['where'] | 'unreadable' {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '')
  const parts = lines.map((line) => /^\s*([\w-]{1,60})\s*=\s*(\S.{0,199}?)\s*$/.exec(line))
  if (lines.length > 10 || parts.some((part) => part === null)) return 'unreadable'
  return parts.map((part) => ({ field: part?.[1] ?? '', is: part?.[2] ?? '' }))
}

/** `100 cities in 100 days` → `100-cities-in-100-days`. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return (words ?? ['campaign']).join('-').slice(0, 60).replace(/-$/, '')
}

/** Is this a zone of the IANA time zone database? */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
