/** The directory by hand, for who keeps it: a city is listed, corrected, and its profile written. */
import { page, useHere } from '#core/pages'
import { Field, Form, Layout, Section } from '#design'
import { z } from 'zod'
import { listPrinciples, titleOf } from '#hub/declaration'
import { membershipTable } from '#hub/endorsements'
import { correct, keepers, list, writeProfile, writeSection } from '../actions/list.ts'
import { nameIn } from '../model.ts'
import { listAlike } from '../store/join.ts'
import { readCity, readProfiles } from '../store/list.ts'
import type { Whole } from '../store/rows.ts'
import { Joining } from './join.tsx'

const language = z.string().max(10).optional()
const trail = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/cities', text: say('cities.directory') },
]

export const addingPage = page({
  name: 'cities.adding',
  path: '/cities/new',
  who: keepers,
  input: z.object({ language }),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout
      title={say('cities.adding')}
      lead={say('cities.adding.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={list} />
    </Layout>
  ),
})

function Facts({ city }: { city: Whole }) {
  const { say } = useHere()
  return (
    <Section title={say('cities.facts')} id="facts">
      <Form action={correct} with={{ city: city.id }}>
        <Field name="name" value={city.name} />
        <Field name="country" value={city.country} />
        <Field name="region" value={city.region} />
        <Field name="kind" value={city.kind} />
        <Field name="lat" value={city.lat} />
        <Field name="lon" value={city.lon} />
        <Field name="population" value={city.population} />
        <Field name="geonamesId" value={city.geonamesId} />
        <Field name="website" value={city.website} />
        <Field name="domains" value={city.domains.join(' ')} />
        <Field name="languages" value={city.languages.join(' ')} />
      </Form>
    </Section>
  )
}

export const editPage = page({
  name: 'cities.edit',
  path: '/cities/:city/edit',
  who: keepers,
  input: z.object({ city: z.string().max(120), language }),
  async load({ input, tx, language: spoken }) {
    const city = await readCity(tx, membershipTable(), input.city)
    const profiles = await readProfiles(tx, city.id)
    const profile = profiles.find((one) => one.language === spoken) ?? null
    const alike = await listAlike(tx, city.id)
    return { city, profile, spoken, alike, principles: await listPrinciples(tx) }
  },
  view: ({ city, profile, spoken, alike, principles }, { say }) => (
    <Layout
      title={say('cities.edit')}
      eyebrow={nameIn(city, spoken)}
      breadcrumb={[...trail(say), { href: `/cities/${city.id}`, text: nameIn(city, spoken) }]}
      narrow
    >
      <Facts city={city} />
      <Section title={say('cities.write-profile')} id="words">
        <Form action={writeProfile} with={{ city: city.id, language: spoken }}>
          <Field name="summary" value={profile?.summary} />
          <Field name="quote" value={profile?.quote} />
          <Field name="quoteBy" value={profile?.quoteBy} />
          <Field name="recommendations" value={profile?.recommendations} />
          <Field name="future" value={profile?.future} />
          <Field name="links" value={profile?.links.join('\n')} />
        </Form>
      </Section>
      <Section title={say('cities.write-section')} id="section">
        <Form action={writeSection} with={{ city: city.id, language: spoken }}>
          <Field
            name="principle"
            options={principles.map((one) => ({ value: one.id, text: titleOf(say, one) }))}
          />
          <Field name="text" />
        </Form>
      </Section>
      <Joining city={city.id} alike={alike} />
    </Layout>
  ),
})
