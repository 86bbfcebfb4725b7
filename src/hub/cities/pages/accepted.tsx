/** Accepted applications that wait for their place in the directory. */
import { page } from '#core/pages'
import { Card, CardList, Details, Does, Empty, Field, Form, Layout } from '#design'
import { listAccepted } from '#hub/endorsements'
import { z } from 'zod'
import { admit } from '../actions/admit.ts'
import { keepers } from '../actions/list.ts'
import { countryName } from '../model/words.ts'
import { findCities } from '../store/list.ts'

export const acceptedPage = page({
  name: 'cities.accepted',
  path: '/cities/accepted',
  who: keepers,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx }) {
    const waiting = await listAccepted(tx)
    const found = []
    for (const one of waiting) {
      const alike = await findCities(tx, one.name, 10)
      found.push({ ...one, alike: alike.filter(({ country }) => country === one.country) })
    }
    return { found }
  },
  view: ({ found }, { say, language }) => (
    <Layout
      title={say('cities.accepted')}
      lead={say('cities.accepted.lead')}
      breadcrumb={[
        { href: '/coalition', text: say('coalition.show') },
        { href: '/cities', text: say('cities.directory') },
      ]}
    >
      {found.length === 0 && <Empty title={say('cities.accepted.none')} />}
      <CardList stacked label={say('cities.accepted')}>
        {found.map(({ number, name, country, city, domains, alike }) => {
          const application = String(number)
          return (
            <Card
              key={number}
              level={2}
              title={name}
              eyebrow={countryName(country, language) ?? country}
              foot={
                <>
                  <bdi>{domains.join(', ')}</bdi> ·{' '}
                  <a href={`/endorsements/${number}`}>{say('endorsements.publicPage')}</a>
                </>
              }
            >
              {alike.map(({ id }) => (
                <Does
                  key={id}
                  action={admit}
                  with={{ application, city: id }}
                  label="cities.admit.as"
                  about={id}
                />
              ))}
              <Does action={admit} with={{ application }} label="cities.admit.new" about={name} />
              <Details summary={say('cities.admit.other')}>
                <Form action={admit} with={{ application }} fields={[]} kind="secondary">
                  <Field name="city" value={city} />
                </Form>
              </Details>
            </Card>
          )
        })}
      </CardList>
    </Layout>
  ),
})
