/** Performs the steps of the sample year, each by somebody who may. */
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import type { Chance } from './chance.ts'
import type { Step } from './course.ts'
import type { Cast } from './people.ts'
import type { Pictures } from './pictures.ts'
import type { Actor, Stage } from './stage.ts'
import type { Story } from './stories.ts'

/** What performing a step needs. */
export interface Playing {
  readonly stage: Stage
  readonly cast: Cast
  readonly chance: Chance
  readonly pictures: Pictures
}

const Sent = z.object({ number: z.string(), code: z.string() })
const Standing = z.object({ version: z.number() })

const official = ({ cast }: Playing, role: string): Actor => {
  const found = cast.officials.get(role)
  if (!found) throw new Error(`Nobody in the sample city is ${role}`)
  return found
}

/** Who works on the reports of a unit. */
function workerOf(playing: Playing, unit: string): Actor {
  const held = [...playing.cast.officials.values()]
  const own = held.find(({ person }) => person?.units.includes(unit))
  return own ?? official(playing, 'front-desk')
}

const reporterOf = ({ author, language }: Story): Actor =>
  author ?? { email: 'nobody', language, person: null }

async function report({ stage, pictures }: Playing, { story }: Step): Promise<void> {
  const { category, answers, spot, text, contact, language } = story
  const photos = await pictures.of(story)
  const values = { category: category.code, answers, ...spot, text, ...contact, language, photos }
  const sent = Sent.parse(await stage.does(reporterOf(story), 'reports.report', values))
  story.number = sent.number
  story.code = sent.code
}

/** An act of the desk on the version that stands now. */
async function atDesk(
  { stage }: Playing,
  who: Actor,
  action: string,
  { story, more }: { story: Story; more: object },
): Promise<void> {
  const { number, version } = story
  const done = await stage.does(who, action, { number, version, ...more })
  story.version = Standing.parse(done).version
}

/** Leaves a reason, and then opens the page that shows what was left. */
async function unmask(playing: Playing, { story, text = '' }: Step): Promise<void> {
  const { stage } = playing
  const { number, category } = story
  const person = official(playing, 'unit-lead').person
  const own = person?.units.includes(category.unit)
  const who = official(playing, own ? 'unit-lead' : 'resident-contact')
  await stage.does(who, 'reports.unmask', { number, reason: text })
  await stage.looks(who, 'reports.desk.contact', { number })
}

async function merge(playing: Playing, { story, text, same }: Step): Promise<void> {
  if (!same) return
  const more = { target: same.number, text }
  await atDesk(playing, official(playing, 'front-desk'), 'reports.merge', { story, more })
  same.version += 1
}

async function hide(playing: Playing, { story, text: reason }: Step): Promise<void> {
  const what = reason === 'personal-data' ? 'text' : 'report'
  const more = { what, reason }
  await atDesk(playing, official(playing, 'moderator'), 'reports.hide', { story, more })
}

async function byReporter({ stage }: Playing, step: Step): Promise<void> {
  const { story, text } = step
  const values = { code: story.code, ...(text ? { text } : {}) }
  await stage.does(reporterOf(story), `reports.${step.do}`, values)
  story.version += 1
}

async function join({ stage, cast, chance }: Playing, { story }: Step): Promise<void> {
  const others = cast.residents.filter((each) => each !== story.author)
  await stage.does(chance.one(others), 'reports.join', { number: story.number })
}

const deskAct =
  (action: string, more: (step: Step) => object) =>
  (playing: Playing, step: Step): Promise<void> => {
    const { story } = step
    return atDesk(playing, workerOf(playing, story.category.unit), action, {
      story,
      more: more(step),
    })
  }

/** The reporter says once whether it was solved; that changes no version. */
async function judge({ stage }: Playing, { story, satisfied }: Step): Promise<void> {
  await stage.does(reporterOf(story), 'reports.judge', { code: story.code, satisfied })
}

async function split(playing: Playing, { story, text: said }: Step): Promise<void> {
  const more = { category: 'full-bin', text: said }
  await atDesk(playing, official(playing, 'front-desk'), 'reports.split', { story, more })
}

const text = (step: Step) => ({ text: step.text })

const acts: Record<Step['do'], (playing: Playing, step: Step) => Promise<void>> = {
  report,
  join,
  unmask,
  merge,
  split,
  judge,
  hide,
  reply: byReporter,
  withdraw: byReporter,
  reopen: byReporter,
  ask: deskAct('reports.ask', text),
  answer: deskAct('reports.answer', text),
  note: deskAct('reports.note', text),
  assign: deskAct('reports.assign', () => ({ official: 'me' })),
  move: deskAct('reports.move', (step) => ({
    to: step.to,
    ...(step.text ? text(step) : {}),
    ...(step.to === 'resolved' ? { closeParts: true } : {}),
  })),
}

const writes: readonly Step['do'][] = ['report', 'move', 'ask', 'answer', 'merge']

/**
 * Performs one step at its moment; letters it asks for go out at once. Says why when the city refused:
 * nobody minds when a report was closed before somebody joined it.
 */
export async function play(playing: Playing, step: Step): Promise<string | undefined> {
  const { stage } = playing
  stage.at(step.at)
  try {
    await acts[step.do](playing, step)
  } catch (failure) {
    if (!(failure instanceof Refusal) || step.do === 'report') throw failure
    return step.do === 'join' ? undefined : failure.message
  }
  const { contact } = step.story
  const reached = 'toAccount' in contact || 'email' in contact
  if (reached && writes.includes(step.do)) await stage.post()
  return undefined
}
