/** What becomes of a report: steps at their moments. Whatever lies after today has not happened yet. */
import { withAfterwards } from './afterwards.ts'
import type { Chance } from './chance.ts'
import type { Invention, Story } from './stories.ts'

/** One step of a report's course. Texts are in the reporter's language. */
export interface Step {
  readonly at: number
  readonly story: Story
  readonly do:
    | 'report'
    | 'move'
    | 'assign'
    | 'ask'
    | 'reply'
    | 'answer'
    | 'note'
    | 'withdraw'
    | 'reopen'
    | 'merge'
    | 'hide'
    | 'join'
    | 'unmask'
    | 'split'
    | 'judge'
  readonly to?: string
  readonly text?: string
  /** The report a duplicate joins. */
  readonly same?: Story
  /** What the reporter says at the end. */
  readonly satisfied?: 'yes' | 'no'
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The city works on weekdays from eight to three; what falls between waits for the morning. */
function working(at: number): number {
  const day = new Date(at)
  const hour = day.getUTCHours()
  const opens = hour < 7 ? 0 : hour >= 14 ? 1 : undefined
  const next =
    opens === undefined ? at : at - (at % DAY) + opens * DAY + 7 * HOUR + (at % (2 * HOUR))
  const weekday = new Date(next).getUTCDay()
  return weekday === 0 || weekday === 6 ? next + (weekday === 6 ? 2 : 1) * DAY : next
}

/** Writes the steps of one report down, each after the one before. */
class Course {
  readonly steps: Step[] = []
  readonly #story: Story
  readonly #invention: Invention
  #at: number

  constructor(invention: Invention, story: Story) {
    this.#invention = invention
    this.#story = story
    this.#at = story.at
  }

  words(what: string): string {
    const { words, chance } = this.#invention
    const group = words.answers.groups[this.#story.category.group]?.[what]
    const said = group ?? words.answers.general[what]
    return chance.one(said?.[this.#story.language] ?? [''])
  }

  /** Office hours; after so many days, more or less. */
  then(days: number, step: Omit<Step, 'at' | 'story'>): this {
    const some = this.#invention.chance.between(days * 0.4, days * 1.6) * DAY
    this.#at = working(this.#at + Math.max(some, 20 * 60_000))
    return this.#push(step)
  }

  /** Whenever the reporter has time. */
  reporter(days: number, step: Omit<Step, 'at' | 'story'>): this {
    this.#at += this.#invention.chance.between(days * 0.3, days * 1.2) * DAY
    return this.#push(step)
  }

  move(days: number, to: string, text?: string): this {
    return this.then(days, { do: 'move', to, ...(text ? { text } : {}) })
  }

  #push(step: Omit<Step, 'at' | 'story'>): this {
    this.steps.push({ ...step, at: this.#at, story: this.#story })
    return this
  }
}

type End = (course: Course, chance: Chance) => Course

const mend: End = (it, chance) => {
  if (chance.often(0.55)) it.move(4, 'in_progress')
  if (chance.often(0.3)) it.then(1, { do: 'answer', text: it.words('progress') })
  return it.move(6, 'resolved', it.words('resolved'))
}

const close =
  (to: 'wont_do' | 'not_ours' | 'cannot_reproduce'): End =>
  (it) =>
    it.move(5, to, it.words(to))

/** How reports end, and how often. */
const ends: readonly (readonly [number, End])[] = [
  [56, mend],
  [11, (it, chance) => mend(it.move(3, 'scheduled', it.words('scheduled')), chance)],
  [
    10,
    (it, chance) =>
      mend(
        it
          .then(0.8, { do: 'ask', text: it.words('ask') })
          .reporter(1.8, { do: 'reply', text: it.words('reply') }),
        chance,
      ),
  ],
  [4, close('wont_do')],
  [4, close('not_ours')],
  [4, close('cannot_reproduce')],
  [3, (it) => it.reporter(2, { do: 'withdraw' })],
  [
    5,
    (it) =>
      it
        .move(3, 'waiting_external')
        .then(20, { do: 'answer', text: it.words('progress') })
        .move(60, 'resolved', it.words('resolved')),
  ],
  [
    5,
    (it, chance) =>
      mend(it, chance)
        .reporter(6, { do: 'reopen', text: it.words('reopen') })
        .move(0.8, 'reopened', it.words('reopened'))
        .move(1, 'in_progress')
        .move(3, 'resolved', it.words('resolved')),
  ],
]

/** The steps of one report, from the day it is made. */
export function courseOf(invention: Invention, story: Story, same: Story | undefined): Step[] {
  const { chance, words, cast } = invention
  const it = new Course(invention, story)
  it.steps.push({ at: story.at, story, do: 'report' })
  if (story.harms) {
    it.then(0.2, { do: 'hide', text: story.harms })
    return story.harms === 'personal-data' ? mend(it.move(1, 'assigned'), chance).steps : it.steps
  }
  if (same) return it.then(1, { do: 'merge', text: it.words('duplicate'), same }).steps
  if (chance.often(0.15)) it.move(0.4, 'triage', it.words('triage'))
  it.move(0.9, 'assigned')
  if (chance.often(0.5)) it.then(0.1, { do: 'assign' })
  if (chance.often(0.12)) it.then(0.3, { do: 'note', text: chance.one(words.answers.notes) })
  const called = chance.often(0.6) || story.author === cast.residents[0]
  if ('phone' in story.contact && called) {
    it.then(0.4, { do: 'unmask', text: chance.one(words.answers.unmask) })
  }
  const [, end] = chance.weighted(ends, ([share]) => share)
  const steps = lately(invention, it, story) ?? end(it, chance).steps
  return withAfterwards(steps, words.answers.general['split'])
}

/** So that somebody waits today: a question not yet answered, a repair that did not last. */
function lately({ chance, now }: Invention, it: Course, story: Story): Step[] | undefined {
  const days = (now - story.at) / DAY
  if (days > 0.7 && days < 4.5 && chance.often(0.5)) {
    return it.then(0.15, { do: 'ask', text: it.words('ask') }).steps
  }
  if (days < 14 || days > 28 || !chance.often(0.2)) return undefined
  it.move(2, 'resolved', it.words('resolved'))
  const at = now - chance.between(0.2, 2.5) * DAY
  return [...it.steps, { at, story, do: 'reopen', text: it.words('reopen') }]
}

/** Others whom it concerns too, while it is new. */
export function joinsOf({ chance }: Invention, story: Story): Step[] {
  if (story.harms || !chance.often(0.3)) return []
  const others = Math.floor(1 + 7 * chance.next() ** 2.5)
  return Array.from({ length: others }, () => {
    const at = story.at + chance.between(0.05, 4) * DAY
    return { at, story, do: 'join' as const }
  })
}
