/** Residents of the sample city who contested what a machine decided, and an audit of it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Cast } from './people.ts'
import type { Actor, Stage } from './stage.ts'
import type { Story } from './stories.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const text = z.string()
const Words = z.object({
  upheld: z.object({ grounds: text, answer: text }),
  waiting: z.object({ grounds: text }),
  rejected: z.object({ grounds: text, answer: text }),
  paper: z.object({ grounds: text }),
})

interface Playing {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
  readonly stories: readonly Pick<Story, 'author' | 'number' | 'code' | 'at'>[]
}

interface Scene extends Playing {
  readonly words: z.infer<typeof Words>
  readonly reviewer: Actor
  readonly desk: Actor
}

const Report = z.object({
  report: z.object({
    number: text,
    class: text,
    category: text,
    version: z.number(),
    unit: text.nullable(),
  }),
})
const Put = z.object({ number: text, code: text })

/** Somebody without an account, who has the code alone. */
const stranger: Actor = { email: 'nobody', language: 'en', person: null }

const found = async ({ stage, reviewer }: Scene, number: string) =>
  Report.parse(await stage.looks(reviewer, 'reports.show', { number })).report

/** Stories of the last days whose reports are still worked on, the newest first. */
async function openOnes(scene: Scene): Promise<Playing['stories'][number][]> {
  const late = scene.stories.filter(
    ({ at, number }) => number !== '' && at > scene.now - 60 * DAY && at < scene.now - 11 * DAY,
  )
  const open: Playing['stories'][number][] = []
  for (const story of late.toReversed().slice(0, 60)) {
    const report = await found(scene, story.number).catch(() => undefined)
    if (report?.class === 'open' && report.unit !== null) open.push(story)
  }
  return open
}

/** A category of another unit than this one. */
const OTHER: Readonly<Record<string, string>> = { 'full-bin': 'dumped-waste' }
const otherThan = (category: string) =>
  OTHER[category] ?? (category === 'pothole' ? 'pavement' : 'pothole')

/** One is right: the category is corrected, and it is kept for the next training. */
async function upheld(scene: Scene, story: Playing['stories'][number]): Promise<void> {
  const { stage, reviewer, words, now } = scene
  const report = await found(scene, story.number)
  const right = otherThan(report.category)
  stage.at(now - 8 * DAY)
  const asked = { report: story.code, kind: 'category', wanted: right }
  const put = await stage.does(stranger, 'contests.submit', {
    ...asked,
    grounds: words.upheld.grounds,
  })
  const { number } = Put.parse(put)
  stage.at(now - 7 * DAY)
  await stage.does(reviewer, 'contests.begin', { number, version: 1 })
  stage.at(now - 5 * DAY)
  const said = { outcome: 'upheld', right, changed: 'category', similar: 're-examined' }
  const answer = words.upheld.answer
  await stage.does(reviewer, 'contests.decide', { number, version: 2, ...said, answer })
  const correction = { number: report.number, version: report.version, category: right }
  await stage.does(reviewer, 'reports.correct', correction)
  await stage.does(reviewer, 'contests.remedy', { number, version: 3 })
}

/** One waits: it is being looked at, and takes longer for a reason that was told. */
async function waiting(scene: Scene, who: Actor, report: string): Promise<void> {
  const { stage, reviewer, words, now } = scene
  stage.at(now - 6 * DAY)
  const asked = { report, kind: 'person', grounds: words.waiting.grounds }
  const { number } = Put.parse(await stage.does(who, 'contests.submit', asked))
  stage.at(now - 4 * DAY)
  await stage.does(reviewer, 'contests.begin', { number, version: 1 })
  await stage.does(reviewer, 'contests.extend', { number, version: 2, why: 'place-visited' })
}

/** One is a no, and another person is asked to look. */
async function rejected(scene: Scene, story: Playing['stories'][number]): Promise<void> {
  const { stage, reviewer, words, now } = scene
  const guest = { ...stranger, language: 'es' }
  stage.at(now - 10 * DAY)
  const asked = { report: story.code, kind: 'decision', grounds: words.rejected.grounds }
  const { number, code } = Put.parse(await stage.does(guest, 'contests.submit', asked))
  stage.at(now - 9 * DAY)
  await stage.does(reviewer, 'contests.begin', { number, version: 1 })
  stage.at(now - 6 * DAY)
  const said = { outcome: 'rejected', changed: 'explained', similar: 'none-known' }
  const answer = words.rejected.answer
  await stage.does(reviewer, 'contests.decide', { number, version: 2, ...said, answer })
  stage.at(now - 3 * DAY)
  await stage.does(guest, 'contests.ask-again', { code })
}

/** One came on paper to the counter yesterday. */
async function onPaper(scene: Scene, report: string): Promise<void> {
  const { stage, desk, words, now } = scene
  stage.at(now - DAY)
  const asked = { report, kind: 'decision', language: 'es', grounds: words.paper.grounds }
  await stage.does(desk, 'contests.enter', asked)
}

/** Labels a few reports of the sample as one official: what they are now, and once in a while something else. */
async function labels(scene: Scene, number: string, of: { who: Actor; odd: number }) {
  const { stage } = scene
  const Next = z.object({ report: text.nullable() })
  for (let n = 0; n < 60; n += 1) {
    const { report } = Next.parse(await stage.looks(of.who, 'audits.labelling', { number }))
    if (report === null) return
    const now = await found(scene, report).catch(() => undefined)
    const category = now?.category ?? 'pothole'
    const said = n % of.odd === of.odd - 1 ? otherThan(category) : category
    await stage.does(of.who, 'audits.label', { number, report, category: said })
  }
}

/** A year of one algorithm is audited: asked for by the auditor, labelled by two, published by a third. */
async function audited(
  scene: Scene,
  algorithm: string,
  { lead, auditor }: { lead: Actor; auditor: Actor },
): Promise<void> {
  const { stage, reviewer, now } = scene
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  stage.at(now - 2 * DAY)
  const asked = { algorithm, from: day(now - 370 * DAY), to: day(now - 3 * DAY) }
  const { number } = await stage.does(auditor, 'audits.ask', asked)
  const audit = String(number)
  await stage.post()
  await labels(scene, audit, { who: reviewer, odd: 9 })
  await labels(scene, audit, { who: lead, odd: 11 })
  stage.at(now - 2 * DAY + 3 * HOUR)
  await stage.does(reviewer, 'audits.publish', { number: audit })
}

/** Plays it all; false when this city has no such words or nobody who answers. */
export async function contest(playing: Playing): Promise<boolean> {
  const { stage, cast, now } = playing
  const file = join(stage.city.settings.city, 'sample', 'contests.json')
  const [reviewer, desk, lead, auditor] = [
    'contest-reviewer',
    'front-desk',
    'unit-lead',
    'auditor',
  ].map((role) => cast.officials.get(role))
  if (!existsSync(file) || !reviewer || !desk || !lead || !auditor) return false
  const words = Words.parse(JSON.parse(readFileSync(file, 'utf8')))
  const scene = { ...playing, words, reviewer, desk }
  const open = await openOnes(scene)
  const guests = open.filter(({ author, code }) => author === null && code !== '')
  const own = open.find(({ author }) => author !== null)
  const [first, second] = guests
  const last = open.find((one) => ![first, second, own].includes(one))
  if (first) await upheld(scene, first)
  if (own?.author) await waiting(scene, own.author, own.number)
  if (second) await rejected(scene, second)
  if (last) await onPaper(scene, last.number)
  for (const algorithm of ['reports.route', 'reports.sort']) {
    await audited(scene, algorithm, { lead, auditor })
  }
  stage.at(now)
  await stage.hour('audits.measure')
  return true
}
