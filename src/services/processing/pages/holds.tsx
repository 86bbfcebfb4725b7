/** Legal holds: what was asked for, what stands, and on how many people; never on whom. */
import { page } from '#core/pages'
import type { Say } from '#core/text'
import type { HoldOrder } from '#core/vault'
import { Does, Empty, Field, Form, Layout, Prose, Section, Table, When } from '#design'
import { z } from 'zod'
import { askHold, askRelease, decideHold, holders } from '../actions/holds.ts'
import { className } from '../naming.ts'
import { openClocks } from './looking.ts'
import { Clocks, deskTrail } from './parts.tsx'

function Act({ it, say }: { it: HoldOrder; say: Say }) {
  if (it.agreed === null && it.own) return <>{say('processing.hold.other')}</>
  if (it.agreed === null) {
    return (
      <div class="cr-buttons">
        {(['agree', 'decline'] as const).map((verdict) => (
          <Does
            key={verdict}
            action={decideHold}
            with={{ order: it.id, verdict }}
            label={`processing.hold.${verdict}`}
            about={it.reference}
          />
        ))}
      </div>
    )
  }
  if (it.stands) return <Does action={askRelease} with={{ order: it.id }} about={it.reference} />
  return <>{say(it.agreed ? 'processing.hold.over' : 'processing.hold.declined')}</>
}

/** Every order, with what can be done about it. */
export const holdsPage = page({
  name: 'processing.holds-page',
  path: '/processing/holds',
  who: holders,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ oversight, by, declared, tx }) {
    return {
      orders: await oversight.orders(by.ref ?? ''),
      classes: [
        ...new Set(declared.purposes.flatMap(({ personal }) => personal.map((one) => one.class))),
      ],
      clocks: await openClocks(tx),
    }
  },
  view: ({ orders, classes, clocks }, { say }) => (
    <Layout
      title={say('processing.holds-page')}
      lead={say('processing.holds-page.lead')}
      breadcrumb={deskTrail(say)}
    >
      <Clocks breaches={clocks} />
      <Section title={say('processing.holds')} id="holds">
        {orders.length === 0 ? (
          <Empty title={say('processing.holds.none')} />
        ) : (
          <Table
            caption={say('processing.holds')}
            quiet
            head={['reference', 'change', 'class', 'people', 'when', 'act'].map((one) =>
              say(`processing.column.${one}`),
            )}
            rows={orders.map((it) => [
              <bdi>{it.reference}</bdi>,
              say(`processing.change.${it.change}`),
              className(it.class, say),
              say.number(it.people),
              <When at={it.decidedAt ?? it.askedAt} style="date" />,
              <Act it={it} say={say} />,
            ])}
          />
        )}
      </Section>
      <Section title={say('processing.ask-hold')} id="ask">
        <Prose>
          <p>{say('processing.ask-hold.text')}</p>
        </Prose>
        <Form action={askHold} fields={[]}>
          <Field
            name="class"
            options={classes.map((value) => ({ value, text: className(value, say) }))}
          />
          <Field name="reference" />
          <Field name="case" optional />
          <Field name="email" kind="email" optional />
        </Form>
      </Section>
    </Layout>
  ),
})
