/** The front door of the hub: what a coalition of cities is, and what can be done and looked at here. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Card, CardList, Layout } from '#design'
import { z } from 'zod'

/** Every door of the hub in the order in which a visitor wants them; shown when its page is there. */
const doors = [
  { key: 'declaration', href: '/declaration' },
  { key: 'cities', href: '/cities' },
  { key: 'principles', href: '/principles' },
  { key: 'evidence', href: '/evidence' },
  { key: 'lists', href: '/lists' },
  { key: 'partners', href: '/partners' },
  { key: 'ask', href: '/ask-my-city' },
] as const

export const coalitionPage = page({
  name: 'coalition.show',
  path: '/coalition',
  who: anyone,
  menu: 60,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  load: ({ declared }) => {
    const paths = new Set(declared.pages.map(({ path }) => path))
    return Promise.resolve({ doors: doors.filter(({ href }) => paths.has(href)) })
  },
  view: (data, { say }) => (
    <Layout title={say('coalition.show')} lead={say('coalition.show.lead')} hero wide>
      <CardList label={say('coalition.doors')}>
        {data.doors.map(({ key, href }) => (
          <Card key={key} title={say(`coalition.door.${key}`)} href={href} level={2}>
            {say(`coalition.door.${key}.text`)}
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})
