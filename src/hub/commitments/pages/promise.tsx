/** The form to promise; what the city said it does first, when it joined, is offered as a draft. */
import { page, useHere } from '#core/pages'
import { namedUnits } from '#core/people'
import { ButtonLink, ButtonRow, Card, CardList, Does, Field, Form, Layout, Notice } from '#design'
import { Section } from '#design'
import { listPrinciples, titleOf } from '#hub/declaration'
import { areas } from '#hub/endorsements'
import { z } from 'zod'
import { listOffers, PROMISE } from '../acting.ts'
import { setAside } from '../actions/offers.ts'
import { officials, promise } from '../actions/promise.ts'
import type { Offer } from '../store/offers.ts'
import { itemOptions, namesOf, trail } from './parts.tsx'

export const promisePage = page({
  name: 'commitments.promising',
  path: '/commitments/new',
  who: officials,
  input: z.object({
    city: z.string().max(100).optional(),
    area: z.enum(areas).optional(),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, by, language: spoken }) {
    const mine = namedUnits(by.person, PROMISE).slice(0, 20)
    const name = await namesOf(tx, mine, spoken)
    const cities = mine.map((city) => ({ value: city, text: name(city) }))
    const offers = (await Promise.all(mine.map((city) => listOffers(tx, city)))).flat()
    const chosen = offers.find(({ city, area }) => city === input.city && area === input.area)
    return { cities, offers, chosen: chosen ?? null, principles: await listPrinciples(tx) }
  },
  view: (data, { say }) => (
    <Layout
      title={say('commitments.promising')}
      lead={say('commitments.promising.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      {data.cities.length === 0 ? (
        <Notice tone="warning" title={say('commitments.not-your-city')} />
      ) : (
        <>
          {data.chosen === null && <Offers offers={data.offers} cities={data.cities} />}
          <Promising {...data} />
        </>
      )}
    </Layout>
  ),
})

type Shown = Awaited<ReturnType<typeof promisePage.load>>

const takeUp = ({ city, area }: Offer) => `/commitments/new?${new URLSearchParams({ city, area })}`

function Offers({ offers, cities }: Pick<Shown, 'offers' | 'cities'>) {
  const { say } = useHere()
  if (offers.length === 0) return null
  const several = cities.length > 1
  const name = (city: string) => cities.find(({ value }) => value === city)?.text ?? city
  return (
    <Section title={say('commitments.offers')} id="offers">
      <p>{say('commitments.offers.text')}</p>
      <CardList stacked label={say('commitments.offers')}>
        {offers.map((one) => (
          <Card
            key={`${one.city} ${one.area}`}
            level={3}
            title={one.text}
            href={takeUp(one)}
            eyebrow={[several ? name(one.city) : '', say(`endorsements.area.${one.area}`)]
              .filter(Boolean)
              .join(' · ')}
          >
            <ButtonRow>
              <ButtonLink kind="secondary" href={takeUp(one)}>
                {say('commitments.offers.take')}
              </ButtonLink>
              <Does action={setAside} with={{ city: one.city, area: one.area }} about={one.text} />
            </ButtonRow>
          </Card>
        ))}
      </CardList>
    </Section>
  )
}

function Promising({ cities, chosen, principles }: Shown) {
  const { say } = useHere()
  const named = principles.map((one) => ({ value: one.id, text: titleOf(say, one) }))
  const known = named.filter(({ value }) => value === chosen?.area).map(({ value }) => value)
  const from = chosen === null ? {} : { area: chosen.area }
  return (
    <Form action={promise} with={from} fields={[]}>
      <Field name="city" options={cities} value={chosen?.city ?? cities[0]?.value} />
      <Field name="title" value={chosen?.text.slice(0, 150)} />
      <Field name="problem" />
      <Field name="benefits" />
      <Field name="principles" options={named} value={known} />
      <Field name="items" options={itemOptions(say)} optional />
      {['targets', 'office', 'mailbox', 'partners', 'startsOn', 'endsOn', 'budget'].map((name) => (
        <Field key={name} name={name} />
      ))}
    </Form>
  )
}
