import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import { Field, Form, Layout, Notice, Prose } from '#design'
import { z } from 'zod'
import { wishMail } from '../actions/mail.ts'
import { mailNotice } from '../purposes.ts'
import { readWish } from '../store/wishes.ts'

async function load({ tx, by, consented }: Look<unknown>) {
  const consent = await consented(mailNotice)
  const wish = await readWish(tx, by.ref ?? '')
  const often = consent && wish ? wish.often : ('never' as const)
  return { often, consent: consent?.id ?? null }
}

/** Whether a letter says that there is a message, and how often. What it never says stands in the notice. */
export const mailPage = page({
  name: 'messages.mail',
  path: '/messages/mail',
  who: residents,
  input: z.object({}),
  load,
  view: ({ often, consent }, { say }) => (
    <Layout
      title={say('messages.mail')}
      lead={say('messages.mail.lead')}
      breadcrumb={[
        { href: '/folder', text: say('messages.folder') },
        { href: '/messages', text: say('messages.list') },
      ]}
      narrow
    >
      <Prose>
        <p>{say('notice.messages-mail.text')}</p>
      </Prose>
      {consent && (
        <Notice title={say('messages.mail.agreed')}>
          <p>
            <a href={`/folder/consents/${consent}`}>{say('messages.mail.receipt')}</a>
          </p>
        </Notice>
      )}
      <Form action={wishMail}>
        <Field name="often" value={often} />
      </Form>
    </Layout>
  ),
})
