/** Every working group, and founding one. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, Card, CardList, Empty, Field, Form, Layout, Tag } from '#design'
import { nameIn, readNames } from '#hub/cities'
import { z } from 'zod'
import { found } from '../actions/groups.ts'
import { actingAt, WORK, workers } from '../acting.ts'
import { listGroups } from '../store/groups.ts'
import { trail } from './parts.tsx'

const language = z.string().max(10).optional()

export const groupsPage = page({
  name: 'groups.show',
  path: '/groups',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  load: async ({ tx }) => ({ groups: await listGroups(tx) }),
  view: ({ groups }, { say, by }) => (
    <Layout
      title={say('groups.show')}
      lead={say('groups.show.lead')}
      breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
      {...(by?.permissions.includes(WORK)
        ? { actions: <ButtonLink href="/groups/new">{say('groups.found')}</ButtonLink> }
        : {})}
    >
      {groups.length === 0 && <Empty title={say('groups.none')} />}
      <CardList label={say('groups.show')}>
        {groups.map(({ id, name, purpose, closedBecause, endedOn }) => (
          <Card
            key={id}
            level={2}
            title={name}
            href={`/groups/${id}`}
            tag={
              endedOn === null ? (
                <Tag tone={closedBecause === null ? 'success' : 'neutral'}>
                  {say(closedBecause === null ? 'groups.public' : 'groups.closed')}
                </Tag>
              ) : (
                <Tag>{say('groups.ended')}</Tag>
              )
            }
          >
            <p dir="auto">{purpose}</p>
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})

export const foundingPage = page({
  name: 'groups.founding',
  path: '/groups/new',
  who: workers,
  input: z.object({ language }),
  async load({ tx, by, language: spoken }) {
    const { keeps, mine } = actingAt(by)
    const named = await readNames(tx, mine)
    const cities = mine.map((value) => {
      const one = named.get(value)
      return { value, text: one ? nameIn(one, spoken) : value }
    })
    return { keeps, cities }
  },
  view: ({ keeps, cities }, { say }) => (
    <Layout title={say('groups.founding')} breadcrumb={trail(say)} narrow>
      <Form action={found}>
        {!keeps && <Field name="city" options={cities} value={cities[0]?.value} optional={false} />}
        {['name', 'purpose', 'closedBecause'].map((name) => (
          <Field key={name} name={name} />
        ))}
      </Form>
    </Layout>
  ),
})
