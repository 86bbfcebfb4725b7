/** Joining a report that is there already: what was written and photographed goes to the desk, and answers come back. */
import type { Work } from '#core/actions'
import * as entries from './entries.ts'
import { handOf, happen, subjectOf } from './hand.ts'
import { publicClass } from './model.ts'
import { changeReport, holdReport } from './store/change.ts'
import { addFollower } from './store/followers.ts'
import type { Draft } from './store/draft-row.ts'
import type { Held } from './store/rows.ts'
import { addJoined, hasJoined } from './store/timeline.ts'

type Joining = Pick<Work<unknown>, 'tx' | 'now' | 'by' | 'city' | 'newId' | 'newSecret' | 'record'>

/** The report to join, unless it went out of sight meanwhile: then whoever writes reports it anew. */
export async function holdJoinable(
  work: Joining,
  sameAs: string | null,
): Promise<Held | undefined> {
  if (sameAs === null) return undefined
  const report = await holdReport(work.tx, sameAs)
  const gone = publicClass(report.state) === 'hidden' || report.state === 'withdrawn'
  if (gone) return undefined
  return report.duplicateOf === null ? report : holdReport(work.tx, `R-${report.duplicateOf}`)
}

/** Joins it: a follower with a code of their own, words and photos for the desk, and one more whom it concerns. */
export async function follow(
  work: Joining,
  report: Held,
  draft: Pick<Draft, 'text' | 'photos' | 'reporter' | 'contact' | 'byMail' | 'language'> & {
    readonly number: number
    readonly original: string | null
  },
): Promise<string> {
  const { tx, now, by } = work
  const code = work.newSecret()
  const { text, photos, number, reporter, contact, original, byMail, language } = draft
  const who = { number, code, reporter, contact, original, byMail, language, at: now }
  await addFollower(tx, { ...who, report: report.id }, photos)
  const hand = handOf(work, 'resident', async () => undefined)
  const facts = photos.length > 0 ? { photos: photos.length } : {}
  const { seal } = await happen(hand, report, { kind: 'added', audience: 'desk', text, facts })
  const voter = by.ref ?? `address:${by.address}`
  if (!(await hasJoined(tx, report.number, voter))) await addJoined(tx, report.id, voter, now)
  await changeReport(tx, report, {}, now)
  await work.record(entries.followed, { number: report.number, text: seal }, subjectOf(report))
  return code
}
