/** Pages that links in letters lead to: a mailbox confirms itself, a member is heard. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Form, Layout, Words } from '#design'
import { z } from 'zod'
import { confirm } from '../actions/follow.ts'
import { answerHearing } from '../actions/members.ts'
import { hashOf } from '../seal.ts'
import { byMailboxCode } from '../store/applications.ts'
import { hearingByCode } from '../store/members.ts'
import { Day, trail } from './parts.tsx'

const input = z.object({ code: z.string().min(1).max(64), language: z.string().max(10).optional() })

export const confirmPage = page({
  name: 'endorsements.confirming',
  path: '/endorse/confirm/:code',
  who: anyone,
  input,
  async load({ input: { code }, tx }) {
    const { application, as } = await byMailboxCode(tx, hashOf(code))
    return { code, application, as }
  },
  view: ({ code, application, as }, { say }) => (
    <Layout
      title={say(`endorsements.confirming.${as}`)}
      lead={say(`endorsements.confirming.${as}.lead`, { city: application.name })}
      breadcrumb={trail(say)}
      narrow
    >
      <p>
        <a href={`/endorsements/${application.number}`}>{say('endorsements.publicPage')}</a>
      </p>
      <Form action={confirm} with={{ code }} fields={[]} />
    </Layout>
  ),
})

export const hearingPage = page({
  name: 'endorsements.hearing',
  path: '/endorse/hearing/:code',
  who: anyone,
  input,
  load: async ({ input: { code }, tx }) => ({
    code,
    hearing: await hearingByCode(tx, hashOf(code)),
  }),
  view: ({ code, hearing }, { say }) => (
    <Layout
      title={say('endorsements.hearing')}
      lead={say('endorsements.hearing.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <p>
        {say('endorsements.hearing.until')} <Day on={hearing.until} /> ·{' '}
        <a href={`/cities/${hearing.city}/endorsement`}>{say('endorsements.membership')}</a>
      </p>
      {hearing.answer !== null && <Words text={hearing.answer} />}
      {hearing.answer === null && hearing.outcome === null && (
        <Form action={answerHearing} with={{ code }} />
      )}
    </Layout>
  ),
})
