/** The contact data of one report, for an official who gave a reason. Every look is written down. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import { Personal } from '#design'
import { contactBack } from '../../purposes.ts'
import { readUnmasking } from '../../store/desk.ts'
import { readForDesk } from '../parts/at-desk.ts'
import { Opened } from './opened.tsx'

const FIELDS = ['contact.name', 'contact.email', 'contact.phone', 'account.email'] as const

type Secret = Parameters<typeof Personal>[0]['value']

/** What was left, by field. */
export type ContactValues = {
  readonly [name in (typeof FIELDS)[number]]?: Secret | undefined
}

/** What was left, one line each. */
export function contactRows(values: ContactValues, say: ReturnType<typeof useHere>['say']) {
  return FIELDS.flatMap((field) => {
    const value = values[field]
    if (!value) return []
    const key = say(`reports.desk.contact.${field}`)
    return [{ key, value: <Personal value={value} sink="staff-view" /> }]
  })
}

interface ContactData {
  readonly number: string
  readonly reason: string
  /** Null when no reason was given, or its time is over. */
  readonly until: string | null
  readonly values: ContactValues
}

function ContactView({ number, reason, until, values }: ContactData) {
  const { say } = useHere()
  const title = say('reports.desk.contact.title', { number })
  const rows = contactRows(values, say)
  return <Opened title={title} number={number} reason={reason} until={until} rows={rows} />
}

/** Shown while the stated reason holds; each look reads the vault and is logged for the reporter. */
export const deskContact = page({
  name: 'reports.desk.contact',
  path: '/reports/desk/:number/contact',
  who: may('reports.contact'),
  input: z.object({ number: z.string().max(20) }),
  reads: { contactBack },
  async load({ input, tx, by, now, personal }): Promise<ContactData> {
    const { report } = await readForDesk(tx, by, input.number)
    const unmasked = await readUnmasking(tx, report.number, { official: by.ref ?? '', now })
    const { number, contact } = report
    if (!unmasked || !contact) return { number, reason: '', until: null, values: {} }
    const { reason, until } = unmasked
    const values = await personal.contactBack(contact, { case: number, reason })
    return { number, reason, until, values }
  },
  view: (data) => <ContactView {...data} />,
  redirect: ({ number, until }) => (until === null ? `/reports/desk/${number}#contact` : undefined),
})
