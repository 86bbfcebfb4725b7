/** Words prepared for answers: written, published, taken back; and put into an answer that is being written. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { type Reason, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { categoryOf, reportsOf } from '../config.ts'
import { templatePublished, templateWithdrawn } from '../entries.ts'
import { states } from '../model.ts'
import { reachOf } from '../reach.ts'
import { mayWorkOn } from '../rules.ts'
import { personal, saidInPublic } from '../said.ts'
import { begunIn, keepBegun } from '../store/begun.ts'
import { wordsFor } from '../templates/facts.ts'
import { mayPublishTemplate, unknownIn } from '../templates/model.ts'
import * as kept from '../templates/store.ts'
import { holdForDesk } from './at-desk.ts'

const PERMISSION = 'reports.templates'
const template = z.string().max(40)
const output = z.object({ template: z.string() })
const onto = (it: z.infer<typeof output>) => `/reports/desk/templates/${it.template}`

/** Words for all units are written by whoever works for all; those of a unit by its own. */
function requireReach({ by }: Pick<Work<unknown>, 'by'>, unit: string | null): void {
  const units = reachOf(by, PERMISSION)
  if (units === 'all') return
  if (unit === null) throw new Refusal('refused', [{ code: 'needs-unit', field: 'unit' }])
  mayWorkOn.require({ units, unit })
}

/** Writes prepared words, or their next version. The desk is offered them when they are published. */
export const writeTemplate = action({
  name: 'reports.write-template',
  path: '/reports/desk/templates/write',
  who: may(PERMISSION),
  input: z.object({
    template: template.optional().meta({ input: 'hidden' }),
    title: z.string().trim().min(1).max(100),
    text: z.string().min(1).max(3000).meta({ input: 'textarea', rows: 8 }),
    language: z.string().max(10).meta({ input: 'select' }),
    category: z.string().max(40).optional().meta({ input: 'select' }),
    unit: z.string().max(40).optional().meta({ input: 'select' }),
    personal,
  }),
  output,
  rules: [mayWorkOn],
  onto,
  on: ({ template: id }) =>
    typeof id === 'string' && id ? `/reports/desk/templates/${id}` : '/reports/desk/templates/new',

  async run(work) {
    const { input, tx, by, now, city, newId, newSecret } = work
    const { title, language, category = null, unit = null } = input
    const reasons: Reason[] = unknownIn(input.text).map((name) => ({
      code: 'unknown-placeholder',
      field: 'text',
      values: { name },
    }))
    if (!city.languages.includes(language))
      reasons.push({ code: 'no-such-language', field: 'language' })
    if (category !== null && !categoryOf(reportsOf(city), category)) {
      reasons.push({ code: 'no-such-category', field: 'category' })
    }
    if (unit !== null && !city.units.some(({ code }) => code === unit)) {
      reasons.push({ code: 'no-such-unit', field: 'unit' })
    }
    if (reasons.length > 0) throw new Refusal('invalid', reasons)
    requireReach(work, unit)
    if (input.template) requireReach(work, (await kept.readTemplate(tx, input.template)).unit)
    const id = input.template ?? newId()
    const text = saidInPublic(input.text, input.personal)
    const words = { id, title, text, language, category, unit }
    await kept.writeVersion(tx, { ...words, salt: newSecret(), now, badge: by.actor.badge })
    return { template: id }
  },
})

/** Offers the newest version at the desk. */
export const publishTemplate = action({
  name: 'reports.publish-template',
  path: '/reports/desk/templates/:template/publish',
  who: may(PERMISSION),
  input: z.object({ template, version: z.number().int().meta({ input: 'hidden' }) }),
  output,
  rules: [mayWorkOn, mayPublishTemplate],
  records: [templatePublished],
  onto,

  async run(work) {
    const { input, tx } = work
    const it = await kept.readTemplate(tx, input.template)
    requireReach(work, it.unit)
    if (it.version !== input.version) throw new Refusal('conflict', ['reports.template-changed'])
    const { id, withdrawn, version, language } = it
    const isPublished = it.published === version
    mayPublishTemplate.require({ unknown: unknownIn(it.text), withdrawn, isPublished })
    const text = await kept.publishNewest(tx, id)
    await work.record(templatePublished, { language, unit: it.unit ?? 'none', version, text })
    return { template: id }
  },
})

/** Takes prepared words from the desk; what was answered with them stays. */
export const withdrawTemplate = action({
  name: 'reports.withdraw-template',
  path: '/reports/desk/templates/:template/withdraw',
  who: may(PERMISSION),
  input: z.object({ template }),
  output,
  rules: [mayWorkOn],
  records: [templateWithdrawn],
  onto,

  async run(work) {
    const { input, tx } = work
    const { id, unit, language, version } = await kept.readTemplate(tx, input.template)
    requireReach(work, unit)
    if ((await kept.withdrawTemplate(tx, id)) > 0) {
      await work.record(templateWithdrawn, { language, unit: unit ?? 'none', version })
    }
    return { template: id }
  },
})

/** Puts prepared words behind what was typed, to be read and changed before they are sent. */
export const putTemplate = action({
  name: 'reports.put-template',
  path: '/reports/desk/:number/put-template',
  who: may('reports.read'),
  input: z.object({
    number: z.string().max(20).meta({ input: 'hidden' }),
    act: z.enum(begunIn).meta({ input: 'hidden' }),
    template: template.meta({ input: 'select' }),
    to: z.enum(states).optional().meta({ input: 'hidden' }),
    text: z.string().max(3000).optional().meta({ input: 'hidden' }),
  }),
  output: z.object({ number: z.string(), act: z.string() }),
  rules: [mayWorkOn],
  onto: ({ number, act }) => `/reports/desk/${number}?begun=${act}#do`,

  async run(work) {
    const { input, tx, by, now, city } = work
    const { number } = await holdForDesk(work, { number: input.number }, 'reports.read')
    const { id, language, text: words } = await kept.readOffered(tx, input.template)
    const typed = input.text ?? ''
    const text = await wordsFor(tx, { city, language }, { number, typed, text: words })
    const official = by.ref ?? 'operator'
    const begun = { act: input.act, state: input.to ?? null, text, template: id }
    await keepBegun(tx, { ...begun, number, official, now })
    return { number, act: input.act }
  },
})
