/** Keeping what one looks for at the desk: under a name, in an order, for oneself or with a unit. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { askedIn, mayKeepQueue } from '../queues/model.ts'
import * as kept from '../queues/store.ts'
import { reachOf } from '../reach.ts'
import { mayWorkOn } from '../rules.ts'

const name = z.string().trim().min(1).max(60)
const queue = z.string().max(40)
const output = z.object({ queue: z.string() })
const onto = () => '/reports/desk/queues'
const officialOf = ({ by }: Pick<Work<unknown>, 'by'>) => by.ref ?? 'operator'

/** Holds a queue of one's own. */
async function holdOwn(work: Pick<Work<unknown>, 'tx' | 'by'>, id: string): Promise<void> {
  const { own } = await kept.holdQueue(work.tx, id, officialOf(work))
  mayKeepQueue.require({ own, kept: 0 })
}

/** Keeps what is looked for just now. */
export const keepQueue = action({
  name: 'reports.keep-queue',
  path: '/reports/desk/queues/keep',
  who: may('reports.read'),
  input: z.object({
    name,
    asked: z.string().max(600).meta({ input: 'hidden' }),
    unit: z.string().max(40).optional().meta({ input: 'select' }),
  }),
  output,
  rules: [mayKeepQueue, mayWorkOn],
  onto,
  on: onto,

  async run(work) {
    const { input, tx, by, city, newId } = work
    const { unit = null } = input
    const asked = askedIn(input.asked)
    if (asked === undefined)
      throw new Refusal('invalid', [{ code: 'no-such-look', field: 'asked' }])
    if (unit !== null && !city.units.some(({ code }) => code === unit)) {
      throw new Refusal('invalid', [{ code: 'no-such-unit', field: 'unit' }])
    }
    mayWorkOn.require({ units: reachOf(by), unit })
    const official = officialOf(work)
    mayKeepQueue.require({ own: true, kept: await kept.countKept(tx, official) })
    const id = newId()
    await kept.keepQueue(tx, { id, official, unit, name: input.name, asked })
    return { queue: id }
  },
})

/** Gives a queue another name. */
export const renameQueue = action({
  name: 'reports.rename-queue',
  path: '/reports/desk/queues/:queue/rename',
  who: may('reports.read'),
  input: z.object({ queue, name }),
  output,
  rules: [mayKeepQueue],
  onto,
  on: onto,

  async run(work) {
    const { input, tx } = work
    await holdOwn(work, input.queue)
    await kept.renameQueue(tx, input.queue, input.name)
    return { queue: input.queue }
  },
})

/** Puts a queue one place earlier. */
export const raiseQueue = action({
  name: 'reports.raise-queue',
  path: '/reports/desk/queues/:queue/raise',
  who: may('reports.read'),
  input: z.object({ queue }),
  output,
  rules: [mayKeepQueue],
  onto,
  on: onto,

  async run(work) {
    await holdOwn(work, work.input.queue)
    await kept.raiseQueue(work.tx, work.input.queue, officialOf(work))
    return { queue: work.input.queue }
  },
})

/** Forgets a queue; the reports in it stay where they are. */
export const dropQueue = action({
  name: 'reports.drop-queue',
  path: '/reports/desk/queues/:queue/drop',
  who: may('reports.read'),
  input: z.object({ queue }),
  output,
  rules: [mayKeepQueue],
  onto,
  on: onto,

  async run(work) {
    await holdOwn(work, work.input.queue)
    await kept.dropQueue(work.tx, work.input.queue)
    return { queue: work.input.queue }
  },
})

/** The desk begins with this queue, or with everything that is open again. */
export const beginWithQueue = action({
  name: 'reports.begin-with',
  path: '/reports/desk/queues/:queue/begin-with',
  who: may('reports.read'),
  input: z.object({ queue, begin: z.boolean().default(false).meta({ input: 'hidden' }) }),
  output,
  rules: [mayWorkOn],
  onto,
  on: onto,

  async run(work) {
    const { input, tx, by } = work
    const { own, unit } = await kept.holdQueue(tx, input.queue, officialOf(work))
    if (!own && unit === null) throw new Refusal('not-found', ['reports.no-such-queue'])
    if (!own) mayWorkOn.require({ units: reachOf(by), unit })
    await kept.beginWith(tx, officialOf(work), input.begin ? input.queue : null)
    return { queue: input.queue }
  },
})
