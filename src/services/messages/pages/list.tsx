import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import { ButtonLink, ButtonRow, Card, CardList, Empty, Layout, Pager, Tag, When } from '#design'
import { z } from 'zod'
import { threadName } from '../model.ts'
import { aboutOf, unitName } from '../naming.ts'
import { listOwn } from '../store/lists.ts'

const PART = 20
const input = z.object({ before: z.iso.datetime().optional() })

async function load({ input: asked, tx, by, city, language }: Look<z.infer<typeof input>>) {
  const all = await listOwn(tx, by.ref ?? '', { before: asked.before, limit: PART + 1 })
  const threads = all.slice(0, PART).map((one) => ({
    ...one,
    name: threadName(one.number),
    unitName: unitName(city, one.unit, language),
  }))
  const next = all.length > PART ? (threads.at(-1)?.at ?? null) : null
  return { threads, next, first: asked.before === undefined }
}

/** What the city wrote to whoever looks: who and about what, and whether it is new. The words come when one is opened. */
export const messagesPage = page({
  name: 'messages.list',
  path: '/messages',
  who: residents,
  input,
  load,
  view: ({ threads, next, first }, { say }) => (
    <Layout
      title={say('messages.list')}
      lead={say('messages.list.lead')}
      breadcrumb={[{ href: '/folder', text: say('messages.folder') }]}
      actions={<ButtonLink href="/messages/due">{say('messages.due')}</ButtonLink>}
    >
      {threads.length === 0 ? (
        <Empty title={say('messages.none')} text={say('messages.none.text')} />
      ) : (
        <CardList stacked label={say('messages.list')}>
          {threads.map((one) => (
            <Card
              key={one.name}
              title={aboutOf(one, say)}
              href={`/messages/${one.name}`}
              level={2}
              eyebrow={one.unitName}
              tag={
                one.unread > 0 ? (
                  <Tag tone="info">{say('messages.new', { count: one.unread })}</Tag>
                ) : undefined
              }
              foot={<When at={one.at} />}
            />
          ))}
        </CardList>
      )}
      <Pager
        previous={first ? undefined : '/messages'}
        next={next ? `/messages?before=${encodeURIComponent(next)}` : undefined}
      />
      <ButtonRow>
        <ButtonLink href="/messages/mail" kind="secondary">
          {say('messages.mail')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})
