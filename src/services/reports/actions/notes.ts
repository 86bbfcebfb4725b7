/** Notes of officials for each other: written, corrected, withdrawn; and whom they name. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { type Reason, Refusal } from '#core/kernel'
import { may, namedUnits } from '#core/people'
import { fellowsOf } from '../notes/colleagues.ts'
import { lettersOf, tellMentioned } from '../notes/letters.ts'
import { mayChangeNote, MOST_NAMED, NAMED, namedBy, namedIn } from '../notes/model.ts'
import * as kept from '../notes/store.ts'
import { mentionLetter } from '../purposes.ts'
import { reachOf } from '../reach.ts'
import { mayWorkOn } from '../rules.ts'
import { forgetColleague, keepColleague } from '../store/colleagues.ts'
import * as mentions from '../store/mentions.ts'
import type { Held } from '../store/rows.ts'
import { about, holdForDesk, standing } from './at-desk.ts'
import { noteOne, stands } from './doing.ts'

const text = z.string().min(1).max(3000).meta({ input: 'textarea', rows: 5 })
const named = z
  .array(z.string().regex(NAMED))
  .max(MOST_NAMED)
  .default([])
  .meta({ input: 'checkboxes' })
const note = z.string().max(64).meta({ input: 'hidden' })

type Naming = Work<{ text: string; named: string[] }>

/** Whom the note names, if they read the reports of this unit; a unit that the city does not have is nobody. */
async function namedOf(work: Naming, report: Held): Promise<mentions.Named[]> {
  const { input, tx, city, language } = work
  const marks = namedIn(input.text, input.named)
  const fellows = await fellowsOf(tx, { city, language }, report.unit)
  const known = [
    ...fellows.map(({ badge }) => `badge:${badge}`),
    ...city.units.map(({ code }) => `unit:${code}`),
  ]
  const wrong: Reason[] = marks
    .filter((mark) => !known.includes(mark))
    .map((mark) => ({
      code: 'no-such-colleague',
      field: 'text',
      values: { name: mark.slice(mark.indexOf(':') + 1) },
    }))
  if (marks.length > MOST_NAMED) wrong.push({ code: 'too-many-named', field: 'text' })
  if (wrong.length > 0) throw new Refusal('invalid', wrong)
  return marks.map(namedBy)
}

async function tell(work: Naming, event: string, whom: readonly mentions.Named[]): Promise<void> {
  if (whom.length === 0) return
  await mentions.addMentions(work.tx, event, whom, work.now)
  const badges = whom.flatMap((one) => ('badge' in one ? [one.badge] : []))
  const units = whom.flatMap((one) => ('unit' in one ? [one.unit] : []))
  await work.later(tellMentioned, { badges, units, not: work.by.actor.badge ?? '' })
}

/** Writes something down that only the desk reads, and calls whom it names. */
export const writeNote = action({
  name: 'reports.note',
  path: '/reports/desk/:number/note',
  who: may('reports.note'),
  input: z.object({ number: about.number, text, named }),
  output: standing,
  rules: [mayWorkOn],

  async run(work) {
    const report = await holdForDesk(work, { number: work.input.number }, 'reports.note')
    const whom = await namedOf(work, report)
    await tell(work, await noteOne(work, report, work.input.text), whom)
    return stands(report)
  },
})

/** Holds a note of one's own. */
async function holdOwn(work: Pick<Naming, 'tx' | 'by'>, number: string, event: string) {
  const found = await kept.holdNote(work.tx, number, event)
  const own = found.official === (work.by.ref ?? 'operator')
  mayChangeNote.require({ own, withdrawn: found.withdrawnAt !== null })
  return found
}

/** Says a note anew; what it said before stays with it. */
export const correctNote = action({
  name: 'reports.correct-note',
  path: '/reports/desk/:number/correct-note',
  who: may('reports.note'),
  input: z.object({ number: about.number, note, text, named }),
  output: standing,
  rules: [mayWorkOn, mayChangeNote],
  on: ({ number }) => `/reports/desk/${encodeURIComponent(String(number))}/notes`,

  async run(work) {
    const { input, tx, now } = work
    const report = await holdForDesk(work, { number: input.number }, 'reports.note')
    const { version } = await holdOwn(work, report.number, input.note)
    const whom = await namedOf(work, report)
    await kept.correctNote(tx, { event: input.note, text: input.text, at: now }, version + 1)
    await tell(work, input.note, whom)
    return stands(report)
  },
})

/** Takes a note back; that there was one stays. */
export const withdrawNote = action({
  name: 'reports.withdraw-note',
  path: '/reports/desk/:number/withdraw-note',
  who: may('reports.note'),
  input: z.object({ number: about.number, note }),
  output: standing,
  rules: [mayWorkOn, mayChangeNote],

  async run(work) {
    const { input, tx, now } = work
    const report = await holdForDesk(work, { number: input.number }, 'reports.note')
    await holdOwn(work, report.number, input.note)
    await kept.withdrawNote(tx, input.note, now)
    return stands(report)
  },
})

/** As whom an official is named: by badge, and by the units they hold a post in. */
export function whoseOf(by: Work<unknown>['by']): mentions.Whose {
  const units = namedUnits(by.person, 'reports.read')
  return { badge: by.actor.badge ?? '', units, reach: reachOf(by) }
}

/** Somebody saw the note that names them. */
export const seeMention = action({
  name: 'reports.see-mention',
  path: '/reports/desk/for-me/:note/seen',
  who: may('reports.read'),
  input: z.object({ note }),
  output: z.object({ seen: z.boolean() }),
  rules: [],
  onto: () => '/reports/desk/for-me',
  on: () => '/reports/desk/for-me',

  async run({ input, tx, by, now }) {
    return { seen: (await mentions.seeMentions(tx, input.note, whoseOf(by), now)) > 0 }
  },
})

/** Whether an official wants a letter when a note names them; it says nothing of the note. */
export const wishLetters = action({
  name: 'reports.wish-letters',
  path: '/reports/desk/for-me/wish-letters',
  who: may('reports.read'),
  input: z.object({ wish: z.boolean().default(false).meta({ input: 'hidden' }) }),
  output: z.object({ wish: z.boolean() }),
  rules: [],
  keeps: [mentionLetter],
  onto: () => '/reports/desk/for-me',

  async run({ input, tx, by, now, language, grants }) {
    const official = by.ref
    if (official === null) throw new Refusal('forbidden', ['people.who.reports.read'])
    if (input.wish) {
      await keepColleague(tx, { official, badge: by.actor.badge ?? '', language }, now)
      await grants.give(official, { purpose: mentionLetter, case: lettersOf(official) })
    } else {
      await forgetColleague(tx, official)
      await grants.end(lettersOf(official))
    }
    return { wish: input.wish }
  },
})
