/** The queue of the desk: what waits for whom, since when, and one act for several at once. */
import { z } from 'zod'
import type { By, CityFacts } from '#core/actions'
import { dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { may } from '#core/people'
import { states } from '../../model.ts'
import { reachOf } from '../../reach.ts'
import { countQueues } from '../../store/desk.ts'
import type { DeskFilter } from '../../store/filter.ts'
import { listQueue } from '../../store/list.ts'
import { filterOf } from '../parts/looking.ts'
import { districtsOf, groupsOf, isLate, named, namesOf, unitsOf } from '../parts/names.ts'
import { QueueView } from './queue-view.tsx'

const PART = 25

const input = z.object({
  category: z.string().max(40).optional(),
  state: z.enum(['open', 'closed', ...states]).optional(),
  district: z.string().max(40).optional(),
  words: z.string().max(200).optional(),
  unit: z.string().max(40).optional(),
  mine: z.boolean().optional(),
  late: z.boolean().optional(),
  sort: z.enum(['oldest', 'newest']).default('oldest'),
  after: z.string().max(80).optional(),
  before: z.string().max(80).optional(),
})
export type QueueInput = z.infer<typeof input>

/** Without a wish, the desk sees what is open. A number is found in whatever state. */
function deskFilter(asked: QueueInput, city: CityFacts, by: By, today: string): DeskFilter {
  const { category, district, words, unit, mine, late } = asked
  const { state } = asked
  const unseen = state === 'hidden' || state === 'unconfirmed'
  const usual = filterOf({ category, district, words, state: unseen ? undefined : state }, city)
  return {
    ...usual,
    ...(unseen ? { states: [state] } : {}),
    ...(state || late ? {} : { class: 'open' as const }),
    units: reachOf(by),
    unit,
    assignedTo: mine ? (by.ref ?? undefined) : undefined,
    lateOn: late ? today : undefined,
  }
}

/** The queue of the units an official works for. */
export const queue = page({
  name: 'reports.desk',
  path: '/reports/desk',
  who: may('reports.read'),
  menu: 20,
  input,
  async load({ input: asked, tx, by, now, city, language }) {
    const today = dateIn(now, city.zone)
    const names = namesOf(city, language)
    const { after, before, sort } = asked
    const paging = { after, before, limit: PART, oldestFirst: sort === 'oldest' }
    const part = await listQueue(tx, deskFilter(asked, city, by, today), paging)
    const reach = reachOf(by)
    const counts = await countQueues(tx, reach, today)
    return {
      rows: part.rows.map(({ assignedTo, ...row }) => ({
        ...named(row, names),
        unitName: names.unit(row.unit),
        assigned: assignedTo === null ? null : assignedTo === by.ref ? 'me' : 'other',
        late: isLate(row, today),
      })),
      next: part.next,
      previous: part.previous,
      counts,
      asked: { ...asked, after: undefined, before: undefined },
      groups: groupsOf(city, language, true),
      districts: districtsOf(city),
      units: unitsOf(city, language).filter(({ code }) => reach === 'all' || reach.includes(code)),
    }
  },
  view: (data) => <QueueView {...data} />,
})

/** What the queue shows. */
export type QueueData = Awaited<ReturnType<typeof queue.load>>
