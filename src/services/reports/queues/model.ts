/** What an official looks for at the desk, and may keep under a name. Pure. */
import { rule } from '#core/kernel'
import { z } from 'zod'
import { states } from '../model.ts'

/** What stands in the address of the desk. */
export const asking = {
  category: z.string().max(40).optional(),
  state: z.enum(['open', 'closed', ...states]).optional(),
  district: z.string().max(40).optional(),
  words: z.string().max(200).optional(),
  unit: z.string().max(40).optional(),
  mine: z.boolean().optional(),
  late: z.boolean().optional(),
  sort: z.enum(['oldest', 'newest']).default('oldest'),
}
export const Asked = z.object(asking)
export type Asked = z.infer<typeof Asked>

/** What an address of the desk asks for; what is not asked there is left out. */
export function askedIn(query: string): Asked | undefined {
  const values = Object.fromEntries([...new URLSearchParams(query)].filter(([, value]) => value))
  const { mine, late } = values
  const flags = {
    ...(mine ? { mine: mine === 'yes' } : {}),
    ...(late ? { late: late === 'yes' } : {}),
  }
  return Asked.safeParse({ ...values, mine: undefined, late: undefined, ...flags }).data
}

/** More queues than this nobody keeps in mind. */
export const MOST_QUEUES = 20

/** Only whoever keeps a queue changes it; its unit sees it. */
export const mayKeepQueue = rule<{ readonly own: boolean; readonly kept: number }>({
  name: 'reports.may-keep-queue',
  says: 'An official keeps up to twenty queues, and shares them with a unit they work for.',
  law: 'Public Space Ordinance 4/2025, art. 6',
  refuseWhen: {
    'not-your-queue': ({ own }) => !own,
    'too-many-queues': ({ kept }) => kept >= MOST_QUEUES,
  },
})
