/** The desk of the secretariat and the board: what waits, and what is due first. */
import { page } from '#core/pages'
import { may } from '#core/people'
import type { Say } from '#core/text'
import { Details, Empty, Field, Form, Layout, Section, Table, Tag } from '#design'
import { z } from 'zod'
import { stateEmployer } from '../actions/desk.ts'
import type { State } from '../model.ts'
import { readMemberships } from '../store.ts'
import { listHearings } from '../store/members.ts'
import { employerOf, listAppealed, listApplications } from '../store/reviews.ts'
import type { Application } from '../store/rows.ts'
import { Day, StateTag, trail } from './parts.tsx'

const WAITING: readonly State[] = [
  'in_review',
  'changes_requested',
  'submitted',
  'checking',
  'accepted',
]

function Queue({ rows, say, now }: { rows: readonly Application[]; say: Say; now: string }) {
  if (rows.length === 0) return <Empty title={say('endorsements.desk.none')} />
  return (
    <Table
      caption={say('endorsements.desk.queue')}
      quiet
      head={['name', 'kind', 'state', 'due'].map((one) => say(`endorsements.desk.${one}`))}
      rows={rows.map((one) => [
        <a href={`/endorsements/${one.number}`}>{one.name}</a>,
        say(`endorsements.kind.${one.kind}`),
        <StateTag state={one.state} />,
        one.dueOn === null ? (
          '–'
        ) : (
          <>
            <Day on={one.dueOn} />{' '}
            {one.dueOn < now.slice(0, 10) && (
              <Tag tone="warning">{say('endorsements.clock.late')}</Tag>
            )}
          </>
        ),
      ])}
    />
  )
}

export const deskPage = page({
  name: 'endorsements.desk',
  path: '/endorsements/desk',
  who: may('endorsements.desk'),
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, by }) {
    const hearings = await listHearings(tx)
    const cities = await readMemberships(
      tx,
      hearings.map(({ city }) => city),
    )
    return {
      waiting: await listApplications(tx, { states: WAITING, most: 200 }),
      appealed: await listAppealed(tx),
      hearings: hearings.map((one) => ({ ...one, name: cities.get(one.city)?.name ?? one.city })),
      employer: (await employerOf(tx, by.ref ?? '')) ?? null,
    }
  },
  view: ({ waiting, appealed, hearings, employer }, { say, now }) => (
    <Layout
      title={say('endorsements.desk')}
      lead={say('endorsements.desk.lead')}
      breadcrumb={trail(say)}
      wide
    >
      <Section title={say('endorsements.desk.queue')} id="queue">
        <Queue rows={waiting} say={say} now={now} />
      </Section>
      <Section title={say('endorsements.desk.appeals')} id="appeals">
        <Queue rows={appealed} say={say} now={now} />
      </Section>
      <Section title={say('endorsements.desk.hearings')} id="hearings">
        {hearings.length === 0 && <Empty title={say('endorsements.desk.none')} />}
        <ul>
          {hearings.map((one) => (
            <li key={one.number}>
              <a href={`/cities/${one.city}/endorsement`}>
                <bdi>{one.name}</bdi>
              </a>{' '}
              · {say('endorsements.hearing.until')} <Day on={one.until} />
            </li>
          ))}
        </ul>
      </Section>
      <Details summary={say('endorsements.state-employer')} open={employer === null}>
        <Form action={stateEmployer} fields={[]}>
          <Field name="employer" value={employer} />
        </Form>
      </Details>
    </Layout>
  ),
})
