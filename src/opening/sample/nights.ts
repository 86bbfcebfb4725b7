/** The nights of the sample year: what was decided by day becomes provable, as in every city. */
import { batchDecisions } from '#core/decisions'
import { nextAfter } from '#core/jobs'
import { BATCHED } from '../jobs.ts'
import type { Stage } from './stage.ts'

/** Makes the batches of every night between two moments, each at its own hour. */
export async function passNights(stage: Stage, from: number, until: number): Promise<void> {
  const { db, facts } = stage.city
  const { zone } = facts
  let night = nextAfter(BATCHED, new Date(from).toISOString(), zone)
  while (Date.parse(night) <= until) {
    stage.at(Date.parse(night))
    await batchDecisions(db, { now: night, zone })
    night = nextAfter(BATCHED, night, zone)
  }
}
