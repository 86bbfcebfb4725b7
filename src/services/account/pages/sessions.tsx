import { page } from '#core/pages'
import { listSessions, residents } from '#core/people'
import { Does, Layout, Table, Tag, When } from '#design'
import { z } from 'zod'
import { endSession } from '../actions/sessions.ts'

export const sessionsPage = page({
  name: 'account.sessions-page',
  path: '/sessions',
  who: residents,
  input: z.object({}),
  async load({ tx, by, now }) {
    const mine = await listSessions(tx, by.person?.ref ?? '', now)
    return mine.map((one) => ({ ...one, current: one.session === by.person?.session }))
  },
  view: (sessions, { say }) => (
    <Layout
      title={say('account.sessions-page')}
      lead={say('account.sessions-page.lead')}
      breadcrumb={[{ href: '/folder', text: say('account.sessions-page.folder') }]}
    >
      <Table
        caption={say('account.sessions-page')}
        quiet
        head={[
          say('account.sessions-page.device'),
          say('account.sessions-page.since'),
          say('account.sessions-page.seen'),
          say('account.sessions-page.what'),
        ]}
        rows={sessions.map((one) => [
          <>
            <bdi>{one.about}</bdi>{' '}
            {one.current && <Tag tone="info">{say('account.sessions-page.this')}</Tag>}
          </>,
          <When at={one.since} />,
          <When at={one.seenAt} style="ago" />,
          <Does action={endSession} with={{ session: one.session }} about={one.about} />,
        ])}
      />
    </Layout>
  ),
})
