/** The other side of the folder in the sample city: an exercise of a breach, assessments, an order of a court. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Cast } from './people.ts'
import type { Actor, Stage } from './stage.ts'
import type { Story } from './stories.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const text = z.string()

const Assessment = z.object({
  code: text,
  title: text,
  daysAgo: z.number(),
  published: z.boolean(),
  summary: text,
  reviewInDays: z.number(),
  /** By part and question, as far as they are answered. */
  answers: z.array(z.array(text)),
  risks: z.array(z.record(text, z.union([text, z.number()]))),
})

const Processing = z.object({
  exercise: z.object({
    daysAgo: z.number(),
    title: text,
    riskWhy: text,
    nature: text,
    records: text,
    consequences: text,
    measures: text,
    lessons: text,
  }),
  assessments: z.array(Assessment),
  hold: z.object({ daysAgo: z.number(), class: text, reference: text }),
})

interface Playing {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
  /** Somebody's cases; one of them is held. */
  readonly stories: readonly Pick<Story, 'author' | 'number'>[]
}

interface People {
  readonly officer: Actor
  readonly author: Actor
  readonly other: Actor
}

const QUESTIONS = [
  ['what-nature', 'what-purposes', 'what-people', 'what-flow'],
  ['need-basis', 'need-necessary', 'need-less', 'need-rights'],
  ['views-people', 'views-officer'],
]

/** A morning on which a breach was tried: told to nobody, closed two hours later. */
async function tryBreach(
  { stage, now }: Playing,
  { officer }: People,
  it: z.infer<typeof Processing>['exercise'],
): Promise<void> {
  const at = now - it.daysAgo * DAY
  const day = (moment: number) => new Date(moment).toISOString().slice(0, 10)
  const { title, riskWhy, lessons, daysAgo: _, ...said } = it
  stage.at(at)
  const noticed = { noticedOn: day(at - DAY), noticedAt: '17:40', noticedBy: 'official' }
  const span = {
    fromOn: day(at - 2 * DAY),
    fromAt: '09:00',
    untilOn: day(at - DAY),
    untilAt: '17:40',
  }
  const opened = { title, kinds: ['seen'], ...noticed, ...span, exercise: true }
  const { number } = await stage.does(officer, 'processing.open-breach', opened)
  await stage.does(officer, 'processing.assess', { number, risk: 'high', riskWhy })
  stage.at(at + HOUR)
  await stage.does(officer, 'processing.count', { number, by: 'cases', module: 'reports' })
  const contact = 'Privacy desk of the town hall, +00 555 010 390'
  await stage.does(officer, 'processing.notify', { number, ...said, contact })
  stage.at(at + 2 * HOUR)
  await stage.does(officer, 'processing.close-breach', { number, lessons })
}

/** One assessment, as far as it is written. */
async function write(
  { stage, now }: Playing,
  { author, officer, other }: People,
  it: z.infer<typeof Assessment>,
): Promise<void> {
  const { code, title, summary } = it
  stage.at(now - it.daysAgo * DAY)
  await stage.does(author, 'processing.begin', { code, title })
  for (const [at, said] of it.answers.entries()) {
    const names = QUESTIONS[at] ?? []
    const answers = Object.fromEntries(names.map((name, n) => [name, said[n] ?? '']))
    await stage.does(author, 'processing.answer', { code, step: String(at + 1), answers })
  }
  for (const risk of it.risks) await stage.does(author, 'processing.add-risk', { code, ...risk })
  if (!it.published) return
  const reviewOn = new Date(now + it.reviewInDays * DAY).toISOString().slice(0, 10)
  const end = { code, summary, reviewOn, consultation: 'not-needed' }
  await stage.does(author, 'processing.conclude', end)
  await stage.does(author, 'processing.hand-in', { code })
  for (const who of [officer, other]) {
    stage.at(Date.parse(stage.now()) + DAY)
    await stage.does(who, 'processing.review', { code, verdict: 'agree' })
  }
}

/** A court keeps the contact data of one case from being erased; two officials saw to it. */
async function holdCase(
  { stage, now, stories, cast }: Playing,
  { officer, other }: People,
  { daysAgo, ...order }: z.infer<typeof Processing>['hold'],
): Promise<void> {
  const [first] = cast.residents
  const mine = stories.find(({ author, number }) => author === first && number)
  if (!mine) return
  stage.at(now - daysAgo * DAY)
  await stage.does(officer, 'processing.ask-hold', { ...order, case: mine.number })
  const Orders = z.object({ orders: z.array(z.object({ id: z.string() })) })
  const seen = Orders.parse(await stage.looks(other, 'processing.holds-page', {}))
  const [asked] = seen.orders
  stage.at(now - daysAgo * DAY + HOUR)
  if (asked) {
    const agreed = { order: asked.id, verdict: 'agree' }
    await stage.does(other, 'processing.decide-hold', agreed)
  }
}

/** Fills the desk of data protection; a city without such words or officials has an empty one. */
export async function playProcessing(playing: Playing): Promise<void> {
  const { stage, cast, now } = playing
  const file = join(stage.city.settings.city, 'sample', 'processing.json')
  const [officer, author, other] = ['privacy-officer', 'unit-lead', 'operator'].map((role) =>
    cast.officials.get(role),
  )
  if (!officer || !author || !other || !existsSync(file)) return
  const people = { officer, author, other }
  const invented = Processing.parse(JSON.parse(readFileSync(file, 'utf8')))
  await tryBreach(playing, people, invented.exercise)
  for (const one of invented.assessments) await write(playing, people, one)
  await holdCase(playing, people, invented.hold)
  stage.at(now)
  await stage.hour('processing.tally')
}
