import { page } from '#core/pages'
import { residents } from '#core/people'
import { Form, Keepsake, Layout, Notice, Prose } from '#design'
import type { Say } from '#core/text'
import { z } from 'zod'
import { endProof } from '../actions/end.ts'
import { askLetter, enterCode } from '../actions/letter.ts'
import { lookUp } from '../actions/register.ts'

const trail = (say: Say) => [{ href: '/residence', text: say('residence.status') }]
const nothing = { input: z.object({}), load: () => Promise.resolve({}) }

/** To whom and where the letter goes. */
export const letterPage = page({
  name: 'residence.letter-page',
  path: '/residence/letter',
  who: residents,
  ...nothing,
  view: (_, { say }) => (
    <Layout
      title={say('residence.by-letter')}
      lead={say('residence.letter-page.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={askLetter} />
      <Prose>
        <p>{say('residence.forgotten')}</p>
      </Prose>
    </Layout>
  ),
})

/** The code of the letter. */
export const codePage = page({
  name: 'residence.code-page',
  path: '/residence/code',
  who: residents,
  input: z.object({ left: z.coerce.number().int().min(0).max(20).optional() }),
  load: ({ input }) => Promise.resolve({ left: input.left ?? null }),
  view: ({ left }, { say }) => (
    <Layout
      title={say('residence.code-page')}
      lead={say('residence.code-page.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      {left !== null && (
        <Notice tone="error" title={say('residence.code-page.wrong')}>
          <p>{say('residence.code-page.left', { left })}</p>
        </Notice>
      )}
      {left !== 0 && <Form action={enterCode} />}
    </Layout>
  ),
})

/** What the register is asked for. */
export const registerPage = page({
  name: 'residence.register-page',
  path: '/residence/register',
  who: residents,
  ...nothing,
  view: (_, { say }) => (
    <Layout
      title={say('residence.by-register')}
      lead={say('residence.register-page.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={lookUp} />
      <Prose>
        <p>{say('residence.forgotten')}</p>
      </Prose>
    </Layout>
  ),
})

/** A number to say at the desk. */
export const numberPage = page({
  name: 'residence.number-page',
  path: '/residence/desk-number/:number',
  who: residents,
  hidden: true,
  input: z.object({ number: z.string().max(40) }),
  load: ({ input }) => Promise.resolve(input),
  view: ({ number }, { say }) => (
    <Layout
      title={say('residence.number-page')}
      lead={say('residence.number-page.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Keepsake
        label={say('residence.number-page.label')}
        value={number}
        hint={say('residence.number-page.hint')}
      />
    </Layout>
  ),
})

/** Before a proof is ended: what goes with it. */
export const leavingPage = page({
  name: 'residence.leaving',
  path: '/residence/leaving',
  who: residents,
  fresh: true,
  ...nothing,
  view: (_, { say }) => (
    <Layout
      title={say('residence.leaving')}
      lead={say('residence.leaving.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={endProof} kind="danger" />
    </Layout>
  ),
})
