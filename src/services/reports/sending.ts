/** A report comes in: the same for the form, the API, the sample city and every import. */
import { z } from 'zod'
import type { Work } from '#core/actions'
import { handOf, happen, subjectOf } from './advance.ts'
import { openQuestions } from './answers.ts'
import { type Category, categoryOf, reportsOf } from './config.ts'
import * as entries from './entries.ts'
import { letterConfirm } from './jobs.ts'
import { shield } from './keeping.ts'
import { type Answers, numberIn, reportNumber } from './model.ts'
import type { Found } from './place.ts'
import { confirm, contactBack } from './purposes.ts'
import { routeTo } from './routing.ts'
import { mayReport } from './rules.ts'
import { targetDay } from './service-level.ts'
import { sortOpen } from './sorting.ts'
import { addReport, takeNumber } from './store/change.ts'
import { addPhotos } from './store/timeline.ts'

/** Everything somebody tells the city when reporting. */
export interface Told {
  readonly number: number | null
  readonly category: string
  readonly answers: Answers
  readonly found: Found
  readonly text: string
  readonly photos: readonly string[]
  readonly language: string
  readonly source: string
  readonly reporter: string | null
  readonly contact: string | null
  readonly byMail: boolean
  /** What looks like personal data and its writer leaves visible, word for word; the rest goes into the vault. */
  readonly left?: readonly string[]
  /** The words with what stood around them in a mail, when there was anything; for the vault alone. */
  readonly whole?: string | undefined
}

/** What the reporter gets: the number everybody may know, and the code only they have. */
export const sent = z.object({ number: z.string(), code: z.string() })

type Sending = Pick<
  Work<unknown>,
  'tx' | 'now' | 'by' | 'city' | 'newId' | 'newSecret' | 'record' | 'decide' | 'later' | 'keep'
>

/** How the city's list knows a category. */
export function standing(category: Category | undefined): 'open' | 'closed' | 'unknown' {
  if (!category) return 'unknown'
  return category.active ? 'open' : 'closed'
}

/** Refuses what may not be reported, with every reason; otherwise gives the category. */
export function checkTold(
  work: Pick<Sending, 'city'>,
  told: Pick<Told, 'category' | 'answers' | 'found' | 'photos'>,
): Category {
  const config = reportsOf(work.city)
  const category = categoryOf(config, told.category)
  mayReport.require({
    category: standing(category),
    placed: told.found.placed,
    insideTheCity: told.found.insideTheCity,
    openQuestions: category ? openQuestions(category, told.answers) : 0,
    photos: told.photos.length,
    mostPhotos: config.terms.photos,
  })
  if (!category) throw new Error('a rule let an unknown category pass')
  return category
}

/** The report as everybody may read it; what may not be public goes into the vault first. */
async function guarded(work: Sending, told: Told) {
  const number = told.number ?? (await takeNumber(work.tx))
  const { answers, text, found, category, left = [], whole } = told
  const ref = told.reporter ?? told.contact
  const typed = { text, answers, address: found.place.address, category, left, number, ref, whole }
  const { address, ...shown } = await shield(work, typed)
  return { ...told, ...shown, number, found: { ...found, place: { ...found.place, address } } }
}

/** Puts the report in, routes it, writes it down and asks for the letter that confirms it. */
export async function send(work: Sending, given: Told): Promise<z.infer<typeof sent>> {
  const { tx, now, city } = work
  const { original, ...told } = await guarded(work, given)
  const chosen = checkTold(work, told)
  const code = work.newSecret()
  const taken = told.number
  const about = `/reports/${reportNumber(taken)}`
  const category = chosen.unsorted ? ((await sortOpen(work, about, told)) ?? chosen) : chosen
  const dueOn = targetDay(now, category, city)
  const { district } = told.found.place
  const unit = await routeTo(work, about, { ...told, category: category.code, district, at: now })
  const { number, seal } = await addReport(tx, {
    ...told,
    ...told.found.place,
    original,
    category: category.code,
    number: taken,
    state: 'received',
    publicPoint: category.publicPoint,
    publicText: category.publicText,
    externalId: null,
    unit,
    code,
    salt: work.newSecret(),
    openedAt: now,
    changedAt: now,
    closedAt: null,
    dueOn,
    promisedFor: dueOn,
    reopenDays: reportsOf(city).terms.reopenDays,
  })
  await settle(work, told, { number, seal, category: category.code, unit: unit ?? 'none' })
  return { number, code }
}

async function settle(
  work: Sending,
  told: Told,
  it: { number: string; seal: string; category: string; unit: string },
): Promise<void> {
  const id = numberIn(it.number) ?? 0
  const { tx, now } = work
  await addPhotos(tx, id, told.photos, { by: 'reporter', at: now })
  const hand = handOf(work, 'reporter', async () => undefined)
  await happen(hand, { id }, { kind: 'received', audience: 'public', state: 'received' })
  await work.record(
    entries.received,
    {
      number: it.number,
      category: it.category,
      district: told.found.place.district ?? 'none',
      unit: it.unit,
      text: it.seal,
    },
    subjectOf(it),
  )
  if (told.byMail && told.contact) await work.later(letterConfirm, { number: it.number })
}

/** How the city may reach the reporter. */
export const contactInput = {
  email: z
    .email()
    .max(254)
    .optional()
    .meta({ input: 'email', autocomplete: 'email', personal: true }),
  name: z.string().max(100).optional().meta({ autocomplete: 'name', personal: true }),
  phone: z.string().max(40).optional().meta({ input: 'tel', autocomplete: 'tel', personal: true }),
  /** Signed in: write to the address of my account. */
  toAccount: z.boolean().optional(),
}

/** What somebody said about how to be reached. */
export interface Reach {
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly toAccount?: boolean | undefined
}

/** Puts contact data straight into the vault, readable for this one report; gives the pseudonym. */
export async function leaveContact(
  work: Pick<Work<unknown>, 'keep' | 'grants' | 'by'>,
  reach: Reach,
  report: string,
): Promise<{ ref: string | null; byMail: boolean }> {
  const grants = [confirm, contactBack].map((purpose) => ({ purpose, case: report }))
  const { email, name, phone } = reach
  const said = { 'contact.email': email, 'contact.name': name, 'contact.phone': phone }
  const values = Object.fromEntries(
    Object.entries(said).flatMap(([field, value]) => (value ? [[field, value] as const] : [])),
  )
  const account = work.by.person?.kind === 'resident' ? work.by.ref : null
  const byMail = Boolean(email) || (account !== null && reach.toAccount === true)
  if (Object.keys(values).length > 0)
    return { ref: await work.keep(account, values, grants), byMail }
  if (!account || !reach.toAccount) return { ref: null, byMail: false }
  for (const grant of grants) await work.grants.give(account, grant)
  return { ref: account, byMail }
}
