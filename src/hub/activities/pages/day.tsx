/** The day of the internet, 29 October: every member has a slot, and an empty one is shown too. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import {
  Details,
  Empty,
  Field,
  Form,
  Layout,
  Prose,
  Section,
  Stats,
  Table,
  Tag,
  When,
} from '#design'
import { cityTable, nameIn } from '#hub/cities'
import { PLAN } from '../acting.ts'
import { announce, prove } from '../actions/day.ts'
import { slotState, yearOpen } from '../model.ts'
import { listActivities } from '../store/activities.ts'
import { listSlots, listYears } from '../store/slots.ts'
import { trail } from './parts.tsx'

const language = z.string().max(10).optional()

export const dayPage = page({
  name: 'activities.day',
  path: '/activities/internet-day',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  load: async ({ tx, now }) => {
    return { years: await listYears(tx), next: yearOpen(now.slice(0, 10)) }
  },
  redirect: ({ years }) =>
    years[0] === undefined ? undefined : `/activities/internet-day/${years[0]}`,
  view: (_, { say }) => (
    <Layout title={say('activities.day')} lead={say('activities.day.lead')} breadcrumb={trail(say)}>
      <Empty title={say('activities.day.none')} />
    </Layout>
  ),
})

export const yearPage = page({
  name: 'activities.year',
  path: '/activities/internet-day/:year',
  who: anyone,
  keep: 'public',
  input: z.object({ year: z.coerce.number().int().min(2000).max(9999), language }),
  async load({ input, tx, by }) {
    const years = await listYears(tx)
    if (!years.includes(input.year)) throw new Refusal('not-found', ['no-such-year'])
    const mine = namedUnits(by.person, PLAN)
    const own = []
    for (const city of mine) own.push(...(await listActivities(tx, cityTable(), { city }, 100)))
    return {
      year: input.year,
      years,
      slots: await listSlots(tx, cityTable(), input.year),
      mine,
      own: own.map(({ number, title }) => ({ number, title })),
    }
  },
  view: (data) => <YearView {...data} />,
})

type Year = Awaited<ReturnType<typeof yearPage.load>>

const tones = { nothing: 'neutral', announced: 'info', held: 'success' } as const

function Slots({ slots, year }: Year) {
  const { say, language: spoken } = useHere()
  return (
    <Table
      caption={say('activities.slots', { year })}
      head={['city', 'state', 'activity', 'evidence'].map((name) => say(`activities.slot.${name}`))}
      rows={slots.map((slot) => {
        const state = slotState(slot)
        return [
          <a href={`/cities/${slot.city}`}>{nameIn(slot, spoken)}</a>,
          <Tag tone={tones[state]}>{say(`activities.slot.${state}`)}</Tag>,
          slot.activity === null ? (
            '–'
          ) : (
            <>
              <a href={`/activities/${slot.activity}`}>{slot.title}</a>{' '}
              {slot.startsAt !== null && <When at={slot.startsAt} style="date" />}
            </>
          ),
          slot.evidence === null ? '–' : <a href={slot.evidence}>{say('activities.evidence')}</a>,
        ]
      })}
    />
  )
}

function Filling({ mine, own, slots, year }: Year) {
  const { say, language: spoken } = useHere()
  if (mine.length === 0) return null
  const given = { year: String(year) }
  const cities = slots
    .filter(({ city }) => mine.includes(city))
    .map((slot) => ({ value: slot.city, text: nameIn(slot, spoken) }))
  const options = own.map(({ number, title }) => ({ value: String(number), text: title }))
  return (
    <>
      <Details summary={say('activities.announce')}>
        <Form action={announce} with={given}>
          <Field name="activity" options={options} />
        </Form>
      </Details>
      <Details summary={say('activities.prove')}>
        <Form action={prove} with={given}>
          <Field name="city" value={cities[0]?.value} options={cities} />
          <Field name="evidence" />
        </Form>
      </Details>
    </>
  )
}

function YearView(data: Year) {
  const { say } = useHere()
  const { year, years, slots } = data
  const count = (state: string) => slots.filter((slot) => slotState(slot) === state).length
  return (
    <Layout
      title={say('activities.dayOf', { year: String(year) })}
      lead={say('activities.day.lead')}
      breadcrumb={trail(say)}
    >
      <Stats
        items={['held', 'announced', 'nothing'].map((state) => ({
          label: say(`activities.slot.${state}`),
          value: count(state),
        }))}
      />
      <Filling {...data} />
      <Slots {...data} />
      {years.length > 1 && (
        <Section title={say('activities.years')} id="years">
          <Prose>
            <ul>
              {years.map((one) => (
                <li key={one}>
                  <a href={`/activities/internet-day/${one}`}>{one}</a>
                </li>
              ))}
            </ul>
          </Prose>
        </Section>
      )}
    </Layout>
  )
}
