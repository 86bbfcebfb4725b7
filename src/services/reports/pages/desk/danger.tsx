/** Contact data of a report while somebody is in danger: a reason first, then the values; each look is told at once. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import { Form, Layout, Notice, Prose, Summary, When } from '#design'
import { openInDanger } from '../../actions/desk-danger.ts'
import { danger } from '../../purposes.ts'
import { readUnmasking } from '../../store/desk.ts'
import { readAtDesk } from '../../store/one.ts'
import { contactRows, type ContactValues } from './contact.tsx'

interface DangerData {
  readonly number: string
  readonly contactLeft: boolean
  readonly reason: string
  /** Null while no reason was given, or its time is over. */
  readonly until: string | null
  readonly values: ContactValues
}

function Asking({ number, contactLeft }: DangerData) {
  const { say } = useHere()
  if (!contactLeft) return <Notice title={say('reports.desk.noContact')} />
  return (
    <>
      <Notice tone="warning" title={say('reports.desk.danger.only')}>
        <p>{say('reports.desk.danger.told')}</p>
      </Notice>
      <Form action={openInDanger} with={{ number }} kind="danger" />
    </>
  )
}

function Opened({ reason, until, values }: DangerData) {
  const { say } = useHere()
  return (
    <>
      <Notice tone="warning" title={say('reports.desk.danger.logged')}>
        <p>
          {say('reports.desk.contact.reason')} <bdi>{reason}</bdi>
        </p>
        <p>
          {say('reports.desk.contact.until')} {until && <When at={until} style="time" />}
        </p>
      </Notice>
      <Summary rows={contactRows(values, say)} />
      <Prose>
        <p>{say('reports.desk.danger.after')}</p>
      </Prose>
    </>
  )
}

/** For every official who may see contact data, whatever the unit: an emergency waits for no queue. */
export const deskDanger = page({
  name: 'reports.desk.danger',
  path: '/reports/desk/:number/danger',
  who: may('reports.contact'),
  assurance: 'substantial',
  fresh: true,
  input: z.object({ number: z.string().max(20) }),
  reads: { danger },
  async load({ input, tx, by, now, personal }): Promise<DangerData> {
    const { report } = await readAtDesk(tx, input.number)
    const { number, contact } = report
    const opened = await readUnmasking(tx, number, { official: by.ref ?? '', now, danger: true })
    const none = { number, contactLeft: contact !== null, reason: '', until: null, values: {} }
    if (!opened || !contact) return none
    const { reason, until } = opened
    const values = await personal.danger(contact, { emergency: true, reason })
    return { ...none, reason, until, values }
  },
  view: (data, { say }) => (
    <Layout
      title={say('reports.desk.danger.title', { number: data.number })}
      breadcrumb={[{ href: '/reports/desk', text: say('reports.desk') }]}
      narrow
    >
      {data.until === null ? <Asking {...data} /> : <Opened {...data} />}
    </Layout>
  ),
})
