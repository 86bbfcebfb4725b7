/** Reports of perhaps the same problem, for whoever is about to report and for the desk. */
import type { Tx } from '#core/database'
import { type Comparable, deskReach, mostAlike } from './alike.ts'
import { type Category, categoryOf, type ReportsConfig } from './config.ts'
import { type Answers, numberIn } from './model.ts'
import { type Alike, listAlike, listAlikeAtDesk, type Nearby } from './store/alike.ts'

/** What somebody tells of a problem, as far as two problems can be compared. */
export interface Problem {
  /** The number of the report itself, where it is one already. */
  readonly itself?: string
  readonly category: string | null
  readonly answers: Answers
  readonly address: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly text: string
  readonly language: string
}

/** A report with how much it is like another one. */
export type Ranked = Alike & Comparable & { readonly likeness: number }

/** Closed for longer, it is another problem even at the same place. */
const CLOSED_DAYS = 14
function assetOf(category: Category, answers: Answers): string | null {
  const asks = category.questions.find((question) => question.asset)
  const answer = asks && answers[asks.code]
  return answer === undefined ? null : String(answer)
}

function nearbyOf(it: Problem, category: Category, now: string): Nearby {
  const { lon, lat, address } = it
  const since = new Date(Date.parse(now) - CLOSED_DAYS * 86_400_000).toISOString()
  const except = it.itself === undefined ? {} : { except: numberIn(it.itself) ?? 0 }
  const place = { lon, lat, address }
  const metres = category.radius
  return { categories: [category.code], place, metres, closedSince: since, ...except }
}

/** What this city asks of each kind of report, and what time it is. */
export interface Asking {
  readonly reports: ReportsConfig
  readonly now: string
}

function ranked(it: Problem, category: Category, found: readonly Alike[]): Ranked[] {
  const mine = { text: it.text, language: it.language, asset: assetOf(category, it.answers) }
  const theirs = found.map((each) => ({
    ...each,
    text: each.text ?? '',
    asset: assetOf(category, each.answers),
  }))
  return mostAlike(mine, theirs, Math.max(1, category.radius))
}

/** What anybody may be shown before reporting the same again: at most five, the most alike first. */
export async function alikeInPublic(tx: Tx, it: Problem, asking: Asking): Promise<Ranked[]> {
  const category = categoryOf(asking.reports, it.category ?? '')
  if (!category || category.radius === 0) return []
  return ranked(it, category, await listAlike(tx, nearbyOf(it, category, asking.now)))
}

/** What an official may be shown beside a report: more kinds and further around, every one of the own units. */
export async function alikeAtDesk(
  tx: Tx,
  it: Problem,
  asking: Asking & { readonly units: readonly string[] | 'all' },
): Promise<Ranked[]> {
  const category = categoryOf(asking.reports, it.category ?? '')
  if (!category) return []
  const group = asking.reports.categories.filter(({ group: code }) => code === category.group)
  const metres = deskReach(category.radius)
  const near = nearbyOf(it, category, asking.now)
  const wide = { ...near, categories: group.map(({ code }) => code), metres }
  const found = await listAlikeAtDesk(tx, wide, asking.units)
  return ranked(it, { ...category, radius: metres }, found)
}
