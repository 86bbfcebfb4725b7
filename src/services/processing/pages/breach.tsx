/** One breach: the clock, the one thing to do next, and everything that was done. */
import { type Look, page } from '#core/pages'
import { Refusal } from '#core/kernel'
import type { Say } from '#core/text'
import { Details, Layout, Notice, Section, Summary, Tag, Timeline, When, Words } from '#design'
import { z } from 'zod'
import { writers } from '../actions/forms.ts'
import { nextStep } from '../model.ts'
import { purposeTitle, serviceName } from '../naming.ts'
import { activitiesOf, answeringOf } from '../register.ts'
import { findBreach, listNotifications, type Notification } from '../store/breaches.ts'
import { openClocks } from './looking.ts'
import { Clocks, clockText, deskTrail } from './parts.tsx'
import { NextForm } from './steps.tsx'

async function load({ input, tx, declared, city, language, oversight }: Look<{ number: string }>) {
  const breach = await findBreach(tx, input.number)
  if (!breach) throw new Refusal('not-found', ['no-such-breach'])
  const notifications = await listNotifications(tx, breach.number)
  const activities = activitiesOf(declared, city)
  return {
    breach: { ...breach, more: notifications.at(-1)?.more ?? null },
    notifications,
    standing: await oversight.told(breach.number),
    services: [...new Set(activities.map(({ service }) => service))],
    purposes: activities.map(({ id }) => id),
    answering: answeringOf(city, language),
    clocks: await openClocks(tx),
  }
}

/** What a page of a breach shows. */
export type BreachData = Awaited<ReturnType<typeof load>>

function concernedText({ breach }: BreachData, say: Say): string {
  const { concerned, people } = breach
  if (!concerned || people === null) return say('processing.uncounted')
  const of = [
    concerned.module && serviceName(concerned.module, say),
    concerned.purpose && purposeTitle(concerned.purpose, say),
    concerned.badge,
  ].filter(Boolean)
  const how = say(`processing.count.by.${concerned.by}`)
  return `${say('processing.people.found', { people })} (${[how, ...of].join(', ')})`
}

/** What happened, and when. */
function happenedRows({ breach: it }: BreachData, say: Say) {
  return [
    {
      key: say('processing.column.kinds'),
      value: say.list(it.kinds.map((one) => say(`processing.breach-kind.${one}`))),
    },
    {
      key: say('processing.noticed'),
      value: (
        <>
          <When at={it.noticedAt} />, {say(`processing.noticer.${it.noticedBy}`)}
        </>
      ),
    },
    {
      key: say('processing.span'),
      value: (
        <>
          <When at={it.from} /> – <When at={it.until} />
        </>
      ),
    },
  ]
}

function rowsOf(data: BreachData, say: Say) {
  const { breach: it, standing } = data
  return [
    ...happenedRows(data, say),
    {
      key: say('processing.risk'),
      value: (
        <>
          {say(`processing.risk.${it.risk}`)}
          {it.riskWhy && <Words text={it.riskWhy} />}
        </>
      ),
    },
    { key: say('processing.concerned'), value: concernedText(data, say) },
    {
      key: say('processing.told'),
      value: it.toldAt
        ? say('processing.told.many', { told: standing.told, people: standing.people })
        : '–',
    },
    ...(it.lessons ? [{ key: say('processing.lessons'), value: <Words text={it.lessons} /> }] : []),
  ]
}

/** What the authority was told in one phase: the contents of art. 33(3), ready to be copied. */
function Told({ it, say }: { it: Notification; say: Say }) {
  const said = ['nature', 'records', 'contact', 'consequences', 'measures'] as const
  return (
    <Details
      summary={say('processing.phase', { phase: it.phase, at: say.date(it.sentAt, 'dateTime') })}
    >
      <Summary
        rows={[
          ...said.map((one) => ({
            key: say(`processing.notify.${one}`),
            value: <Words text={it[one]} />,
          })),
          {
            key: say('processing.concerned'),
            value: it.people === null ? '–' : say.number(it.people),
          },
          ...(it.lateReason
            ? [{ key: say('processing.notify.lateReason'), value: <Words text={it.lateReason} /> }]
            : []),
          { key: say('processing.notify.more'), value: say(it.more ? 'common.yes' : 'common.no') },
        ]}
      />
    </Details>
  )
}

function Done({ breach: it, notifications, say }: BreachData & { say: Say }) {
  const told = notifications.map(({ phase, sentAt }) => ({
    at: sentAt,
    title: say('processing.done.notified', { phase }),
  }))
  const items = [
    { at: it.noticedAt, title: say('processing.done.noticed') },
    { at: it.openedAt, title: say('processing.done.opened') },
    ...told,
    ...(it.toldAt ? [{ at: it.toldAt, title: say('processing.done.told') }] : []),
    ...(it.closedAt ? [{ at: it.closedAt, title: say('processing.done.closed') }] : []),
  ]
  return (
    <Section title={say('processing.done')} id="done">
      <Timeline items={items.toSorted((a, b) => (a.at < b.at ? 1 : -1))} />
    </Section>
  )
}

/** One breach with its clock and its next step. */
export const breachPage = page({
  name: 'processing.breach-page',
  path: '/processing/breaches/:number',
  who: writers,
  input: z.object({ number: z.string().max(20), language: z.string().max(10).optional() }),
  load,
  view: (data, { say, now }) => {
    const { breach: it } = data
    const next = nextStep(it)
    return (
      <Layout
        title={it.title}
        breadcrumb={deskTrail(say, {
          href: '/processing/breaches',
          text: say('processing.breaches-page'),
        })}
      >
        <p>
          <Tag>{it.number}</Tag>{' '}
          <Tag tone={it.state === 'open' ? 'warning' : 'neutral'}>
            {say(`processing.breach-state.${it.state}`)}
          </Tag>{' '}
          {it.exercise && <Tag tone="info">{say('processing.exercise')}</Tag>}
        </p>
        {it.state === 'open' && (
          <Notice tone={it.more === null ? 'warning' : 'info'} title={clockText(it, say, now)}>
            {it.exercise && <p>{say('processing.exercise.text')}</p>}
          </Notice>
        )}
        {next !== 'done' && (
          <Section title={say(`processing.next.${next}`)} id="next">
            <NextForm {...data} next={next} />
          </Section>
        )}
        <Clocks breaches={data.clocks} but={it.number} />
        <Section title={say('processing.known')} id="known">
          <Summary rows={rowsOf(data, say)} />
          {data.notifications.map((one) => (
            <Told key={one.phase} it={one} say={say} />
          ))}
        </Section>
        <Done {...data} say={say} />
      </Layout>
    )
  },
})
