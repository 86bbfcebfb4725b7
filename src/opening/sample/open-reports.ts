/** Reports of the last weeks whose reporters named no category: a machine sorts them, and people put right what is wrong. */
import { z } from 'zod'
import type { Category } from './categories.ts'
import { chanceOf } from './chance.ts'
import { type Past, toldOf } from './earlier.ts'
import { sentence } from './sentences.ts'
import type { Actor } from './stage.ts'
import { type Spot, spotFor } from './streets.ts'

const DAY = 86_400_000
const SEED = 20_260_901
/** Twelve weeks, of which the last days are still open. */
const DAYS = 84
const OPEN = 4
const WEEK = 7

/** Tries until a place lies in the wanted district; the shore is in few of them. */
const TRIES = 60

const Sent = z.object({ number: z.string(), code: z.string() })
const Queue = z.object({
  rows: z.array(z.object({ number: z.string(), category: z.string(), version: z.number() })),
  next: z.string().nullable(),
})
/** Pages of the queue that are looked through at most. */
const PAGES = 100

interface Made {
  readonly number: string
  readonly language: string
  readonly at: number
  /** What it is really about. */
  readonly right: string
}

/** Everybody writes from a place of their own, without an account. */
const stranger = (language: string, n: number): Actor => ({
  ...{ email: `neighbour ${n}`, language, person: null },
})

/** A place for it, in one district after the other, so that an audit finds as many in each. */
function placeFor({ invention }: Past, about: Category, n: number): Spot {
  const { districts } = invention.facts
  const wanted = districts.areas[n % districts.areas.length]?.code
  let found = spotFor(invention, about)
  for (let tries = 0; tries < TRIES && districts.at(found)?.code !== wanted; tries += 1) {
    found = spotFor(invention, about)
  }
  return found
}

/** One after another, each with words that the classifier never saw. */
async function report(past: Past, now: number): Promise<Made[]> {
  const { stage, parts } = past
  const chance = chanceOf(SEED)
  const invention = { ...past.invention, chance }
  const all = toldOf(past)
  const weight = (code: string) => Math.sqrt(parts.texts.categories[code]?.weight ?? 1)
  const languages = Object.entries(parts.later).flatMap(([language, n]) =>
    Array.from({ length: n }, () => ({ language, at: now - chance.between(3.1, DAYS) * DAY })),
  )
  const made: Made[] = []
  for (const { language, at } of languages.toSorted((one, other) => one.at - other.at)) {
    const about = chance.weighted(all, ({ code }) => weight(code))
    const { text } = sentence(parts, { category: about.code, language, isNew: true }, chance)
    stage.at(at)
    const spot = placeFor({ ...past, invention }, about, made.length)
    const values = { category: 'unsorted', text, ...spot, language }
    const { number } = Sent.parse(
      await stage.does(stranger(language, made.length), 'reports.report', values),
    )
    made.push({ number, language, at, right: about.code })
  }
  return made
}

type Waiting = z.infer<typeof Queue>['rows'][number]

/** The queue as the desk sees it, page by page. */
async function queueOf({ stage }: Past, desk: Actor): Promise<ReadonlyMap<string, Waiting>> {
  const all = new Map<string, Waiting>()
  let after: string | null | undefined
  for (let n = 0; n < PAGES && after !== null; n += 1) {
    const asked = { sort: 'newest', state: 'received', ...(after ? { after } : {}) }
    const { rows, next } = Queue.parse(await stage.looks(desk, 'reports.desk', asked))
    for (const row of rows) all.set(row.number, row)
    after = next
  }
  return all
}

/** Every so many reports that the machine sorted rightly, an official says so. */
const CONFIRMED = 3

/**
 * The desk gives another category to what was sorted wrongly, or not at all, and says of some that the machine was
 * right; gives each with its version.
 */
async function correct(
  { stage }: Past,
  desk: Actor,
  week: readonly (Made & Waiting)[],
): Promise<string[]> {
  const seen: string[] = []
  for (const [n, { number, right, category, version }] of week.entries()) {
    const wrong = category !== right
    const about = { number, version }
    if (wrong) await stage.does(desk, 'reports.correct', { ...about, category: right })
    else if (n % CONFIRMED === 0) await stage.does(desk, 'reports.confirm-category', about)
    seen.push(`${number}@${version + (wrong ? 1 : 0)}`)
  }
  return seen
}

const Gathered = z.object({ bundle: z.string() })
const Done = z.object({ done: z.number() })

/** The desk closes them together: gathered, said, and confirmed. */
async function close(
  { stage }: Past,
  desk: Actor,
  { reports, text }: { readonly reports: readonly string[]; readonly text: string },
): Promise<void> {
  const gathered = await stage.does(desk, 'reports.gather', { reports, act: 'move' })
  const { bundle } = Gathered.parse(gathered)
  await stage.does(desk, 'reports.say-together', { bundle, to: 'resolved', text })
  const { done } = Done.parse(await stage.does(desk, 'reports.move-many', { bundle, said: 1 }))
  if (done < reports.length) throw new Error(`${done} of ${reports.length} reports were closed`)
}

/** Week by week: reported, put right where it is wrong, and done. What is some days old is still open. */
export async function sortNew(past: Past, now: number): Promise<number> {
  const { stage, cast, parts } = past
  const desk = cast.officials.get('front-desk')
  if (!desk) return 0
  const made = await report(past, now)
  stage.at(now - 3.05 * DAY)
  const queue = await queueOf(past, desk)
  const known = made.flatMap((one) => {
    const row = queue.get(one.number)
    return row ? [{ ...one, ...row }] : []
  })
  const weeks = Map.groupBy(known, ({ at }) => Math.ceil((now - at) / (WEEK * DAY)))
  for (const [week, members] of weeks) {
    stage.at(Math.min(now - (week - 1) * WEEK * DAY + DAY, now - 3.05 * DAY))
    const seen = await correct(past, desk, members)
    const old = members.every(({ at }) => at < now - OPEN * DAY)
    const text = parts.closing[desk.language] ?? parts.closing['en'] ?? ''
    if (old) await close(past, desk, { reports: seen, text })
  }
  return made.length
}
