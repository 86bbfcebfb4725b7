/** A new key, shown once. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { ButtonLink, ButtonRow, Keepsake, Layout } from '#design'
import { z } from 'zod'
import { connectors } from '../actions/keys.ts'
import { hashOf } from '../secrets.ts'
import { keyBehind } from '../store/keys.ts'

export const keyPage = page({
  name: 'open311.key-page',
  path: '/open311/desk/keys/:key/:secret',
  who: connectors,
  hidden: true,
  input: z.object({ key: z.string().max(40), secret: z.string().max(200) }),
  async load({ input, tx }) {
    if ((await keyBehind(tx, hashOf(input.secret))) !== input.key)
      throw new Refusal('not-found', ['no-such-key'])
    return input
  },
  view: ({ key, secret }, { say }) => (
    <Layout
      title={say('open311.key-page')}
      lead={say('open311.key-page.lead')}
      breadcrumb={[{ href: '/open311/desk', text: say('open311.desk') }]}
      narrow
    >
      <Keepsake label={say('open311.key-page.id')} value={key} />
      <Keepsake label={say('open311.key-page.secret')} value={secret} />
      <ButtonRow>
        <ButtonLink href="/open311/desk" kind="secondary">
          {say('open311.key-page.done')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})
