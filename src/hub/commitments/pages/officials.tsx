/** The secretariat offers posts for member cities and for reviewers. */
import { page } from '#core/pages'
import { may } from '#core/people'
import { Form, Keepsake, Layout } from '#design'
import { z } from 'zod'
import { invite } from '../actions/invite.ts'
import { trail } from './parts.tsx'

const language = z.string().max(10).optional()
const inviting = may('commitments.invite')

export const officialsPage = page({
  name: 'commitments.officials',
  path: '/commitments/officials',
  who: inviting,
  input: z.object({ language }),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout
      title={say('commitments.officials')}
      lead={say('commitments.officials.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={invite} />
    </Layout>
  ),
})

export const invitedPage = page({
  name: 'commitments.invited',
  path: '/commitments/officials/:secret',
  who: inviting,
  input: z.object({ secret: z.string().max(200), language }),
  load: ({ input, city }) =>
    Promise.resolve({ link: `${city.url}/officials/join/${input.secret}` }),
  view: ({ link }, { say }) => (
    <Layout
      title={say('commitments.invited')}
      lead={say('commitments.invited.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Keepsake label={say('commitments.invited.link')} value={link} />
    </Layout>
  ),
})
