/** Where a link leads: its secret stands behind the # and is sent by a button, in no address and no log. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Form, Layout, Notice, Prose } from '#design'
import { z } from 'zod'
import { openShared } from '../actions/sharing.ts'
import { FETCH_MINUTES } from '../model.ts'
import { hashed } from '../secrets.ts'
import { readOpened } from '../store/shares.ts'

/** Whoever has a link opens it here. */
export const sharedPage = page({
  name: 'documents.shared',
  path: '/shared',
  who: anyone,
  hidden: true,
  input: z.object({ code: z.enum(['wrong']).optional() }),
  load: ({ input }) => Promise.resolve(input),
  view: ({ code }, { say }) => (
    <Layout title={say('documents.shared')} lead={say('documents.shared.lead')} narrow>
      {code && (
        <Notice tone="error" title={say('documents.code-wrong')}>
          <p>{say('documents.code-wrong.text')}</p>
        </Notice>
      )}
      <Form action={openShared} fields={['link', 'code']} />
      <Prose>
        <p>{say('documents.shared.care')}</p>
      </Prose>
    </Layout>
  ),
})

/** The link is open for a few minutes, here alone. */
export const openedPage = page({
  name: 'documents.opened',
  path: '/shared/:pass',
  who: anyone,
  hidden: true,
  input: z.object({ pass: z.string().max(200) }),
  async load({ input, by, tx, now }) {
    const asked = { pass: hashed('pass', input.pass), address: by.address, now }
    if (!(await readOpened(tx, asked))) throw new Refusal('not-found', ['documents.pass-over'])
    return input
  },
  view: ({ pass }, { say }) => (
    <Layout title={say('documents.opened')} lead={say('documents.opened.lead')} narrow>
      <ButtonRow>
        <ButtonLink href={`/shared/${pass}/file`}>{say('documents.download')}</ButtonLink>
      </ButtonRow>
      <Prose>
        <p>{say('documents.opened.text', { minutes: FETCH_MINUTES })}</p>
      </Prose>
    </Layout>
  ),
})
