/** What may be asked of the record, as it stands in the address: the same for page, feed and table. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { addDays, dayBegins } from '#core/kernel'
import type { Declared } from '#core/pages'
import { type EntryFilter, readSubject } from '#core/record'
import { z } from 'zod'

/** What somebody asks for. A kind without a dot is everything a service recorded. */
export const asking = z.object({
  service: z.string().max(60).optional(),
  kind: z.string().max(100).optional(),
  subject: z.string().max(500).optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  before: z.string().max(60).optional(),
  after: z.string().max(60).optional(),
  language: z.string().max(10).optional(),
})
export type Asked = z.infer<typeof asking>

/** What is kept when one goes on to another part of the list. */
export type Kept = Pick<Asked, 'service' | 'kind' | 'subject' | 'from' | 'to'>

/** Why a field cannot be understood. */
export type Wrong = Partial<Record<'subject' | 'from' | 'to', 'no-day' | 'before' | 'unknown'>>

/** A day of the years 1900 to 2999: clocks and databases know all of those. */
const Day = z.iso.date().regex(/^(?:19|2\d)/)
const isDay = (text: string | undefined) => !text || Day.safeParse(text).success
const PATH = /^\/[\x21-\x7e]{0,200}$/

function wrongDays({ from, to }: Asked): Wrong {
  const wrong: Wrong = {
    ...(isDay(from) ? {} : { from: 'no-day' }),
    ...(isDay(to) ? {} : { to: 'no-day' }),
  }
  if (Object.keys(wrong).length > 0) return wrong
  return from && to && to < from ? { to: 'before' } : {}
}

/** Pages with one thing each, such as `/reports/:number`: what a number alone may mean. */
function candidates(text: string, { pages }: Declared): string[] {
  const paths = pages.map(({ path }) => path).filter((path) => /^[^:]+\/:\w+$/.test(path))
  const words = [...new Set([text, text.toUpperCase(), text.toLowerCase()])]
  return paths.flatMap((path) => words.map((word) => path.replace(/:\w+$/, () => word)))
}

/** The page somebody means: its path, its whole address, or the number that stands in it. */
async function subjectOf(tx: Tx, written: string, declared: Declared): Promise<string | undefined> {
  const text = written
    .trim()
    .replace(/^https?:\/\/[^/]+(?=\/)/i, '')
    .replace(/[?#].*$/, '')
  if (PATH.test(text)) return text.length > 1 ? text.replace(/\/$/, '') : text
  if (!/^[\w.~-]{1,100}$/.test(text)) return undefined
  return readSubject(tx, candidates(text, declared))
}

/** What is to be looked for, and what could not be understood. */
export interface Understood {
  readonly filter: EntryFilter
  readonly wrong: Wrong
}

/** Reads what somebody asks for: days in the zone of the city, numbers as pages. One statement at most. */
export async function understood(
  tx: Tx,
  asked: Asked,
  { city, declared }: { readonly city: CityFacts; readonly declared: Declared },
): Promise<Understood> {
  const { from, to, kind, service } = asked
  const wrong = wrongDays(asked)
  const subject = asked.subject?.trim() ? await subjectOf(tx, asked.subject, declared) : undefined
  if (asked.subject?.trim() && !subject)
    return { filter: {}, wrong: { ...wrong, subject: 'unknown' } }
  if (Object.keys(wrong).length > 0) return { filter: {}, wrong }
  const whole = kind && !kind.includes('.') ? kind : undefined
  return {
    wrong,
    filter: {
      service: whole ?? (service || undefined),
      kind: whole ? undefined : kind || undefined,
      subject,
      from: from ? dayBegins(from, city.zone) : undefined,
      to: to ? dayBegins(addDays(to, 1), city.zone) : undefined,
    },
  }
}

/** Only what is looked for, without the place in the list. */
export function keptOf({ service, kind, subject, from, to }: Asked): Kept {
  return { service, kind, subject, from, to }
}

/** An address with what is asked for; what is not set is left out. */
export function addressOf(
  path: string,
  asked: Readonly<Record<string, string | undefined>>,
): string {
  const set = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const query = new URLSearchParams(set).toString()
  return query ? `${path}?${query}` : path
}
