/** Several reports chosen for one act: what is to be done, what will happen and what cannot, and what came of it. */
import { z } from 'zod'
import { type Look, page } from '#core/pages'
import { may } from '#core/people'
import { listOffered } from '../../templates/store.ts'
import { planningOf, standingsOf } from '../../bundles/looking.ts'
import { type Planned, planOf } from '../../bundles/plan.ts'
import {
  type Bundle,
  listBeginnings,
  listBundled,
  lookAtReports,
  readBundle,
} from '../../bundles/store.ts'
import { states, workflow } from '../../model.ts'
import { reachOf } from '../../reach.ts'
import { mayWorkOn } from '../../rules.ts'
import type { Held } from '../../store/rows.ts'
import { namesOf, unitsOf } from '../parts/names.ts'
import { TogetherView } from './together-view.tsx'

/** The steps at least one of these reports can make by an official's hand; joining two has an act of its own. */
function stepsFor(reports: readonly Held[]) {
  const found = new Set(reports.flatMap(({ state }) => workflow[state]))
  const open = [...found].filter((step) => step.who.includes('official')).map((step) => step.to)
  return states.filter((state) => open.includes(state) && state !== 'duplicate')
}

type Looking = Pick<Look<unknown>, 'tx' | 'by'>

/** Before it is done, what would happen; afterwards, what did. */
async function comingOf({ tx, by }: Looking, bundle: Bundle, reports: readonly Held[]) {
  const chosen = await listBundled(tx, bundle.id)
  const { act, wish } = bundle
  if (bundle.doneAt !== null || wish === null || wish.begun) {
    return chosen.map(({ number, reasons }): Planned => ({ number, reasons: reasons ?? [] }))
  }
  const seen = new Map(chosen.map((one) => [one.number, one.seen]))
  const target = wish.target === undefined ? [] : await lookAtReports(tx, [wish.target])
  const standings = await standingsOf(tx, reports, seen)
  return planOf(standings, planningOf(by, { act, wish, target: target[0] })).toReversed()
}

/** Prepared words that fit reports of every kind and unit. */
async function offeredFor(tx: Looking['tx'], act: Bundle['act'], language: string) {
  if (act === 'assign' || act === 'note') return []
  const found = await listOffered(tx, { category: '', unit: null, language })
  return found.map(({ id, title, language: of }) => ({ id, title, language: of }))
}

/** An official's own bundle of reports. */
export const together = page({
  name: 'reports.desk.together',
  path: '/reports/desk/together/:bundle',
  who: may('reports.read'),
  input: z.object({ bundle: z.string().max(40) }),
  async load(look) {
    const { input, tx, by, city, language } = look
    const bundle = await readBundle(tx, input.bundle, by.ref ?? 'operator')
    const chosen = await listBundled(tx, bundle.id)
    const numbers = chosen.map(({ number }) => number)
    const reports = await lookAtReports(tx, numbers)
    const begun = await listBeginnings(tx, numbers)
    const names = namesOf(city, language)
    const coming = await comingOf(look, bundle, reports)
    const mine = ({ unit }: Held) => mayWorkOn.reasons({ units: reachOf(by), unit }).length === 0
    return {
      bundle,
      rows: reports.map((report) => ({
        number: report.number,
        state: report.state,
        categoryName: names.category(report.category),
        unitName: names.unit(report.unit),
        text: mine(report) ? (begun.get(report.number) ?? '') : '',
        reasons: coming.find(({ number }) => number === report.number)?.reasons ?? [],
      })),
      steps: stepsFor(reports),
      units: unitsOf(city, language),
      templates: await offeredFor(tx, bundle.act, language),
      wishUnit: names.unit(bundle.wish?.unit ?? null),
    }
  },
  view: (data) => <TogetherView {...data} />,
})

/** What is shown of a bundle. */
export type TogetherData = Awaited<ReturnType<typeof together.load>>
