import { page } from '#core/pages'
import { listSessions, listSignIns, residents } from '#core/people'
import { Does, Layout, Prose, Section, Table, Tag, When } from '#design'
import { z } from 'zod'
import { endSession } from '../actions/sessions.ts'

type Shown = Awaited<ReturnType<(typeof sessionsPage)['load']>>
type Say = Parameters<(typeof sessionsPage)['view']>[1]['say']

function Sessions({ sessions, say }: { sessions: Shown['sessions']; say: Say }) {
  return (
    <Section title={say('account.sessions-page.now')} id="now">
      <Table
        caption={say('account.sessions-page.now')}
        quiet
        head={['device', 'since', 'seen', 'what'].map((name) =>
          say(`account.sessions-page.${name}`),
        )}
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
    </Section>
  )
}

/** Every time somebody came in, so that a stranger's visit does not stay unseen. */
function SignIns({ signIns, say }: { signIns: Shown['signIns']; say: Say }) {
  return (
    <Section title={say('account.sessions-page.past')} id="past">
      <Prose>
        <p>{say('account.sessions-page.past.text')}</p>
      </Prose>
      <Table
        caption={say('account.sessions-page.past')}
        quiet
        head={['at', 'device', 'how'].map((name) => say(`account.sessions-page.${name}`))}
        rows={signIns.map((one) => [
          <When at={one.at} />,
          <bdi>{one.about}</bdi>,
          say.list(one.how.map((proof) => say(`account.proof.${proof}`))),
        ])}
      />
    </Section>
  )
}

export const sessionsPage = page({
  name: 'account.sessions-page',
  path: '/sessions',
  who: residents,
  input: z.object({}),
  async load({ tx, by, now }) {
    const mine = await listSessions(tx, by.person?.ref ?? '', now)
    return {
      sessions: mine.map((one) => ({ ...one, current: one.session === by.person?.session })),
      signIns: await listSignIns(tx, by.person?.ref ?? '', now),
    }
  },
  view: (data, { say }) => (
    <Layout
      title={say('account.sessions-page')}
      lead={say('account.sessions-page.lead')}
      breadcrumb={[{ href: '/folder', text: say('account.sessions-page.folder') }]}
    >
      <Sessions sessions={data.sessions} say={say} />
      <SignIns signIns={data.signIns} say={say} />
      <Prose>
        <p>
          <a href="/ways">{say('account.ways-page')}</a>
        </p>
        <p>
          <a href="/applications/mine">{say('account.sessions-page.applications')}</a>
        </p>
      </Prose>
    </Layout>
  ),
})
