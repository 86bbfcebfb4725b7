/** A report as its reporter sees it, and what the reporter can still do. */
import { z } from 'zod'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { dateIn } from '#core/kernel'
import { reportsOf } from '../../config.ts'
import { publicClass } from '../../model.ts'
import { mayReopen, mayReply, mayWithdraw } from '../../rules.ts'
import { mayJudge } from '../../splitting.ts'
import { hasJudged } from '../../store/feedback.ts'
import { known } from '../../store/one.ts'
import type { Followed } from '../../store/rows.ts'
import { readDecided } from '../parts/decided.ts'
import { explained } from '../parts/decided-view.tsx'
import { readMine } from '../parts/mine.ts'
import { isLate, named, namesOf } from '../parts/names.ts'
import { answersOf, told } from '../parts/told.ts'
import { MineView } from './report-view.tsx'

interface Day {
  readonly today: string
  readonly zone: string
  readonly mostPhotos: number
  readonly feedbackDays: number
  readonly judged: boolean
}

/** What the rules allow the reporter just now. */
function open({ state, closedAt, reopenDays, photos }: Followed, day: Day) {
  const { today, zone, mostPhotos, feedbackDays, judged } = day
  const closedOn = closedAt && dateIn(closedAt, zone)
  const free = (reasons: readonly string[]) => reasons.length === 0
  return {
    reply: free(mayReply.reasons({ state })),
    withdraw: free(mayWithdraw.reasons({ state })),
    reopen: free(mayReopen.reasons({ state, closedOn, today, reopenDays })),
    judge: free(mayJudge.reasons({ state, closedOn, today, feedbackDays, judged })),
    photos: publicClass(state) === 'open' ? Math.max(0, mostPhotos - photos) : 0,
  }
}

/** The page behind a follow-up code; signed in, also behind the number of an own report. */
export const mine = page({
  name: 'reports.mine.show',
  onBehalf: 'reports.answer',
  path: '/reports/mine/:code',
  who: anyone,
  input: z.object({ code: z.string().max(64) }),
  async load({ input, tx, by, now, city, language }) {
    const names = namesOf(city, language)
    const { report, timeline, photos } = await readMine(tx, by, input.code)
    const { terms } = reportsOf(city)
    const { closedAt } = report
    const id = known(report.number)
    const judged = closedAt !== null && (await hasJudged(tx, { id, closedAt }, 'reporter'))
    const { photos: mostPhotos, feedbackDays } = terms
    const { zone } = city
    const day = { today: dateIn(now, zone), zone, mostPhotos, feedbackDays, judged }
    return {
      code: input.code,
      report: {
        ...named(report, names),
        unitName: names.unit(report.unit),
        late: isLate(report, day.today),
      },
      answers: answersOf(city, report.category, report.answers, language),
      decided: explained(await readDecided(tx, report.number), city, language),
      timeline: told(timeline, names),
      photos: photos.map(({ file, at, by: who, hidden }) => ({ file, at, by: who, hidden })),
      may: open(report, day),
    }
  },
  view: (data) => <MineView {...data} />,
})

/** What the reporter's page shows. */
export type MineData = Awaited<ReturnType<typeof mine.load>>
