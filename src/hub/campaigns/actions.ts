/** A campaign is launched for good; cities pledge in it and say how far they are. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { actingFor } from '#hub/endorsements'
import { definitionOf } from './counting.ts'
import * as entries from './entries.ts'
import { isZone, slugOf, standingOf, whereOf } from './model.ts'
import { mayLaunch, mayPledge, mayReport } from './rules.ts'
import * as store from './store.ts'

/** Who launches for the coalition, and who pledges for a city. */
export const launchers = may('campaigns.launch')
export const PLEDGE = 'campaigns.pledge'
const pledgers = may(PLEDGE)

const line = (most: number) => z.string().trim().max(most)
const address = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .meta({ input: 'url' })
const whole = z.number().int().max(1_000_000)
const word = z.string().regex(/^[a-z][\w-]{0,59}$/i)
const kinds = z.string().regex(/^[a-z][a-z0-9.-]{2,59}(?:[\s,]+[a-z][a-z0-9.-]{2,59}){0,9}$/)
const campaign = z.string().max(70).meta({ input: 'hidden' })
const outcome = z.object({ campaign: z.string() })
const pageOf = (id: string) => `/campaigns/${id}`

/** Launches a campaign. What counts, from when and for how long stands on the record from this moment. */
export const launch = action({
  name: 'campaigns.launch',
  path: '/campaigns/new/launch',
  who: launchers,
  input: z.object({
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .meta({ input: 'hidden' }),
    name: line(120).min(3),
    about: line(5000).min(1).meta({ input: 'textarea', rows: 6 }),
    target: whole.min(1),
    baseline: whole.min(0),
    starts: z.iso.date().meta({ input: 'date' }),
    days: z.number().int().min(1).max(3660),
    zone: line(60).refine(isZone, { params: { reason: 'campaigns.no-such-zone' } }),
    kinds,
    field: word,
    where: line(2000).optional().meta({ input: 'textarea', rows: 3 }),
    dayField: word.optional(),
  }),
  output: outcome,
  rules: [mayLaunch],
  records: [entries.launched],
  onto: (output) => pageOf(output.campaign),

  async run({ input, tx, now, record }) {
    const { name, language, about, target, baseline, starts, days, zone } = input
    const id = slugOf(name)
    mayLaunch.require({ known: (await store.findCampaign(tx, id)) !== undefined, baseline, target })
    const where = whereOf(input.where)
    if (where === 'unreadable')
      throw new Refusal('invalid', [{ code: 'campaigns.unreadable-where', field: 'where' }])
    const day = input.dayField === undefined ? {} : { day: input.dayField }
    const rule = { kinds: input.kinds.split(/[\s,]+/), field: input.field, where, ...day }
    const it = { id, name, language, about, target, baseline, starts, days, zone, rule }
    await store.addCampaign(tx, it, now)
    const body = { campaign: id, title: name, target, starts, zone, days, baseline, rule }
    await record(entries.launched, body, { subject: pageOf(id) })
    return { campaign: id }
  },
})

/** A city pledges: what is measured, how much of it, until when, and by whose decision. */
export const pledge = action({
  name: 'campaigns.pledge',
  path: '/campaigns/:campaign/pledge',
  who: pledgers,
  input: z.object({
    campaign,
    city: line(120).meta({ input: 'select' }),
    text: line(2000).min(1).meta({ input: 'textarea', rows: 4 }),
    measure: line(200).min(3),
    goal: whole.min(1),
    due: z.iso.date().meta({ input: 'date' }),
    authority: line(150).min(2),
    decision: address,
  }),
  output: outcome,
  rules: [mayPledge],
  records: [entries.pledged],

  async run({ input, tx, now, by, record }) {
    const found = await store.readCampaign(tx, input.campaign)
    const { city, text, measure, goal, due, authority, decision } = input
    const today = dateIn(now, found.zone)
    const made = (await store.listPledges(tx, found.id)).some((one) => one.city === city)
    const { phase } = standingOf(definitionOf(found), 0, today)
    const acting = await actingFor(tx, by.person, { permission: PLEDGE, city })
    mayPledge.require({ ...acting, phase, pledged: made, due, today })
    const it = { campaign: found.id, city, text, measure, goal, authority, decision }
    await store.addPledge(tx, { ...it, dueOn: due, pledgedOn: today })
    const body = { campaign: found.id, city, goal, due, decision }
    await record(entries.pledged, body, { subject: pageOf(found.id) })
    return { campaign: found.id }
  },
})

/** How far a pledge is, with a source. */
export const report = action({
  name: 'campaigns.report',
  path: '/campaigns/:campaign/report',
  who: pledgers,
  input: z.object({
    campaign,
    city: line(120).meta({ input: 'hidden' }),
    value: whole.min(0),
    source: address,
  }),
  output: outcome,
  rules: [mayReport],
  records: [entries.reported],

  async run({ input, tx, now, by, record }) {
    const found = await store.readCampaign(tx, input.campaign)
    const { city, value, source } = input
    const made = (await store.listPledges(tx, found.id)).some((one) => one.city === city)
    const { acts } = await actingFor(tx, by.person, { permission: PLEDGE, city })
    mayReport.require({ acts, pledged: made })
    const on = dateIn(now, found.zone)
    await store.setReport(tx, { campaign: found.id, city, value, on, source })
    const body = { campaign: found.id, city, value, on, source }
    await record(entries.reported, body, { subject: pageOf(found.id) })
    return { campaign: found.id }
  },
})
