/** Reports from before words were looked at: a portion is looked at, and what was hidden without need is put back. */
import { action, type Work } from '#core/actions'
import { may } from '#core/people'
import { reveal } from '#core/vault'
import { z } from 'zod'
import { happen } from '../advance.ts'
import { laterShown, mayRestore } from '../earlier.ts'
import { maskedLater, restored } from '../entries.ts'
import { shieldWhole } from '../keeping.ts'
import { compareWords, originalWords } from '../purposes.ts'
import { mayWorkOn } from '../rules.ts'
import { reachOf } from '../reach.ts'
import * as store from '../store/earlier.ts'
import { asOfficial } from './at-desk.ts'

/** Reports that are looked at in one act; the next act goes on after them. */
export const PORTION = 100

const subject = (number: string) => ({ subject: `/reports/${number}` })

/** Looks at the next portion; what looks like personal data is hidden, and the whole goes into the vault. */
export const maskEarlier = action({
  name: 'reports.mask-earlier',
  path: '/reports/desk/earlier/mask',
  who: may('reports.moderate'),
  input: z.object({}),
  output: z.object({ looked: z.number(), masked: z.number() }),
  rules: [],
  keeps: [originalWords, compareWords],
  records: [maskedLater],

  async run(work) {
    const { tx, city } = work
    const found = await store.holdEarlier(tx, PORTION)
    const clean: number[] = []
    for (const one of found) {
      const shown = laterShown(city, one)
      if (!shown) {
        clean.push(one.number)
        continue
      }
      const original = await shieldWhole(work, one)
      const seal = await store.setMasked(tx, { ...shown, number: one.number, original })
      const what = { kind: 'masked-later', audience: 'public' } as const
      await happen(asOfficial(work), { id: one.number }, what)
      const number = `R-${one.number}`
      await work.record(maskedLater, { number, text: seal }, subject(number))
    }
    await store.setLooked(tx, clean)
    return { looked: found.length, masked: found.length - clean.length }
  },
})

/** What was typed, as the vault has it: read for a rule alone, and the reading stands in the reporter's folder. */
async function keptOf(
  { personal }: Work<unknown, { compareWords: typeof compareWords }>,
  { number, original }: store.Hidden,
): Promise<string | null> {
  if (original === null) return null
  const why = { case: number, reason: 'reports.why.compared', of: number }
  const items = await personal.compareWords.each(original, why)
  const typed = items.find(({ item }) => item === `${number}/text`)
  return typed ? reveal(typed.value, 'rule') : null
}

/** Puts back what was hidden without need: the same words, with the hidden pieces filled in. */
export const restore = action({
  name: 'reports.restore',
  path: '/reports/desk/earlier/restore',
  who: may('reports.moderate'),
  input: z.object({
    number: z.string().max(20).meta({ input: 'hidden' }),
    text: z.string().min(1).max(10_000).meta({ input: 'textarea', rows: 5 }),
  }),
  output: z.object({ number: z.string() }),
  rules: [mayWorkOn, mayRestore],
  reads: { compareWords },
  records: [restored],

  async run(work) {
    const { tx, input, by } = work
    const report = await store.holdHidden(tx, input.number)
    const whole = input.text.replaceAll('\r\n', '\n').trim()
    const asked = { hidden: report !== undefined, shown: report?.text.trim() ?? '', whole }
    mayRestore.require(asked)
    if (!report) throw new Error('a rule let words pass that nobody hid')
    mayWorkOn.require({ units: reachOf(by, 'reports.moderate'), unit: report.unit })
    mayRestore.require({ ...asked, kept: await keptOf(work, report) })
    const seal = await store.setRestored(tx, report.id, whole)
    await happen(asOfficial(work), report, { kind: 'restored', audience: 'public' })
    await work.record(restored, { number: report.number, text: seal }, subject(report.number))
    return { number: report.number }
  },
})
