/** The rules about campaigns and pledges. Pure. */
import { rule } from '#core/kernel'

const LAW = 'Statutes of the coalition, part 8'

interface Launching {
  readonly known: boolean
  readonly baseline: number
  readonly target: number
}
export const mayLaunch = rule<Launching>({
  name: 'campaigns.mayLaunch',
  says: 'A campaign is launched once, with a goal above what there was; after that nothing of it changes.',
  law: `${LAW}, art. 1`,
  refuseWhen: {
    'already-launched': ({ known }) => known,
    'goal-reached-before': ({ baseline, target }) => baseline >= target,
  },
})

interface Pledging {
  readonly acts: boolean
  readonly standing: string | null
  readonly phase: string
  readonly pledged: boolean
  readonly due: string
  readonly today: string
}
export const mayPledge = rule<Pledging>({
  name: 'campaigns.mayPledge',
  says: 'While a campaign runs, a city of the coalition pledges something that can be measured, once, by who may sign it.',
  law: `${LAW}, art. 2`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-a-member': ({ standing }) => !['member', 'historic', 'on_hold'].includes(standing ?? ''),
    'not-running': ({ phase }) => phase !== 'running',
    'already-pledged': ({ pledged }) => pledged,
    'due-in-the-past': ({ due, today }) => due <= today,
  },
})

interface Reporting {
  readonly acts: boolean
  readonly pledged: boolean
}
export const mayReport = rule<Reporting>({
  name: 'campaigns.mayReport',
  says: 'A city says how far its pledge is, with a source; the number before stays on the record.',
  law: `${LAW}, art. 3`,
  refuseWhen: {
    'not-your-city': ({ acts }) => !acts,
    'not-pledged': ({ pledged }) => !pledged,
  },
})
