/** What a city says of itself before it does anything: to everybody, and before the vault hears of it. */
import type { Database } from '#core/database'
import { registerDecisions, type Registered } from '#core/decisions'
import { recordDeclared } from '#core/record'
import type { Service } from '#core/service'
import type { Settings } from '../settings.ts'
import { readMark } from './sample/mark.ts'
import { runningRelease } from './software.ts'

/**
 * Puts the software, the purposes and the decisions of these services on the public record, where they
 * differ from what stands there, in one transaction. Nothing is read and nothing decided before.
 */
export function declareOpenly(
  db: Database,
  services: readonly Service[],
  now: string,
): Promise<Registered> {
  const purposes = services.flatMap((service) => service.purposes ?? [])
  const decisions = services.flatMap((service) => service.decisions ?? [])
  const release = runningRelease()
  return db.transact(async (tx) => {
    await recordDeclared(tx, { release, purposes, now })
    return registerDecisions(tx, decisions, now)
  })
}

/** When a city says what it does: now, or before the first act of an invented past. */
export function declaresAt(
  settings: Settings,
  opens: string | undefined,
  { sampleCity, clock }: { sampleCity: boolean; clock(): string },
): string {
  const fresh = sampleCity && readMark(settings.data) === undefined
  return fresh ? (opens ?? clock()) : clock()
}
