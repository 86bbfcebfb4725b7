/** The way back to an application with its secret code: one clear next step, then everything else. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Filters, Keepsake, Layout, TextField } from '#design'
import { z } from 'zod'
import { proofsOf } from '../advance.ts'
import { hashOf } from '../seal.ts'
import { byCode, findByCode } from '../store/applications.ts'
import { listAppeals } from '../store/reviews.ts'
import { Clock } from './clock.tsx'
import { Next } from './mine-next.tsx'
import { Proofs, StateTag, trail } from './parts.tsx'

const language = z.string().max(10).optional()
const input = z.object({ code: z.string().min(1).max(64), language })

export const followPage = page({
  name: 'endorsements.follow',
  path: '/endorse/follow',
  who: anyone,
  input: z.object({ code: z.string().max(80).optional(), language }),
  async load({ input: { code }, tx }) {
    if (code === undefined) return { to: null, failed: false }
    const found = await findByCode(tx, hashOf(code))
    if (!found) return { to: null, failed: true }
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
