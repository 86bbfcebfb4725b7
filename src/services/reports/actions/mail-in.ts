/** What the door for mail performs; none of it has an address on the web. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { type Language, LANGUAGES, languageOf } from '#core/classifier'
import { may } from '#core/people'
import { openQuestions } from '../answers.ts'
import { cutAt, ownWords, saidIn } from '../by-mail.ts'
import { reportsOf, unsortedOf } from '../config.ts'
import { route, sort } from '../decisions.ts'
import { received } from '../entries.ts'
import { letterMailed, letterWaits } from '../jobs/mailed.ts'
import { reportNumber } from '../model.ts'
import { findPlace } from '../place.ts'
import { confirm, contactBack, originalWords } from '../purposes.ts'
import { mayReport } from '../rules.ts'
import { leaveContact, send } from '../sending.ts'
import { takeNumber } from '../store/change.ts'
import * as drafts from '../drafting.ts'
import { noteMail } from '../store/mailed.ts'
import { lifeOf } from './draft.ts'

/** Only the door for mail performs this; nobody has this permission. */
export const door = may('reports.mail-in')

/** What every message brings. */
export const message = {
  /** Its Message-ID and the address it came to: the same again is the same message. */
  id: z.string().min(1).max(700),
  text: z.string().max(100_000),
  photos: z.array(z.string()).max(10),
  /** Files that were not kept: no photos, too many, or unreadable. */
  lost: z.number().int().min(0),
}

const input = z.strictObject({
  ...message,
  from: z.email().max(254),
  name: z.string().max(100).optional(),
  subject: z.string().max(300),
  /** What the message says its language is. */
  language: z.string().max(10).nullable(),
  /** Where its photos say they were taken, when they agree. */
  point: z.object({ lon: z.number(), lat: z.number() }).nullable(),
})
type Mailed = Work<z.infer<typeof input>>

/** The language to answer in: what the message says, else what its words sound like, else the city's first. */
function spokenIn({ city, input: mail }: Pick<Mailed, 'city' | 'input'>): string {
  const { languages } = city
  const known = (one: string): one is Language => LANGUAGES.some((each) => each === one)
  const said = languages.find((each) => each === mail.language)
  if (said) return said
  const among = languages.filter(known)
  return among.length > 0
    ? languageOf(`${mail.subject} ${mail.text}`, among)
    : (languages[0] ?? 'en')
}

/** What was written, as it is shown and as it came. */
function wordsOf({ city, input: mail }: Pick<Mailed, 'city' | 'input'>) {
  const { textLength } = reportsOf(city).terms
  const text = cutAt(saidIn(mail.subject, ownWords(mail.text)), textLength)
  const whole = saidIn(mail.subject, mail.text)
  return { text, whole: whole === text ? undefined : whole }
}

/** Is everything there that a report needs, so that nobody has to be asked? */
function complete(work: Mailed, text: string) {
  const { city, input: mail } = work
  const category = unsortedOf(reportsOf(city))
  const found = findPlace(city.districts, mail.point ?? {})
  const asksMore = category !== undefined && openQuestions(category, {}) > 0
  if (!category || asksMore || text === '' || !found.placed || !found.insideTheCity)
    return undefined
  return { category: category.code, found }
}

/** Keeps everything until the sender says where it is. */
async function keepWaiting(work: Mailed, it: { text: string; language: string }): Promise<string> {
  const { input: mail, tx, newSecret, files, later } = work
  const code = newSecret()
  const life = lifeOf(work)
  const { text, language } = it
  await drafts.addDraft(tx, { code, language, reporter: null, source: 'email', ...life })
  const number = reportNumber(await drafts.takeNumber(tx, code))
  const { photos } = mail
  for (const photo of photos) await files.claim(photo, `/reports/${number}`)
  const contact = await leaveContact(work, { email: mail.from, name: mail.name }, number)
  await drafts.setStep(tx, code, { text, photos, contact }, life)
  await later(letterWaits, { number, code, lost: mail.lost, until: life.vanishesAt })
  return number
}

/** A message to the address for reports: a report, or one that waits for what it lacks. The same again is nothing new. */
export const mailIn = action({
  name: 'reports.mail-in',
  path: '/reports/mail-in',
  who: door,
  input,
  output: z.object({ state: z.enum(['made', 'waits', 'known']), number: z.string().nullable() }),
  rules: [mayReport],
  keeps: [confirm, contactBack, originalWords],
  records: [received],
  decides: [route, sort],

  async run(work) {
    const { input: mail, tx, now } = work
    if (!(await noteMail(tx, { id: mail.id, at: now })))
      return { state: 'known' as const, number: null }
    const language = spokenIn(work)
    const { text, whole } = wordsOf(work)
    const all = complete(work, text)
    if (!all)
      return { state: 'waits' as const, number: await keepWaiting(work, { text, language }) }
    const number = await takeNumber(tx)
    const name = reportNumber(number)
    for (const photo of mail.photos) await work.files.claim(photo, `/reports/${name}`)
    const { ref } = await leaveContact(work, { email: mail.from, name: mail.name }, name)
    const said = { number, text, whole, language, answers: {}, photos: mail.photos, reporter: null }
    const told = { ...said, ...all, contact: ref, byMail: false, source: 'email' }
    const { code } = await send(work, told)
    await work.later(letterMailed, { number: name, code, lost: mail.lost })
    return { state: 'made' as const, number: name }
  },
})
