/** A developer of the sample city who was given a key for Open311. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Cast } from './people.ts'
import type { Stage } from './stage.ts'

const DAY = 86_400_000

/** `sample/open311.json`: who was given a key. */
const Given = z.object({
  daysAgo: z.number().int().min(1).max(300),
  key: z.string(),
  called: z.string(),
  contact: z.string(),
})

/** An official gives the harbour association its key. False when the city has none. */
export async function giveKey(playing: {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
}): Promise<boolean> {
  const { stage, cast, now } = playing
  const file = join(stage.city.settings.city, 'sample', 'open311.json')
  const operator = cast.officials.get('operator')
  if (!existsSync(file) || !operator) return false
  const { daysAgo, ...given } = Given.parse(JSON.parse(readFileSync(file, 'utf8')))
  stage.at(now - daysAgo * DAY)
  await stage.does(operator, 'open311.give', given)
  return true
}
