/** The front door of the hub: what a coalition of cities is, and what can be done and looked at here. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Card, CardList, Layout, Notice } from '#design'
import { listAlarms } from '#hub/changes'
import { z } from 'zod'

/** Every door of the hub in the order in which a visitor wants them; shown when its page is there. */
const doors = [
  { key: 'declaration', href: '/declaration' },
  { key: 'endorse', href: '/endorse' },
  { key: 'cities', href: '/cities' },
  { key: 'principles', href: '/principles' },
  { key: 'evidence', href: '/evidence' },
  { key: 'commitments', href: '/commitments' },
  { key: 'assessments', href: '/assessments' },
  { key: 'practices', href: '/practices' },
  { key: 'editions', href: '/editions' },
  { key: 'activities', href: '/activities' },
  { key: 'campaigns', href: '/campaigns' },
  { key: 'lists', href: '/lists' },
  { key: 'partners', href: '/partners' },
  { key: 'ask', href: '/ask-my-city' },
  { key: 'groups', href: '/groups' },
  { key: 'federation', href: '/federation' },
] as const

export const coalitionPage = page({
  name: 'coalition.show',
  path: '/coalition',
  who: anyone,
  menu: 60,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, declared }) {
    const paths = new Set(declared.pages.map(({ path }) => path))
    const watches = declared.services.some(({ name }) => name === 'changes')
    return {
      alarms: watches ? await listAlarms(tx, 20) : [],
      doors: doors.filter(({ href }) => paths.has(href)),
    }
  },
  view: (data, { say }) => (
    <Layout title={say('coalition.show')} lead={say('coalition.show.lead')} hero wide>
      {data.alarms.length > 0 && (
        <Notice tone="error" title={say('coalition.alarm')}>
          {data.alarms.map(({ id, kind, about }) => (
            <p key={id}>
              <a href="/federation">{say(`changes.alarm.${kind}`, { about })}</a>
            </p>
          ))}
        </Notice>
      )}
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
