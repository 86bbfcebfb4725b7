/** A report that tells of several things is worked on in parts, each by its own unit. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { may } from '#core/people'
import { handOf, happen, subjectOf } from '../advance.ts'
import { type Category, categoryOf, reportsOf } from '../config.ts'
import { route } from '../decisions.ts'
import * as entries from '../entries.ts'
import { reportNumber } from '../model.ts'
import { routeTo } from '../routing.ts'
import { mayWorkOn } from '../rules.ts'
import { personal, saidInPublic } from '../said.ts'
import { standing as standingOf } from '../sending.ts'
import { targetDay } from '../service-level.ts'
import { maySplit } from '../splitting.ts'
import * as change from '../store/change.ts'
import { countParts } from '../store/merged.ts'
import { readPlace } from '../store/one.ts'
import type { Held } from '../store/rows.ts'
import { about, asOfficial, holdForDesk, standing } from './at-desk.ts'

/** Makes one part of a report: its own kind, its own words, the same place and the same beginning of its clock. */
export const split = action({
  name: 'reports.split',
  path: '/reports/desk/:number/split',
  who: may('reports.change'),
  input: z.object({
    ...about,
    category: z.string().max(40).meta({ input: 'select' }),
    text: z.string().min(1).max(3000).meta({ input: 'textarea', rows: 4 }),
    personal,
  }),
  output: standing,
  rules: [mayWorkOn, maySplit],
  records: [entries.received, entries.split],
  decides: [route],

  async run(work) {
    const { input, tx, now, city } = work
    const report = await holdForDesk(work, input, 'reports.change')
    const category = categoryOf(reportsOf(city), input.category)
    maySplit.require({
      state: report.state,
      isPart: report.parent !== null,
      parts: await countParts(tx, report.id),
      category: standingOf(category),
    })
    if (!category) throw new Error('a rule let an unknown category pass')
    const text = saidInPublic(input.text, input.personal)
    const part = await addPart(work, report, { category, text })
    await change.changeReport(tx, report, {}, now)
    const facts = { other: part }
    await happen(asOfficial(work), report, { kind: 'split', audience: 'public', facts })
    await work.record(entries.split, { number: report.number, part }, subjectOf(report))
    const { number, state, version } = report
    return { number, state, version: version + 1 }
  },
})

interface Part {
  readonly category: Category
  readonly text: string
}

type Splitting = Work<{ text: string }>

/** The part as a report of its own; its reporter reads of it at the whole. */
async function addPart(work: Splitting, whole: Held, { category, text }: Part): Promise<string> {
  const { tx, now } = work
  const number = await change.takeNumber(tx)
  const name = reportNumber(number)
  const place = await readPlace(tx, whole.id)
  const kind = { category: category.code, answers: {}, source: 'split', language: whole.language }
  const told = { ...kind, district: place.district, at: whole.openedAt }
  const unit = await routeTo(work, `/reports/${name}`, told)
  const { seal } = await change.addReport(tx, {
    ...place,
    ...kind,
    number,
    text,
    state: 'received',
    // The place of a report that keeps it from everybody is not told by a part of it.
    publicPoint: category.publicPoint && place.publicPoint,
    publicText: category.publicText,
    externalId: null,
    unit,
    reporter: null,
    contact: null,
    code: null,
    salt: work.newSecret(),
    openedAt: now,
    changedAt: now,
    closedAt: null,
    dueOn: targetDay(whole.openedAt, { ...category, pausedDays: whole.pausedDays }, work.city),
    promisedFor: null,
    reopenDays: whole.reopenDays,
    parent: whole.id,
  })
  const hand = handOf(work, 'official', async () => undefined)
  await happen(hand, { id: number }, { kind: 'received', audience: 'public', state: 'received' })
  const of = { number: name, category: category.code, text: seal }
  const entry = { ...of, district: place.district ?? 'none', unit: unit ?? 'none' }
  await work.record(entries.received, entry, subjectOf({ number: name }))
  return name
}
