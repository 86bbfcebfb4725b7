/** Words from before the city looked at words: how many wait, what would be hidden, and what was. */
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import { Does, Empty, Details, Form, Field, Layout, Pager, Prose, Section, Stats } from '#design'
import { z } from 'zod'
import { maskEarlier, PORTION, restore } from '../../actions/earlier.ts'
import { laterShown } from '../../earlier.ts'
import { countEarlier, type Hidden, listHidden, nextEarlier } from '../../store/earlier.ts'

const PART = 25

interface EarlierData {
  readonly waiting: number
  readonly next: number
  readonly would: number
  readonly hidden: readonly Hidden[]
  readonly more: boolean
  readonly first: boolean
}

/** Counted before anything is changed; then a portion at a time. */
export const earlier = page({
  name: 'reports.desk.earlier',
  path: '/reports/desk/earlier',
  who: may('reports.moderate'),
  menu: 23,
  input: z.object({ after: z.number().int().min(0).max(2_000_000_000).default(0) }),
  async load({ input, tx, city }): Promise<EarlierData> {
    const next = await nextEarlier(tx, PORTION)
    const found = await listHidden(tx, input.after, PART + 1)
    return {
      waiting: await countEarlier(tx),
      next: next.length,
      would: next.filter((one) => laterShown(city, one) !== undefined).length,
      hidden: found.slice(0, PART),
      more: found.length > PART,
      first: input.after === 0,
    }
  },
  view: (data) => <EarlierView {...data} />,
})

function Restoring({ one }: { one: Hidden }) {
  const { say } = useHere()
  return (
    <Details summary={say('reports.earlier.restore', { number: one.number })}>
      <Prose>
        <p>
          {say('reports.earlier.restore.text')}{' '}
          <a href={`/reports/desk/${one.number}`}>{one.number}</a>
        </p>
      </Prose>
      <Form action={restore} with={{ number: one.number }} kind="secondary">
        <Field name="text" value={one.text} />
      </Form>
    </Details>
  )
}

function EarlierView({ waiting, next, would, hidden, more, first }: EarlierData) {
  const { say } = useHere()
  return (
    <Layout
      title={say('reports.desk.earlier')}
      lead={say('reports.earlier.lead')}
      breadcrumb={[{ href: '/reports/desk', text: say('reports.desk') }]}
    >
      <Stats
        items={[
          { label: say('reports.earlier.waiting'), value: waiting },
          { label: say('reports.earlier.would', { next }), value: would },
        ]}
      />
      {waiting > 0 && <Does action={maskEarlier} with={{}} kind="primary" />}
      <Section title={say('reports.earlier.hidden')} id="hidden">
        {hidden.length === 0 && <Empty title={say('reports.earlier.none')} />}
        {hidden.map((one) => (
          <Restoring key={one.number} one={one} />
        ))}
        <Pager
          previous={first ? undefined : '/reports/desk/earlier'}
          next={more ? `/reports/desk/earlier?after=${hidden.at(-1)?.id}` : undefined}
        />
      </Section>
    </Layout>
  )
}
