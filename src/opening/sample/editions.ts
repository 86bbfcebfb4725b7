/** An edition of the sample coalition's compendium, with whatever practices there are. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listPublished } from '#hub/practices'
import { z } from 'zod'
import type { Actor, Stage } from './stage.ts'

const DAY = 86_400_000

/** `sample/edition.json`: what the secretariat writes itself. */
const Edition = z.object({
  daysAgo: z.number().int().min(0).max(300),
  title: z.string(),
  lead: z.string(),
  spoken: z.string(),
  arranged: z.string(),
  foreword: z.string(),
  who: z.string(),
  imprint: z.string(),
})

interface Issuing {
  readonly stage: Stage
  readonly secretariat: Actor
  /** The moment the city is opened. */
  readonly now: number
}

/**
 * Issues one edition of all published practices; false when there are none. Its files are made once the
 * city is open and its record runs, so that the booklet can name the place of its content there.
 */
export async function issueEdition({ stage, secretariat, now }: Issuing): Promise<boolean> {
  const { city } = stage
  const file = join(city.settings.city, 'sample', 'edition.json')
  if (!existsSync(file)) return false
  const published = await city.db.as('practices').look((tx) => listPublished(tx, 'all'))
  if (published.length === 0) return false
  const { daysAgo, ...words } = Edition.parse(JSON.parse(readFileSync(file, 'utf8')))
  stage.at(now - daysAgo * DAY)
  const said = { ...words, map: true, members: true }
  const { draft } = await stage.does(secretariat, 'editions.begin', said)
  const practices = published.map(({ practice }) => String(practice))
  await stage.does(secretariat, 'editions.choose', { draft, practices })
  await stage.does(secretariat, 'editions.issue', { draft })
  return true
}
