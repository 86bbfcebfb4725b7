/** The way back to an application with its secret code: one clear next step, then everything else. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Details,
  Does,
  Filters,
  Form,
  Keepsake,
  Layout,
  Notice,
  Section,
  TextField,
  When,
  Words,
} from '#design'
import { z } from 'zod'
import { appeal, checkAgain, confirm, renew, submit } from '../actions/follow.ts'
import { answerHearing } from '../actions/members.ts'
import { proofsOf } from '../advance.ts'
import { CHALLENGE, CHALLENGE_PATH, hostOf } from '../model/domains.ts'
import { hashOf } from '../seal.ts'
import { byCode, byMailboxCode } from '../store/applications.ts'
import { hearingByCode } from '../store/members.ts'
import { listAppeals } from '../store/reviews.ts'
import type { Domain } from '../store/rows.ts'
import { Clock } from './clock.tsx'
import { Day, Proofs, StateTag, trail } from './parts.tsx'

const language = z.string().max(10).optional()
const input = z.object({ code: z.string().min(1).max(64), language })

export const followPage = page({
  name: 'endorsements.follow',
  path: '/endorse/follow',
  who: anyone,
  input: z.object({ code: z.string().max(80).optional(), language }),
  async load({ input: { code }, tx }) {
    if (code === undefined) return { to: null, failed: false }
    const found = await byCode(tx, hashOf(code)).catch(() => null)
    if (found === null) return { to: null, failed: true }
    const draft = found.state === 'draft'
    return { to: draft ? `/endorse/draft/${code}/check` : `/endorse/mine/${code}`, failed: false }
  },
  view: ({ failed }, { say }) => (
    <Layout
      title={say('endorsements.follow')}
      lead={say('endorsements.follow.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Filters submit={say('endorsements.follow.open')}>
        <TextField
          name="code"
          label={say('endorsements.code')}
          error={failed ? say('endorsements.follow.failed') : undefined}
          autocomplete="off"
        />
      </Filters>
    </Layout>
  ),
  redirect: ({ to }) => to ?? undefined,
})

function Token({ domain }: { domain: Domain }) {
  const { say } = useHere()
  const host = hostOf(domain.domain)
  return (
    <Section title={domain.domain} id={`token-${host}`}>
      <p>{say('endorsements.token.dns', { name: `${CHALLENGE}.${host}` })}</p>
      <Keepsake label="TXT" value={`cityright-endorse=${domain.token}`} />
      <p>{say('endorsements.token.web', { path: `https://${host}${CHALLENGE_PATH}` })}</p>
      <Keepsake label={say('endorsements.token.text')} value={domain.token} />
      <p>
        {say('endorsements.token.until')} <When at={domain.tokenUntil} style="date" />
      </p>
    </Section>
  )
}

function Next({ code, application, domains, appeals }: Mine) {
  const { say, problem } = useHere()
  const { state, wanted } = application
  const open = domains.filter(({ passedAt }) => passedAt === null)
  if (state === 'changes_requested') {
    return (
      <Notice tone="warning" title={say('endorsements.next.changes')}>
        {wanted !== null && <Words text={wanted} />}
        <ButtonRow>
          <ButtonLink href={`/endorse/draft/${code}/decision`}>
            {say('endorsements.next.change')}
          </ButtonLink>
        </ButtonRow>
        <Does action={submit} with={{ code }} label="endorsements.next.again" />
      </Notice>
    )
  }
  if (state === 'refused' && appeals === 0) {
    return (
      <Details summary={say('endorsements.appeal')} open={problem?.action === appeal.name}>
        <Form action={appeal} with={{ code }} />
      </Details>
    )
  }
  if (state !== 'submitted' && state !== 'checking') return null
  return (
    <>
      <Notice title={say('endorsements.next.prove')}>
        <p>{say('endorsements.next.prove.text')}</p>
      </Notice>
      {open.map((domain) => (
        <Token key={domain.domain} domain={domain} />
      ))}
      <ButtonRow>
        <Does action={checkAgain} with={{ code }} kind="primary" />
        <Does action={renew} with={{ code }} />
      </ButtonRow>
      {state === 'checking' && (
        <p>
          <a href={`/endorse/draft/${code}/decision`}>{say('endorsements.next.change')}</a>
        </p>
      )}
    </>
  )
}

export const minePage = page({
  name: 'endorsements.mine',
  path: '/endorse/mine/:code',
  who: anyone,
  input,
  async load({ input: { code }, tx }) {
    const application = await byCode(tx, hashOf(code))
    const appeals = (await listAppeals(tx, application.number)).length
    return { code, application, appeals, ...(await proofsOf(tx, application)) }
  },
  view: (data, { say }) => (
    <Layout
      title={data.application.name}
      eyebrow={<StateTag state={data.application.state} />}
      breadcrumb={trail(say)}
      actions={
        <a href={`/endorsements/${data.application.number}`}>{say('endorsements.publicPage')}</a>
      }
    >
      <Clock application={data.application} />
      <Next {...data} />
      <Proofs {...data} />
      <Keepsake
        label={say('endorsements.code')}
        value={data.code}
        hint={say('endorsements.code.hint')}
      />
    </Layout>
  ),
})
type Mine = Awaited<ReturnType<typeof minePage.load>>

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
