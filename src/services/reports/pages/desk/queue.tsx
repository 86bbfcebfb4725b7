/** The queue of the desk: what waits for whom, since when, and one act for several at once. */
import { z } from 'zod'
import { dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { may } from '#core/people'
import { whoseOf } from '../../actions/notes.ts'
import { countMentions } from '../../store/mentions.ts'
import { asking } from '../../queues/model.ts'
import { reachOf } from '../../reach.ts'
import { countQueues } from '../../store/desk.ts'
import { countEarlier } from '../../store/earlier.ts'
import { listQueue } from '../../store/list.ts'
import { districtsOf, groupsOf, isLate, named, namesOf, unitsOf } from '../parts/names.ts'
import { deskFilter, readQueues } from '../parts/desk-filter.ts'
import { queueLink } from '../parts/queue-link.ts'
import { QueueView } from './queue-view.tsx'

const PART = 25

const input = z.object({
  ...asking,
  /** Everything that is open, also for whom the desk begins with a queue. */
  all: z.boolean().optional(),
  after: z.string().max(80).optional(),
  before: z.string().max(80).optional(),
})

/** Whether the address says nothing of its own, so that the desk may begin with the queue that was chosen. */
const isPlain = ({ sort, ...rest }: z.infer<typeof input>) =>
  sort === 'oldest' && Object.values(rest).every((value) => !value)

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
      queues: await readQueues(tx, { city, by, today }),
      mentions: await countMentions(tx, whoseOf(by)),
      earlier: by.person?.permissions.includes('reports.moderate') ? await countEarlier(tx) : 0,
      plain: isPlain(asked),
      asked: { ...asked, all: undefined, after: undefined, before: undefined },
      groups: groupsOf(city, language, true),
      districts: districtsOf(city),
      units: unitsOf(city, language).filter(({ code }) => reach === 'all' || reach.includes(code)),
    }
  },
  view: (data) => <QueueView {...data} />,
  redirect({ plain, queues }) {
    const first = plain ? queues.find((one) => one.first) : undefined
    return first && queueLink(first.asked)
  },
})

/** What the queue shows. */
export type QueueData = Awaited<ReturnType<typeof queue.load>>
