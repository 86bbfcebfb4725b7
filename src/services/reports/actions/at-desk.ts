/** What every act of the desk has in common: whose hand it is, and which version was looked at. */
import { z } from 'zod'
import type { Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { tellResident } from '#services/messages'
import { type Hand, handOf } from '../advance.ts'
import { reportsOf } from '../config.ts'
import { letterAnswer, letterFollower } from '../jobs.ts'
import { letterCorrected } from '../jobs/corrected.ts'
import type { State } from '../model.ts'
import { reachOf } from '../reach.ts'
import { mayWorkOn } from '../rules.ts'
import { holdReport } from '../store/change.ts'
import { listReached } from '../store/followers.ts'
import type { Held } from '../store/rows.ts'
import { titlesOf } from '../titles.ts'

/** The report a desk action is about, and the version the official was looking at. */
export const about = {
  number: z.string().meta({ input: 'hidden' }),
  version: z.number().int().meta({ input: 'hidden' }),
}
/** How the report stands after a desk action. */
export const standing = z.object({ number: z.string(), state: z.string(), version: z.number() })

/** What an act of the desk works with. */
export type Desk = Pick<
  Work<unknown>,
  'tx' | 'now' | 'by' | 'newId' | 'newSecret' | 'record' | 'later' | 'city'
>

/** A reporter who is signed in finds it among their messages, where the unit can be written to. */
async function tellInFolder(work: Desk, report: Held): Promise<void> {
  const { number, reporter: ref, unit, language } = report
  if (ref === null || unit === null) return
  const titles = titlesOf(work.city, report)
  const about = { service: 'reports', ref, subject: number, titles, unit, language }
  const values = { number, url: `${work.city.url}/reports/${number}` }
  await tellResident(work, { ...about, text: 'reports.message.news', values })
}

/** A public answer also reaches whoever joined, and whoever reported the same; a question is the reporter's alone. */
async function tellReached(work: Desk, report: Held, happening: string): Promise<void> {
  for (const one of await listReached(work.tx, report.id)) {
    await work.later(letterFollower, { number: report.number, happening, case: one })
  }
}

/** The hand of an official: what is said in public also goes to the reporter by mail, and into their folder. */
export function asOfficial(work: Desk): Hand {
  return handOf(work, 'official', async (report, happening) => {
    if (report.contact) await work.later(letterAnswer, { number: report.number, happening })
    await tellReached(work, report, happening)
    await tellInFolder(work, report)
  })
}

/** Whoever reported is told once what was corrected, with the day an answer is now due. */
export async function tellCorrected(
  work: Desk,
  report: Held,
  what: { readonly category: boolean; readonly place: boolean },
): Promise<void> {
  if (report.contact) await work.later(letterCorrected, { number: report.number, ...what })
  await tellInFolder(work, report)
}

/** Holds a report for an official of its unit who has seen its latest version. */
export async function holdForDesk(
  work: Desk,
  input: { number: string; version?: number | undefined },
  permission: string,
): Promise<Held> {
  const report = await holdReport(work.tx, input.number)
  mayWorkOn.require({ units: reachOf(work.by, permission), unit: report.unit })
  if (input.version === undefined || input.version === report.version) return report
  const { number, version, state, unit, category } = report
  throw new Refusal('conflict', ['reports.changed-meanwhile'], {
    detail: { yours: input, theirs: { number, version, state, unit, category } },
  })
}

/** When a report that waits for its reporter goes back by itself. */
export function waitsUntil(work: Pick<Desk, 'now' | 'city'>, to: State): string | null {
  if (to !== 'waiting_reporter') return null
  const { waitingDays } = reportsOf(work.city).terms
  return new Date(Date.parse(work.now) + waitingDays * 86_400_000).toISOString()
}
