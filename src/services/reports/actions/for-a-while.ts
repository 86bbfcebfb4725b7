/** Opening what is kept from everybody, for a reason that the reporter reads, and for a while. */
import { z } from 'zod'
import { dateIn } from '#core/kernel'
import { happen, subjectOf } from '../advance.ts'
import { reportsOf } from '../config.ts'
import type { unmasked, wordsRead } from '../entries.ts'
import type { openWords } from '../store/desk.ts'
import type { Held } from '../store/rows.ts'
import { about, asOfficial, type Desk } from './at-desk.ts'

/** Which report, and why. */
export const asked = z.object({
  number: about.number,
  reason: z.string().min(10).max(300).meta({ input: 'textarea', rows: 2 }),
})

/** Until when it is open. */
export const opened = z.object({ number: z.string(), until: z.string() })

/** When a report was closed and what day it is, as the rules ask it. */
export function daysOf({ now, city }: Pick<Desk, 'now' | 'city'>, { closedAt }: Held) {
  return { closedOn: closedAt && dateIn(closedAt, city.zone), today: dateIn(now, city.zone) }
}

interface Opening {
  readonly kind: 'unmasked' | 'words-read'
  readonly entry: typeof unmasked | typeof wordsRead
  readonly remember: typeof openWords
}

/** Remembers the reason, tells the reporter, and writes that it happened into the public record. */
export async function openForAWhile(
  work: Desk & { readonly input: z.infer<typeof asked> },
  report: Held,
  { kind, entry, remember }: Opening,
): Promise<z.infer<typeof opened>> {
  const { tx, now, by, city, input } = work
  const { number, unit } = report
  const minutes = reportsOf(city).terms.unmaskMinutes
  const until = new Date(Date.parse(now) + minutes * 60_000).toISOString()
  const { reason } = input
  await remember(tx, { report: report.id, official: by.ref ?? 'operator', reason, until })
  await happen(asOfficial(work), report, { kind, audience: 'reporter', text: reason })
  await work.record(entry, { number, unit: unit ?? 'none' }, subjectOf(report))
  return { number, until }
}
