/** Every working group, and founding one. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, Card, CardList, Empty, Form, Layout, Tag } from '#design'
import { z } from 'zod'
import { found } from '../actions/groups.ts'
import { keepers } from '../actions/parts.ts'
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
      {...(by?.permissions.includes('groups.write')
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
  who: keepers,
  input: z.object({ language }),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout title={say('groups.founding')} breadcrumb={trail(say)} narrow>
      <Form action={found} />
    </Layout>
  ),
})
