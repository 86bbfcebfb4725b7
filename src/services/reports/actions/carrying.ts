/** Doing with each report of a bundle what was confirmed: those that cannot are left as they are, and it is said why. */
import type { Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { advance } from '../advance.ts'
import { planningOf, standingsOf } from '../bundles/looking.ts'
import type { Act, Wish } from '../bundles/model.ts'
import { type Planned, planOf } from '../bundles/plan.ts'
import * as kept from '../bundles/store.ts'
import { holdReports } from '../store/change.ts'
import type { Held } from '../store/rows.ts'
import { factsOf } from '../templates/facts.ts'
import { filled } from '../templates/model.ts'
import { countUse } from '../templates/store.ts'
import { asOfficial, type Desk, waitsUntil } from './at-desk.ts'
import { answerOne, assignOne, mergeOne, noteOne } from './doing.ts'

type Carrying = Work<{ bundle: string; said: number }>

interface Doing {
  readonly act: Act
  readonly wish: Wish
  /** In which the places of prepared words are filled. */
  readonly language: string
  target: Held | undefined
}

/** Does it with one report; a target that takes reports in goes on to the next as it then stands. */
async function doOne(work: Desk, report: Held, doing: Doing): Promise<void> {
  const { act, wish } = doing
  const { to } = wish
  const { number } = report
  const text = filled(
    wish.text,
    await factsOf(work.tx, { city: work.city, language: doing.language }, number),
  )
  if (act === 'note') await noteOne(work, report, text)
  if (act === 'answer') await answerOne(work, report, text)
  if (act === 'assign') {
    await assignOne(work, report, { unit: wish.unit ?? report.unit, official: wish.official })
  }
  if (act === 'move' && to) {
    const until = waitsUntil(work, to)
    await advance(asOfficial(work), report, { to, as: 'official', text, until })
  }
  if (act === 'merge' && doing.target) {
    const { target } = await mergeOne(work, { report, target: doing.target, text })
    doing.target = target
  }
}

/** Each stands or falls alone: what a rule refuses after all leaves no trace, and the others are done. Gives why not. */
async function tryOne(work: Desk, report: Held, doing: Doing): Promise<readonly string[]> {
  const { target } = doing
  try {
    await work.tx.inner(() => doOne(work, report, doing))
    return []
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.kind === 'unavailable') throw failure
    doing.target = target
    return failure.reasons.map(({ code }) => code)
  }
}

async function holdAll(work: Carrying, numbers: readonly string[], target: string | undefined) {
  const wanted = target === undefined ? numbers : [...numbers, target]
  const held = await holdReports(work.tx, wanted)
  return {
    reports: held.filter(({ number }) => numbers.includes(number)),
    target: held.find(({ number }) => number === target),
  }
}

/** What came of a bundle: how many were done, and how many were not. */
const cameOf = (
  bundle: string,
  came: readonly { readonly reasons: readonly string[] | null }[],
) => ({
  bundle,
  done: came.filter(({ reasons }) => reasons?.length === 0).length,
  not: came.filter(({ reasons }) => reasons?.length !== 0).length,
})

/**
 * Does what was confirmed. All reports are held first; then each is done or not, by its own rules. Whoever sends it
 * twice is told what came of the first time.
 */
export async function carryOut(
  work: Carrying,
  act: Act,
): Promise<{ bundle: string; done: number; not: number }> {
  const { input, tx, by, now } = work
  const bundle = await kept.holdBundle(tx, input.bundle, by.ref ?? 'operator')
  const chosen = await kept.listBundled(tx, bundle.id)
  if (bundle.doneAt !== null) return cameOf(bundle.id, chosen)
  if (
    bundle.act !== act ||
    bundle.wish === null ||
    bundle.wish.begun ||
    bundle.said !== input.said
  ) {
    throw new Refusal('conflict', ['reports.bundle-changed'])
  }
  const { wish } = bundle
  const numbers = chosen.map(({ number }) => number)
  const { reports, target } = await holdAll(work, numbers, wish.target)
  const seen = new Map(chosen.map((one) => [one.number, one.seen]))
  const standings = await standingsOf(tx, reports, seen)
  const plan = planOf(standings, planningOf(by, { act, wish, target }))
  const doing: Doing = { act, wish, target, language: wish.language ?? work.language }
  const all: Planned[] = []
  for (const { number, reasons } of plan) {
    const report = reports.find((each) => each.number === number)
    const able = report && reasons.length === 0
    all.push({ number, reasons: able ? await tryOne(work, report, doing) : reasons })
  }
  await kept.finishBundle(tx, bundle.id, all, now)
  const came = cameOf(bundle.id, all)
  if (wish.template && came.done > 0) await countUse(tx, wish.template, came.done)
  return came
}
