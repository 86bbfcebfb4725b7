/** Putting reports together for one act, and saying what is to be done; nothing happens to them yet. */
import { z } from 'zod'
import { action } from '#core/actions'
import { type Reason, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { acts, MOST, needs, Wish } from '../bundles/model.ts'
import * as kept from '../bundles/store.ts'
import { states } from '../model.ts'
import { reachOf } from '../reach.ts'
import { mayWorkOn } from '../rules.ts'
import { personal, saidInPublic } from '../said.ts'
import { added } from '../templates/model.ts'
import { readOffered } from '../templates/store.ts'

/** `R-1029@3`: a report and the version that was looked at. */
const marked = z.string().regex(/^R-\d{1,9}@\d{1,9}$/)
const bundle = z.string().max(40)

/** Puts the ticked reports together for one act; nothing happens to them yet. */
export const gather = action({
  name: 'reports.gather',
  path: '/reports/desk/together',
  who: may('reports.read'),
  input: z.object({
    reports: z.array(marked).min(1).max(MOST).meta({ input: 'checkboxes' }),
    act: z.enum(acts).meta({ input: 'radios' }),
  }),
  output: z.object({ bundle: z.string() }),
  rules: [mayWorkOn],
  onto: (output) => `/reports/desk/together/${output.bundle}`,

  async run({ input, tx, by, now, newId }) {
    const reports = new Map(
      input.reports.map((each) => [each.split('@')[0] ?? '', Number(each.split('@')[1])]),
    )
    const found = await kept.lookAtReports(tx, [...reports.keys()])
    if (found.length < reports.size) throw new Refusal('not-found', ['reports.no-such-report'])
    for (const { unit } of found) mayWorkOn.require({ units: reachOf(by), unit })
    const id = newId()
    const official = by.ref ?? 'operator'
    await kept.addBundle(tx, { id, act: input.act, official, now, reports })
    return { bundle: id }
  },
})

/** Says what is to be done with each; what will happen is shown before anything does. */
export const sayTogether = action({
  name: 'reports.say-together',
  path: '/reports/desk/together/:bundle/say',
  who: may('reports.read'),
  input: z.object({
    bundle,
    to: z
      .enum(states.filter((state) => state !== 'duplicate'))
      .optional()
      .meta({ input: 'select' }),
    text: z.string().max(3000).optional().meta({ input: 'textarea', rows: 5 }),
    unit: z.string().max(40).optional().meta({ input: 'select' }),
    official: z.enum(['keep', 'me', 'nobody']).default('keep').meta({ input: 'radios' }),
    target: z
      .string()
      .regex(/^\s*[Rr]-\d{1,9}\s*$/)
      .optional(),
    personal,
  }),
  output: z.object({ bundle: z.string() }),
  rules: [],
  onto: (output) => `/reports/desk/together/${output.bundle}`,

  async run({ input, tx, by, city }) {
    const { bundle: id, unit, target, personal: choice, ...rest } = input
    const it = await kept.holdBundle(tx, id, by.ref ?? 'operator')
    const reasons: Reason[] = needs[it.act]
      .filter((field) => !input[field]?.trim())
      .map((field) => ({ code: 'required', field }))
    if (unit !== undefined && !city.units.some(({ code }) => code === unit)) {
      reasons.push({ code: 'no-such-unit', field: 'unit' })
    }
    const named = target?.trim().toUpperCase()
    if (named !== undefined && (await kept.lookAtReports(tx, [named])).length === 0) {
      reasons.push({ code: 'no-such-target', field: 'target' })
    }
    if (reasons.length > 0) throw new Refusal('invalid', reasons)
    const isPublic = it.act !== 'note' && input.to !== 'waiting_reporter'
    const text = isPublic ? saidInPublic(input.text ?? '', choice) : input.text
    const { template, language } = it.wish ?? {}
    const wish = { ...rest, text, unit, target: named, template, language }
    await kept.sayBundle(tx, id, Wish.parse(wish))
    return { bundle: id }
  },
})

/** Puts prepared words behind what was typed; their places are filled for each report when it is done. */
export const putTogether = action({
  name: 'reports.put-together',
  path: '/reports/desk/together/:bundle/put',
  who: may('reports.read'),
  input: z.object({
    bundle,
    template: z.string().max(40).meta({ input: 'select' }),
    to: z.enum(states).optional().meta({ input: 'hidden' }),
    text: z.string().max(3000).optional().meta({ input: 'hidden' }),
    target: z.string().max(20).optional().meta({ input: 'hidden' }),
  }),
  output: z.object({ bundle: z.string() }),
  rules: [],
  onto: (output) => `/reports/desk/together/${output.bundle}`,

  async run({ input, tx, by }) {
    const { bundle: id, to, target } = input
    await kept.holdBundle(tx, id, by.ref ?? 'operator')
    const { id: template, text: words, language } = await readOffered(tx, input.template)
    const text = added(input.text ?? '', words)
    await kept.beginBundle(
      tx,
      id,
      Wish.parse({ to, target, text, template, language, begun: true }),
    )
    return { bundle: id }
  },
})
