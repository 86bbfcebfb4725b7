/** What may be asked of the list of who looked, as it stands in the address: the same for page and tables. */
import { z } from 'zod'
import { addDays, dayBegins } from '#core/kernel'

/** What somebody asks for; the days are those of the city. */
export const asking = z.object({
  who: z.enum(['self', 'others']).optional(),
  service: z.string().max(60).optional(),
  outcome: z.enum(['read', 'denied']).optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  before: z.string().max(60).optional(),
  language: z.string().max(10).optional(),
})
export type Asked = z.infer<typeof asking>

/** What is kept when one goes on to another part of the list. */
export type Kept = Pick<Asked, 'who' | 'service' | 'outcome' | 'from' | 'to'>

/** Why a day cannot be understood. */
export type Wrong = Partial<Record<'from' | 'to', 'no-day' | 'before'>>

/** A day of the years 1900 to 2999: clocks and databases know all of those. */
const Day = z.iso.date().regex(/^(?:19|2\d)/)
const isDay = (text: string | undefined) => !text || Day.safeParse(text).success

/** The filters alone, without what is empty. */
export function keptOf({ who, service, outcome, from, to }: Asked): Kept {
  return {
    ...(who ? { who } : {}),
    ...(service ? { service } : {}),
    ...(outcome ? { outcome } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
}

/** What is wrong with the days that were asked for. */
export function wrongDays({ from, to }: Asked): Wrong {
  const wrong: Wrong = {
    ...(isDay(from) ? {} : { from: 'no-day' }),
    ...(isDay(to) ? {} : { to: 'no-day' }),
  }
  if (Object.keys(wrong).length > 0) return wrong
  return from && to && to < from ? { to: 'before' } : {}
}

/** The same as the vault understands it: the last day is within. */
export function wantedOf(asked: Asked, zone: string) {
  const { who, service, outcome, from, to } = keptOf(asked)
  return {
    ...(who ? { who } : {}),
    ...(service ? { module: service } : {}),
    ...(outcome ? { outcome } : {}),
    ...(from ? { from: dayBegins(from, zone) } : {}),
    ...(to ? { until: dayBegins(addDays(to, 1), zone) } : {}),
  }
}

/** An address with these parts; what is empty is left out. */
export function addressOf(path: string, parts: Readonly<Record<string, string | undefined>>) {
  const set = Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return set.length > 0 ? `${path}?${new URLSearchParams(set).toString()}` : path
}
