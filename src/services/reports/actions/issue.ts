/** A unit gives a document to the resident who brought a report: a permit, a decision, a certificate. */
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import { issue, issuedKinds, sealed } from '#services/documents'
import { z } from 'zod'
import { publicClass } from '../model.ts'
import { mayGive } from '../giving.ts'
import { mayWorkOn } from '../rules.ts'
import { holdForDesk } from './at-desk.ts'

/** Gives a document in an open case; it is in the folder of whoever reported while signed in. */
export const give = action({
  name: 'reports.give',
  path: '/reports/desk/:number/document/give',
  who: may('documents.issue'),
  input: z.object({
    number: z.string().max(20).meta({ input: 'hidden' }),
    document: z.uuid().meta({ input: 'file' }),
    kind: z.enum(issuedKinds).meta({ input: 'select' }),
    title: z.string().trim().min(1).max(200).meta({ input: 'text' }),
    from: z.iso.date().optional().meta({ input: 'date' }),
    until: z.iso.date().optional().meta({ input: 'date' }),
  }),
  output: z.object({ number: z.string(), document: z.string() }),
  rules: [mayWorkOn, mayGive],
  records: [sealed],
  uploads: { field: 'document', most: 1, kinds: ['document'], to: 'vault' },
  onto: (_, { number }) => `/reports/desk/${number}/document`,

  async run(work) {
    const { input, now, city } = work
    const report = await holdForDesk(work, { number: input.number }, 'documents.issue')
    const today = dateIn(now, city.zone)
    const { document, kind, title, from = today, until } = input
    mayGive.require({
      caseOpen: publicClass(report.state) === 'open',
      known: report.reporter !== null,
      placed: report.unit !== null,
      from,
      until,
      today,
    })
    const of = { ref: report.reporter ?? '', unit: report.unit ?? '', caseRef: report.number }
    const issued = await issue(work, { ...of, document, kind, title, from, until })
    return { number: issued.number, document: issued.document }
  },
})
