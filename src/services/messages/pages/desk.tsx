import { type Look, page } from '#core/pages'
import { may, unitsOf } from '#core/people'
import { Card, CardList, Empty, Layout, Tag, When } from '#design'
import { z } from 'zod'
import { threadName } from '../model.ts'
import { aboutOf, unitName } from '../naming.ts'
import { listForUnits } from '../store/lists.ts'

/** Threads on the desk's page; those that wait longest come first. */
const MOST = 100

async function load({ tx, by, city, language }: Look<unknown>) {
  const threads = await listForUnits(tx, unitsOf(by.person, 'messages.answer'), MOST)
  return threads.map((one) => ({
    ...one,
    name: threadName(one.number),
    unitName: unitName(city, one.unit, language),
  }))
}

/** The open threads of the units somebody answers for; what waits for an answer first. */
export const deskPage = page({
  name: 'messages.desk',
  path: '/messages/desk',
  who: may('messages.answer'),
  menu: 22,
  input: z.object({}),
  load,
  view: (threads, { say }) => (
    <Layout title={say('messages.desk')} lead={say('messages.desk.lead')}>
      {threads.length === 0 ? (
        <Empty title={say('messages.desk.none')} />
      ) : (
        <CardList stacked label={say('messages.desk')}>
          {threads.map((one) => (
            <Card
              key={one.name}
              title={aboutOf(one, say)}
              href={`/messages/desk/${one.name}`}
              level={2}
              eyebrow={one.unitName}
              tag={
                one.unread > 0 ? (
                  <Tag tone="warning">{say('messages.waits', { count: one.unread })}</Tag>
                ) : undefined
              }
              foot={<When at={one.at} />}
            />
          ))}
        </CardList>
      )}
    </Layout>
  ),
})
