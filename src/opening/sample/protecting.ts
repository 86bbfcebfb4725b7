/** Residents of the sample city who asked about their own data, and what came of it. */
import type { Access } from '#core/vault'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Cast } from './people.ts'
import type { Actor, Stage } from './stage.ts'

const Asked = z.object({ asked: z.string(), answered: z.string() })
const Requests = z.object({
  contest: Asked.extend({ explained: z.string() }),
  correction: Asked.extend({ value: z.string() }),
  refusal: Asked,
  waiting: Asked.pick({ asked: true }),
  late: Asked.pick({ asked: true }),
  desk: Asked.pick({ asked: true }).extend({ name: z.string() }),
})
type Requests = z.infer<typeof Requests>

const HOUR = 3_600_000
const DAY = 24 * HOUR
const Sent = z.object({ number: z.string() })

interface Playing {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
}

interface Scene extends Playing {
  readonly words: Requests
  readonly officer: Actor
}

function requestsOf(folder: string): Requests | undefined {
  const file = join(folder, 'sample', 'requests.json')
  return existsSync(file) ? Requests.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

async function asks({ stage }: Playing, who: Actor, values: object): Promise<string> {
  return Sent.parse(await stage.does(who, 'protection.ask', values)).number
}

/** Each step of the officer on the version that stands: every step counts one. */
function atDesk({ stage, officer }: Scene, number: string) {
  let version = 1
  return async (action: string, more: object = {}) => {
    await stage.does(officer, `protection.${action}`, { number, version, ...more })
    version += 1
  }
}

/** The newest reading by an official of a unit that is long enough ago. */
async function readingOf({ stage, now }: Playing, who: Actor): Promise<Access | undefined> {
  const channel = stage.city.channel('folder')
  const ref = await channel.refOf(who.person?.ref ?? '')
  const all = await channel.accesses(ref, { limit: 500, outcome: 'read' })
  const asked = (one: Access) => one.actor.kind === 'official' && one.actor.unit !== null
  return all.find((one) => asked(one) && Date.parse(one.at) < now - 30 * DAY)
}

const explains = ({ cast }: Playing, unit: string) =>
  [...cast.officials.values()].find(
    ({ person }) =>
      person?.permissions.includes('protection.explain') && person.units.includes(unit),
  )

/** One contests a reading: the unit explains it, and it is found unlawful. */
async function contest(scene: Scene, who: Actor): Promise<void> {
  const { stage, words } = scene
  const reading = await readingOf(scene, who)
  const unit = reading?.actor.unit ?? ''
  const official = explains(scene, unit)
  if (!reading || !official) return
  const begins = Date.parse(reading.at) + 2 * DAY
  stage.at(begins)
  const asked = { kind: 'contest', access: reading.id, text: words.contest.asked }
  const number = await asks(scene, who, asked)
  const step = atDesk(scene, number)
  stage.at(begins + 20 * HOUR)
  await step('begin')
  await step('ask-unit', { unit })
  stage.at(begins + 2 * DAY)
  await stage.does(official, 'protection.explain', { number, text: words.contest.explained })
  stage.at(begins + 6 * DAY)
  const text = words.contest.answered
  const decided = { number, version: 4, outcome: 'granted', finding: 'unlawful', text }
  await stage.does(scene.officer, 'protection.decide', decided)
  await stage.post()
}

/** A corrected telephone number; the units that had read the old one take the new one over. */
async function correct(scene: Scene, who: Actor): Promise<void> {
  const { stage, words, now } = scene
  stage.at(now - 20 * DAY)
  const { asked: text, value, answered } = words.correction
  const number = await asks(scene, who, { kind: 'correction', field: 'contact.phone', value, text })
  const step = atDesk(scene, number)
  stage.at(now - 18 * DAY)
  await step('begin')
  await step('decide', { outcome: 'granted', text: answered })
  await stage.post()
  stage.at(now - 17 * DAY)
  const { units } = stage.city.facts
  for (const { code } of units.slice(0, 4)) {
    const official = explains(scene, code)
    if (official) await stage.does(official, 'protection.acknowledge', { number, unit: code })
  }
}

/** An answer that is a no, with its reason. */
async function refuse(scene: Scene, who: Actor): Promise<void> {
  const { stage, words, now } = scene
  stage.at(now - 12 * DAY)
  const asked = { kind: 'erasure', class: 'contact', text: words.refusal.asked }
  const step = atDesk(scene, await asks(scene, who, asked))
  stage.at(now - 9 * DAY)
  await step('begin')
  await step('decide', { outcome: 'refused', ground: 'open-case', text: words.refusal.answered })
  await stage.post()
}

/** What waits on the desk today: one soon due, one new, one of somebody without an account. */
async function waiting(scene: Scene, people: readonly Actor[]): Promise<void> {
  const { stage, words, now, cast } = scene
  const [first, second] = people
  if (!first || !second) return
  stage.at(now - 27 * DAY)
  const late = { kind: 'objection', purpose: 'reports.contact-back', text: words.late.asked }
  const step = atDesk(scene, await asks(scene, first, late))
  stage.at(now - 26 * DAY)
  await step('begin')
  stage.at(now - 2 * DAY)
  await asks(scene, second, { kind: 'question', text: words.waiting.asked })
  const desk = cast.officials.get('front-desk')
  if (!desk) return
  stage.at(now - DAY)
  const { name, asked: text } = words.desk
  const entered = { kind: 'access', name, identified: 'id-card', language: 'es', text }
  await stage.does(desk, 'protection.take-in', entered)
}

/** Plays it all; false when this city has no such words or nobody who answers. */
export async function protect(playing: Playing): Promise<boolean> {
  const { stage, cast } = playing
  const words = requestsOf(stage.city.settings.city)
  const officer = cast.officials.get('privacy-officer')
  const [amina, bruno, , teo, , edith] = cast.residents
  if (!words || !officer || !amina || !bruno || !teo || !edith) return false
  const scene = { ...playing, words, officer }
  await contest(scene, amina)
  await correct(scene, amina)
  await refuse(scene, bruno)
  await waiting(scene, [teo, edith])
  return true
}
