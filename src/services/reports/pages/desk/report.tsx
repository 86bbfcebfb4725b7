/** Everything about one report, for the officials who work on it. */
import { z } from 'zod'
import type { By, CityFacts } from '#core/actions'
import { dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { may } from '#core/people'
import { mayConfirmCategory } from '../../confirming.ts'
import { type State, states } from '../../model.ts'
import { mayMove, mayUnmask } from '../../rules.ts'
import { listBegun } from '../../store/begun.ts'
import { readReading, readUnmasking } from '../../store/desk.ts'
import { countJoined, listOriginals } from '../../store/followers.ts'
import { listParts } from '../../store/merged.ts'
import { known, readDuplicates } from '../../store/one.ts'
import { isSortedBy } from '../../sorted.ts'
import type { AtDesk } from '../../store/rows.ts'
import { readForDesk } from '../parts/at-desk.ts'
import { readDecided } from '../parts/decided.ts'
import { explained } from '../parts/decided-view.tsx'
import { districtsOf, groupsOf, isLate, named, namesOf, unitsOf } from '../parts/names.ts'
import { answersOf, told } from '../parts/told.ts'
import { listOffered, type Template } from '../../templates/store.ts'
import { mayReadWords } from '../../words.ts'
import { DeskView } from './report-view.tsx'

/** A step that is open from here, and whether the public must be told why. */
export interface OpenStep {
  readonly to: State
  readonly needsText: boolean
}

/** The steps the workflow offers an official from here. Becoming a duplicate, and ceasing to be one, have forms of their own. */
function stepsFrom({ state, before }: AtDesk): OpenStep[] {
  const facts = { from: state, before, as: 'official' } as const
  return states
    .filter((to) => to !== 'duplicate' && state !== 'duplicate')
    .filter((to) => mayMove.reasons({ ...facts, to, hasText: true }).length === 0)
    .map((to) => ({ to, needsText: mayMove.reasons({ ...facts, to, hasText: false }).length > 0 }))
}

/** The pseudonyms of reporter and colleague stay behind: only what follows from them is told. */
function atDesk(report: AtDesk, by: By, today: string) {
  const { contact: _, original: __, assignedTo, ...rest } = report
  const assigned = assignedTo === null ? null : assignedTo === by.ref ? 'me' : 'other'
  return { ...rest, assigned, late: isLate(rest, today) } as const
}

const offered = ({ id, title, language }: Template) => ({ id, title, language })

function choices(city: CityFacts, language: string) {
  return {
    groups: groupsOf(city, language),
    districts: districtsOf(city),
    units: unitsOf(city, language),
    bounds: city.districts.bounds(),
  }
}

/** One report at the desk. */
export const deskReport = page({
  name: 'reports.desk.show',
  path: '/reports/desk/:number',
  who: may('reports.read'),
  input: z.object({ number: z.string().max(20), begun: z.string().max(10).optional() }),
  async load({ input, tx, by, now, city, language }) {
    const names = namesOf(city, language)
    const { report, timeline, photos } = await readForDesk(tx, by, input.number)
    const duplicates = await readDuplicates(tx, report.number)
    const id = known(report.number)
    const parts = await listParts(tx, id)
    const joined = await countJoined(tx, id)
    const kept = (await listOriginals(tx, id)).length > 0
    const unmasked = await readUnmasking(tx, report.number, { official: by.ref ?? '', now })
    const reading = await readReading(tx, report.number, { official: by.ref ?? '', now })
    const { category, state, contactLeft } = report
    const decided = await readDecided(tx, report.number)
    const sorted = isSortedBy(decided, timeline, category)
    const today = dateIn(now, city.zone)
    const closedOn = report.closedAt && dateIn(report.closedAt, city.zone)
    return {
      report: {
        ...named(atDesk(report, by, today), names),
        wordsKept: kept,
        unitName: names.unit(report.unit),
      },
      answers: answersOf(city, report.category, report.answers, language),
      decided: explained(decided, city, language),
      timeline: told(timeline, names),
      photos: photos.map(({ file, at, by: who, hidden }) => ({ file, at, by: who, hidden })),
      duplicates: duplicates.map(({ number }) => number),
      parts: parts.map((each) => named(each, names)),
      joined,
      confirmed: sorted.confirmed,
      mayConfirm: mayConfirmCategory.reasons({ state, ...sorted }).length === 0,
      steps: stepsFrom(report),
      begun: await listBegun(tx, report.number, by.ref ?? ''),
      templates: (await listOffered(tx, report)).map(offered),
      mayUnmask: mayUnmask.reasons({ contactLeft, closedOn, today }).length === 0,
      unmaskedUntil: unmasked?.until ?? null,
      mayReadWords: mayReadWords.reasons({ kept, closedOn, today }).length === 0,
      wordsUntil: reading?.until ?? null,
      ...choices(city, language),
    }
  },
  view: (data) => <DeskView {...data} />,
})

/** What the desk sees of one report. */
export type DeskData = Awaited<ReturnType<typeof deskReport.load>>
