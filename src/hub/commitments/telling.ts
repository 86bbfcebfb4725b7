/** What the directory may know of a city's commitments, so that cities are found by what they promise. */
import type { Tx } from '#core/database'
import { noteFinding, readNames } from '#hub/cities'
import { liveLevel } from './model/standing.ts'
import { listOf } from './store/commitments.ts'
import { listMilestones } from './store/parts.ts'
import { listReviews, listVoices } from './store/voices.ts'

/**
 * Notes the principles a city promises something about, and how far what people say and hand over reaches. What machines
 * found is noted by who asked them.
 */
export async function tellDirectory(tx: Tx, city: string, now: string): Promise<void> {
  if (!(await readNames(tx, [city])).has(city)) return
  const all = await listOf(tx, city)
  const numbers = all.map(({ number }) => number)
  const steps = await listMilestones(tx, numbers)
  const [peers, reviews] = [await listVoices(tx, numbers), await listReviews(tx, numbers)]
  const levels = numbers.map((number) => {
    const about = (one: { commitment: number }) => one.commitment === number
    const said = { peers: peers.filter(about), reviews: reviews.filter(about) }
    return liveLevel({ findings: [], steps: steps.filter(about), ...said }, now.slice(0, 10))
  })
  const principles = [...new Set(all.flatMap((one) => one.principles))]
  const found = { city, principles, evidence: Math.max(0, ...levels), at: now }
  await noteFinding(tx, { ...found, source: 'commitments' })
}
