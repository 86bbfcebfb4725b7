/** What a unit gave, and taking it back. Officials see neither whose it is nor what it says. */
import { dateIn, Refusal } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { may } from '#core/people'
import { Empty, Form, Layout, Notice, Summary, Table, When } from '#design'
import { z } from 'zod'
import { withdraw } from '../actions/desk.ts'
import { standingOf } from '../model.ts'
import { reachOf } from '../reach.ts'
import { listOfUnits, readByNumber } from '../store/issued.ts'
import { Stands } from './parts.tsx'

/** What the official's units gave. */
export const deskPage = page({
  name: 'documents.desk',
  path: '/documents/desk',
  who: may('documents.issue'),
  menu: 22,
  input: z.object({}),
  async load({ by, tx, now, city }) {
    const today = dateIn(now, city.zone)
    const all = await listOfUnits(tx, reachOf(by))
    return all.map((one) => {
      const { number, kind, caseRef, issuedAt } = one
      return { number, kind, caseRef, issuedAt, standing: standingOf(one, today) }
    })
  },
  view: (all, { say }) => (
    <Layout title={say('documents.desk')} lead={say('documents.desk.lead')} wide>
      {all.length === 0 ? (
        <Empty title={say('documents.desk.none')} text={say('documents.desk.none.text')} />
      ) : (
        <Table
          caption={say('documents.desk')}
          quiet
          head={['number', 'kind', 'case', 'issued', 'state'].map((key) =>
            say(`documents.fact.${key}`),
          )}
          rows={all.map((one) => [
            <a key="number" href={`/documents/desk/${one.number}`}>
              {one.number}
            </a>,
            say(`documents.kind.${one.kind}`),
            <bdi key="case">{one.caseRef}</bdi>,
            <When key="issued" at={one.issuedAt} />,
            <Stands key="state" standing={one.standing} />,
          ])}
        />
      )}
    </Layout>
  ),
})

async function load({ input, by, tx, now, city }: Look<{ number: string }>) {
  const issued = await readByNumber(tx, input.number)
  const reach = reachOf(by)
  if (!issued || (reach !== 'all' && !reach.includes(issued.unit))) {
    throw new Refusal('not-found', ['documents.no-such-document'])
  }
  const { number, kind, caseRef, issuedAt, withdrawnBecause } = issued
  const standing = standingOf(issued, dateIn(now, city.zone))
  return { number, kind, caseRef, issuedAt, withdrawnBecause, standing }
}

/** One document that the unit gave. */
export const deskOne = page({
  name: 'documents.desk-one',
  path: '/documents/desk/:number',
  who: may('documents.issue'),
  input: z.object({ number: z.string().max(40) }),
  load,
  view: (one, { say }) => (
    <Layout
      title={say(`documents.kind.${one.kind}`)}
      eyebrow={<bdi>{one.number}</bdi>}
      breadcrumb={[{ href: '/documents/desk', text: say('documents.desk') }]}
      narrow
    >
      <Summary
        rows={[
          { key: say('documents.fact.state'), value: <Stands standing={one.standing} /> },
          { key: say('documents.fact.case'), value: <bdi>{one.caseRef}</bdi> },
          { key: say('documents.fact.issued'), value: <When at={one.issuedAt} /> },
        ]}
      />
      {one.withdrawnBecause ? (
        <Notice title={say(`documents.withdrawal.${one.withdrawnBecause}`)} />
      ) : (
        <Form action={withdraw} with={{ number: one.number }} fields={['because']} kind="danger" />
      )}
    </Layout>
  ),
})
