/** Systems of others: a developer who was given a key, what comes in by it, and what goes on to two that are connected. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Limits } from '#core/actions'
import { z } from 'zod'
import { takeRequest } from '../open311/take.ts'
import type { Cast } from './people.ts'
import type { Actor, Stage } from './stage.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const hours = z.number().min(0).max(7200)

/** `sample/open311.json`: who was given a key, what they sent, and what was passed on. */
const Given = z.object({
  daysAgo: z.number().int().min(1).max(300),
  key: z.string(),
  called: z.string(),
  contact: z.string(),
  sent: z.array(z.object({ hoursAgo: hours, form: z.record(z.string(), z.string()) })),
  passed: z.array(z.object({ system: z.string(), hoursAgo: hours, most: z.number().int() })),
  /** When the city asked how they stand there. */
  heardHoursAgo: z.array(hours),
})
type Given = z.infer<typeof Given>

interface Playing {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
}

function givenTo({ stage }: Playing): Given | undefined {
  const file = join(stage.city.settings.city, 'sample', 'open311.json')
  return existsSync(file) ? Given.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** What the app of the harbour association brings, by the door of every program. */
async function bringIn({ stage, now }: Playing, sent: Given['sent'], secret: string) {
  for (const { hoursAgo, form } of sent) {
    stage.at(now - hoursAgo * HOUR)
    const jobs = { ...stage.city.jobs, nudge: () => undefined }
    const city = { ...stage.city, jobs, clock: stage.now, limits: new Limits() }
    const pairs = Object.entries({ ...form, api_key: secret })
    const asked = new Map(pairs.map(([name, value]) => [name, [value]]))
    const taking = { city, body: { asked, files: [] }, reference: undefined, trial: false }
    const answer = await takeRequest({ ...taking, language: 'en' })
    if ('wrong' in answer) throw new Error(`Open311 of the sample: ${JSON.stringify(answer.wrong)}`)
  }
}

/** An official gives the harbour association its key, and its app sends reports. False when the city has none. */
export async function giveKey(playing: Playing): Promise<boolean> {
  const { stage, cast, now } = playing
  const it = givenTo(playing)
  const operator = cast.officials.get('operator')
  if (!it || !operator) return false
  const { daysAgo, key, called, contact, sent } = it
  stage.at(now - daysAgo * DAY)
  const given = await stage.does(operator, 'open311.give', { key, called, contact })
  await bringIn(playing, sent, z.string().parse(given['secret']))
  return true
}

const Rows = z.object({
  rows: z.array(
    z.object({
      number: z.string(),
      category: z.string(),
      state: z.string(),
      changedAt: z.string(),
    }),
  ),
})
const Systems = z.object({
  systems: z.array(z.object({ code: z.string(), categories: z.array(z.string()) })),
})
/** Reports that nobody waits for, and nobody has passed on yet. */
const STATES = ['received', 'triage', 'assigned', 'in_progress']

/** Open reports a system takes, of which nothing happened since that moment: the past is not written anew. */
async function passable(
  { stage }: Playing,
  { desk, categories, at }: { desk: Actor; categories: readonly string[]; at: number },
): Promise<string[]> {
  const found: string[] = []
  for (const category of categories) {
    const asked = { category, sort: 'newest' }
    const { rows } = Rows.parse(await stage.looks(desk, 'reports.desk', asked))
    const still = rows.filter(
      ({ state, changedAt }) => STATES.includes(state) && Date.parse(changedAt) < at,
    )
    found.push(...still.map(({ number }) => number))
  }
  return found
}

/** Reports go on to the systems that work on them; one answers, one is down. False when none is connected. */
export async function passOn(playing: Playing): Promise<boolean> {
  const { stage, cast, now } = playing
  const it = givenTo(playing)
  const [operator, desk] = ['operator', 'front-desk'].map((role) => cast.officials.get(role))
  if (!it || !operator || !desk) return false
  const { systems } = Systems.parse(await stage.looks(operator, 'open311.desk', {}))
  if (systems.length === 0) return false
  const acts = [
    ...it.passed.map((one) => ({ ...one, hears: false as const })),
    ...it.heardHoursAgo.map((hoursAgo) => ({ hoursAgo, hears: true as const })),
  ].toSorted((a, b) => b.hoursAgo - a.hoursAgo)
  for (const act of acts) {
    const at = now - act.hoursAgo * HOUR
    if (act.hears) {
      stage.at(at)
      await stage.hour('open311.send')
      await stage.hour('open311.pull')
      continue
    }
    const categories = systems.find(({ code }) => code === act.system)?.categories ?? []
    const numbers = await passable(playing, { desk, categories, at })
    for (const number of numbers.slice(0, act.most)) {
      stage.at(at)
      await stage.does(operator, 'open311.pass-on', { number, system: act.system })
      await stage.post()
    }
  }
  return true
}
