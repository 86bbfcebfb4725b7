/** An answer by mail to a letter about a report. It lets words in and shows nothing. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { advance, happen } from '../advance.ts'
import { answerWords, cutAt } from '../by-mail.ts'
import { reportsOf } from '../config.ts'
import { dueMoved, moved } from '../entries.ts'
import { handOf } from '../hand.ts'
import { shieldWords } from '../keeping.ts'
import { publicClass } from '../model.ts'
import { originalWords } from '../purposes.ts'
import * as change from '../store/change.ts'
import { readContact } from '../store/followers.ts'
import { caseBehind, keepOriginal, noteMail } from '../store/mailed.ts'
import type { Held } from '../store/rows.ts'
import { addPhotos } from '../store/timeline.ts'
import { letterLeftOut } from '../jobs/left-out.ts'
import { asReporter, guarded } from './follow.ts'
import { door, message } from './mail-in.ts'

const input = z.strictObject({ ...message, code: z.string().min(8).max(64) })
type Answered = Work<z.infer<typeof input>>

/** The words of the answer, and everything that stood around them. */
function wordsOf({ city, input: mail }: Answered) {
  const { textLength } = reportsOf(city).terms
  return { words: cutAt(answerWords(mail.text), textLength), whole: mail.text.trim() }
}

/** As many photos as the report may still have; none when nobody works on it any more. */
async function photosFor(work: Answered, report: Held): Promise<string[]> {
  const { input: mail, city, files } = work
  const room = reportsOf(city).terms.photos - report.photos
  const open = publicClass(report.state) === 'open'
  const photos = open ? mail.photos.slice(0, Math.max(0, room)) : []
  for (const photo of photos) await files.claim(photo, `/reports/${report.number}`)
  return photos
}

/** The reporter answers: a question gets its answer and work goes on; other words stand on the timeline. Gives how many photos were kept. */
async function fromReporter(work: Answered, held: Held): Promise<number> {
  const { tx, now } = work
  const hand = asReporter(work)
  const photos = await photosFor(work, held)
  if (photos.length > 0) {
    await addPhotos(tx, held.id, photos, { by: 'reporter', at: now })
    await change.changeReport(tx, held, { photosMore: photos.length }, now)
    const facts = { photos: photos.length }
    await happen(hand, held, { kind: 'photographed', audience: 'public', facts })
  }
  const { words, whole } = wordsOf(work)
  if (words === '') return photos.length
  const report = photos.length > 0 ? await change.holdReport(tx, held.number) : held
  const { text, more } = await guarded(work, report, words, whole)
  const asked = report.state === 'waiting_reporter'
  await happen(hand, report, { kind: asked ? 'replied' : 'wrote', audience: 'reporter', text })
  if (!asked) await change.changeReport(tx, report, more, now)
  else await advance(hand, report, { to: report.before ?? 'received', as: 'reporter', more })
  return photos.length
}

/** Somebody who joined writes: for the desk, as everything they add. */
async function fromFollower(work: Answered, report: Held, follower: number): Promise<number> {
  const { tx, now } = work
  const hand = handOf(work, 'resident', async () => undefined)
  const photos = await photosFor(work, report)
  await addPhotos(tx, report.id, photos, { by: 'reporter', at: now, follower })
  const { words, whole } = wordsOf(work)
  const whose = await readContact(tx, `R-${follower}`)
  const which = `joined-${work.newId()}`
  const it = { ref: whose?.contact ?? null, held: null, number: report.number, which, whole }
  const { text, original } = await shieldWords(work, it, words)
  if (original) await keepOriginal(tx, follower, original)
  const facts = photos.length > 0 ? { photos: photos.length } : {}
  await happen(hand, report, { kind: 'added', audience: 'desk', text, facts })
  await change.changeReport(tx, report, {}, now)
  return photos.length
}

/** An answer to a letter: found by the secret in the address alone, whoever it says it is from. */
export const mailAnswer = action({
  name: 'reports.mail-answer',
  path: '/reports/mail-answer',
  who: door,
  input,
  output: z.object({ state: z.enum(['taken', 'known']) }),
  rules: [],
  keeps: [originalWords],
  records: [moved, dueMoved],

  async run(work) {
    const { input: mail, tx, now } = work
    const way = await caseBehind(tx, mail.code)
    if (!way) throw new Refusal('not-found', ['reports.no-such-report'])
    if (!(await noteMail(tx, { id: mail.id, at: now }))) return { state: 'known' as const }
    const report = await change.holdReport(tx, way.report)
    const kept = way.follower
      ? await fromFollower(work, report, way.number)
      : await fromReporter(work, report)
    const lost = mail.lost + mail.photos.length - kept
    // To the address that was left with the case, never to whoever wrote; and machines are not answered at all.
    const number = way.follower ? `R-${way.number}` : report.number
    if (lost > 0) await work.later(letterLeftOut, { number, lost })
    return { state: 'taken' as const }
  },
})
