/** Somebody is in danger to life: contact data without an open case, for a reason, and everybody is told. */
import { z } from 'zod'
import { action } from '#core/actions'
import { may } from '#core/people'
import { happen, subjectOf } from '../advance.ts'
import { reportsOf } from '../config.ts'
import { mayOpenInDanger } from '../danger.ts'
import * as entries from '../entries.ts'
import { holdReport } from '../store/change.ts'
import { unmask } from '../store/desk.ts'
import { about, asOfficial } from './at-desk.ts'

/** Opens the contact data of any report for a while, whatever its unit and state. The vault tells person and officer. */
export const openInDanger = action({
  name: 'reports.open-in-danger',
  path: '/reports/desk/:number/danger/open',
  who: may('reports.contact'),
  assurance: 'substantial',
  fresh: true,
  input: z.object({
    number: about.number,
    reason: z.string().min(20).max(300).meta({ input: 'textarea', rows: 3 }),
  }),
  output: z.object({ number: z.string(), until: z.string() }),
  rules: [mayOpenInDanger],
  records: [entries.openedInDanger],
  limit: { per: 'session', most: 10, seconds: 3600 },
  onto: ({ number }) => `/reports/desk/${number}/danger`,

  async run(work) {
    const { input, tx, now, by, city } = work
    const report = await holdReport(tx, input.number)
    mayOpenInDanger.require({ contactLeft: report.contact !== null })
    const minutes = reportsOf(city).terms.unmaskMinutes
    const until = new Date(Date.parse(now) + minutes * 60_000).toISOString()
    const { reason } = input
    const official = by.ref ?? 'operator'
    await unmask(tx, { report: report.id, official, reason, until, danger: true })
    const what = { kind: 'unmasked', audience: 'reporter', text: reason } as const
    await happen(asOfficial(work), report, what)
    const entry = { number: report.number, unit: by.actor.unit ?? 'none' }
    await work.record(entries.openedInDanger, entry, subjectOf(report))
    return { number: report.number, until }
  },
})
