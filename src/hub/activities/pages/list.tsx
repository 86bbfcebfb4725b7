/** What the cities of the coalition invite to, and the form with which one does. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Empty,
  Field,
  Filters,
  Form,
  Layout,
  Prose,
  Section,
  Select,
} from '#design'
import { cityTable, nameIn, readNames } from '#hub/cities'
import { listPrinciples, type Principle, titleOf } from '#hub/declaration'
import { PLAN } from '../acting.ts'
import { plan, planners } from '../actions/plan.ts'
import { listActivities } from '../store/activities.ts'
import { atom, ics } from './feeds.ts'
import { Activities, trail } from './parts.tsx'

const language = z.string().max(10).optional()
const asking = { city: z.string().max(120).optional(), principle: z.string().max(60).optional() }

function ByPrinciple({ principle, principles }: ByPrincipleProps) {
  const { say } = useHere()
  return (
    <Filters action="/activities" clear={principle ? '/activities' : undefined}>
      <Select
        name="principle"
        label={say('activities.principle')}
        value={principle ?? ''}
        options={[
          { value: '', text: say('activities.any') },
          ...principles.map((one) => ({ value: one.id, text: titleOf(say, one) })),
        ]}
      />
    </Filters>
  )
}
interface ByPrincipleProps {
  readonly principle: string | undefined
  readonly principles: readonly Principle[]
}

export const listPage = page({
  name: 'activities.list',
  path: '/activities',
  who: anyone,
  keep: 'public',
  input: z.object({ ...asking, language }),
  also: { ics, atom },
  async load({ input, tx, now, by }) {
    const { city, principle } = input
    return {
      asked: { city, principle },
      coming: await listActivities(tx, cityTable(), { city, principle, after: now }, 100),
      past: await listActivities(tx, cityTable(), { city, principle, before: now }, 30),
      principles: await listPrinciples(tx),
      plans: namedUnits(by.person, PLAN).length > 0,
    }
  },
  view: ({ asked, coming, past, principles, plans }, { say }) => {
    const query = asked.principle ? `?principle=${encodeURIComponent(asked.principle)}` : ''
    return (
      <Layout
        title={say('activities.list')}
        lead={say('activities.list.lead')}
        breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
        actions={
          <ButtonRow>
            {plans && <ButtonLink href="/activities/new">{say('activities.plan')}</ButtonLink>}
            <ButtonLink href="/activities/internet-day">{say('activities.day')}</ButtonLink>
          </ButtonRow>
        }
      >
        <ByPrinciple principle={asked.principle} principles={principles} />
        <Section title={say('activities.coming')} id="coming">
          {coming.length === 0 && <Empty title={say('activities.none')} />}
          <Activities all={coming} label={say('activities.coming')} />
        </Section>
        {past.length > 0 && (
          <Section title={say('activities.past')} id="past">
            <Activities all={past} label={say('activities.past')} />
          </Section>
        )}
        <Prose>
          <p>
            {say('activities.feeds')} <a href={`/activities.ics${query}`}>iCalendar</a> ·{' '}
            <a href={`/activities.atom${query}`}>Atom</a>
          </p>
        </Prose>
      </Layout>
    )
  },
})

export const cityPage = page({
  name: 'activities.city',
  path: '/cities/:city/activities',
  who: anyone,
  keep: 'public',
  input: z.object({ city: z.string().max(120), language }),
  also: { ics, atom },
  async load({ input, tx, now }) {
    const named = (await readNames(tx, [input.city])).get(input.city)
    if (!named) throw new Refusal('not-found', ['no-such-city'])
    const city = named.id
    return {
      named,
      coming: await listActivities(tx, cityTable(), { city, after: now }, 100),
      past: await listActivities(tx, cityTable(), { city, before: now }, 100),
    }
  },
  view: ({ named, coming, past }, { say, language: spoken }) => (
    <Layout
      title={say('activities.city')}
      eyebrow={nameIn(named, spoken)}
      breadcrumb={[...trail(say), { href: `/cities/${named.id}`, text: nameIn(named, spoken) }]}
    >
      <Section title={say('activities.coming')} id="coming">
        {coming.length === 0 && <Empty title={say('activities.none')} />}
        <Activities all={coming} label={say('activities.coming')} />
      </Section>
      {past.length > 0 && (
        <Section title={say('activities.past')} id="past">
          <Activities all={past} label={say('activities.past')} />
        </Section>
      )}
      <Prose>
        <p>
          {say('activities.feeds')} <a href={`/cities/${named.id}/activities.ics`}>iCalendar</a> ·{' '}
          <a href={`/cities/${named.id}/activities.atom`}>Atom</a>
        </p>
      </Prose>
    </Layout>
  ),
})

export const newPage = page({
  name: 'activities.new',
  path: '/activities/new',
  who: planners,
  input: z.object({ language }),
  async load({ tx, by, language: spoken, city: hub }) {
    const names = await readNames(tx, namedUnits(by.person, PLAN))
    return {
      cities: [...names.values()],
      principles: await listPrinciples(tx),
      spoken,
      zone: hub.zone,
    }
  },
  view: ({ cities, principles, spoken, zone }, { say }) => (
    <Layout title={say('activities.plan')} breadcrumb={trail(say)} narrow>
      <Form action={plan} with={{ language: spoken }}>
        <Field
          name="city"
          value={cities.length === 1 ? cities[0]?.id : undefined}
          options={cities.map((one) => ({ value: one.id, text: nameIn(one, spoken) }))}
        />
        {['title', 'kind', 'about'].map((name) => (
          <Field key={name} name={name} />
        ))}
        <Field name="zone" value={zone} />
        {['day', 'time', 'lastDay', 'until', 'place', 'link'].map((name) => (
          <Field key={name} name={name} />
        ))}
        <Field
          name="principles"
          options={principles.map((one) => ({ value: one.id, text: titleOf(say, one) }))}
        />
        {['languages', 'interpretation', 'captions', 'stepFree', 'contact', 'price'].map((name) => (
          <Field key={name} name={name} />
        ))}
        <Field name="rule" />
        <Field name="capacity" />
      </Form>
    </Layout>
  ),
})
