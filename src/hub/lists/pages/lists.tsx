/** Every list, and opening one. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, Card, CardList, Empty, Form, Layout, Tag } from '#design'
import { z } from 'zod'
import { keepers, open } from '../actions/moderate.ts'
import { listLists } from '../store/lists.ts'

const language = z.string().max(10).optional()
/** The way back to the front door of the hub. */
export const crumbs = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/lists', text: say('lists.all') },
]

export const listsPage = page({
  name: 'lists.all',
  path: '/lists',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  load: async ({ tx }) => ({ lists: await listLists(tx) }),
  view: ({ lists }, { say, by }) => (
    <Layout
      title={say('lists.all')}
      lead={say('lists.all.lead')}
      breadcrumb={crumbs(say).slice(0, 1)}
      {...(by?.permissions.includes('lists.open')
        ? { actions: <ButtonLink href="/lists/new">{say('lists.open')}</ButtonLink> }
        : {})}
    >
      {lists.length === 0 && <Empty title={say('lists.none')} />}
      <CardList label={say('lists.all')}>
        {lists.map((one) => (
          <Card
            key={one.name}
            level={2}
            title={one.title}
            href={`/lists/${one.name}`}
            tag={<Tag>{say(`lists.kind.${one.kind}`)}</Tag>}
            foot={say('lists.numbers', { threads: one.threads, subscribers: one.subscribers })}
          >
            <p dir="auto">{one.about}</p>
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})

export const openingPage = page({
  name: 'lists.opening',
  path: '/lists/new',
  who: keepers,
  input: z.object({ language }),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout title={say('lists.open')} breadcrumb={crumbs(say)} narrow>
      <Form action={open} />
    </Layout>
  ),
})
