/** Giving a document in an open case, and what was given before. */
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import { Form, Layout, Notice, Prose, Section, Table, When } from '#design'
import { listOfCase } from '#services/documents'
import { z } from 'zod'
import { give } from '../../actions/issue.ts'
import { publicClass } from '../../model.ts'
import { readForDesk } from '../parts/at-desk.ts'

interface Giving {
  readonly number: string
  /** Why nothing can be given: the case is over, or whoever reported has no account. */
  readonly closed: 'over' | 'unknown' | null
  readonly given: readonly { number: string; kind: string; issuedAt: string }[]
  readonly scans: boolean
}

function Given({ given }: Giving) {
  const { say } = useHere()
  if (given.length === 0) return null
  return (
    <Section title={say('reports.given')} id="given">
      <Table
        caption={say('reports.given')}
        quiet
        head={['number', 'kind', 'issued'].map((key) => say(`documents.fact.${key}`))}
        rows={given.map(({ number, kind, issuedAt }) => [
          <a key="number" href={`/documents/desk/${number}`}>
            {number}
          </a>,
          say(`documents.kind.${kind}`),
          <When key="at" at={issuedAt} />,
        ])}
      />
    </Section>
  )
}

/** A unit gives a document to whoever brought the report. */
export const giving = page({
  name: 'reports.giving',
  path: '/reports/desk/:number/document',
  who: may('documents.issue'),
  input: z.object({ number: z.string().max(20) }),
  async load({ input, tx, by, health }): Promise<Giving> {
    const { report } = await readForDesk(tx, by, input.number)
    const { number, state, withAccount } = report
    const given = await listOfCase(tx, number)
    const closed = publicClass(state) !== 'open' ? 'over' : withAccount ? null : 'unknown'
    return { number, closed, given: given.map(said), scans: health.scans }
  },
  view: (data, { say }) => (
    <Layout
      title={say('reports.giving')}
      lead={say('reports.giving.lead')}
      breadcrumb={[
        { href: '/reports/desk', text: say('reports.desk') },
        { href: `/reports/desk/${data.number}`, text: data.number },
      ]}
      narrow
    >
      {data.closed ? (
        <Notice tone="warning" title={say(`reports.giving.${data.closed}`)} />
      ) : (
        <Form
          action={give}
          with={{ number: data.number }}
          fields={['document', 'kind', 'title', 'from', 'until']}
        />
      )}
      <Prose>
        <p>{say(data.scans ? 'documents.scanned' : 'documents.not-scanned')}</p>
      </Prose>
      <Given {...data} />
    </Layout>
  ),
})

const said = ({ number, kind, issuedAt }: Giving['given'][number]) => ({ number, kind, issuedAt })
