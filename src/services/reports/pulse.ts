/** What other services may show of reports: how things stand, and the newest that anybody may see. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { addDays, dateIn } from '#core/kernel'
import { publicClass, type PublicClass, type State } from './model.ts'
import { categoryOf, reportsOf, wording } from './config.ts'
import { listCovers, listPublic, readFigures, readMedianDays } from './store/list.ts'

/** A report in a few words. */
export interface Brief {
  readonly number: string
  readonly state: State
  readonly class: PublicClass
  readonly category: string
  readonly place: string | null
  readonly text: string | null
  readonly openedAt: string
  /** Its first photo. */
  readonly cover: string | null
}

/** How the city does with what it is told; counted over the last thirty days. */
export interface Pulse {
  readonly open: number
  readonly solved: number
  /** Half of what was solved took less; null when nothing was. */
  readonly medianDays: number | null
  readonly latest: readonly Brief[]
}

const LATEST = 3
/** Open reports from which on counting takes longer than all else on a page. */
const MANY = 2000

type Figures = Pick<Pulse, 'open' | 'solved' | 'medianDays'>
const counted = new WeakMap<CityFacts, { readonly minute: string; readonly figures: Figures }>()

/** How things stand. Where there is much to count, everybody who asks in one minute is told the same. */
async function figuresOf(tx: Tx, city: CityFacts, now: string): Promise<Figures> {
  const minute = now.slice(0, 16)
  const known = counted.get(city)
  if (known?.minute === minute) return known.figures
  const since = `${addDays(dateIn(now, city.zone), -30)}T00:00:00.000Z`
  const { open, solved } = await readFigures(tx, since)
  const figures = { open, solved, medianDays: await readMedianDays(tx, since) }
  if (open > MANY) counted.set(city, { minute, figures })
  return figures
}

/** The figures of the last thirty days and the newest public reports that have words. */
export async function readPulse(
  tx: Tx,
  city: CityFacts,
  { now, language }: { now: string; language: string },
): Promise<Pulse> {
  const figures = await figuresOf(tx, city, now)
  const { rows } = await listPublic(tx, {}, { limit: LATEST * 3 })
  const shown = rows.filter(({ text }) => text !== null).slice(0, LATEST)
  const covers = await listCovers(
    tx,
    shown.map(({ number }) => number),
  )
  const config = reportsOf(city)
  const latest = shown.map(({ number, state, text, openedAt, category, address, district }) => ({
    number,
    state,
    text,
    openedAt,
    class: publicClass(state),
    category: wording(categoryOf(config, category)?.name, language) || category,
    place: address ?? city.districts.areas.find(({ code }) => code === district)?.name ?? null,
    cover: covers.get(number) ?? null,
  }))
  return { ...figures, latest }
}
