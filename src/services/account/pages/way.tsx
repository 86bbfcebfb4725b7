import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { residents } from '#core/people'
import { ButtonLink, ButtonRow, Does, Field, Form, Keepsake, Layout, Prose, QrCode } from '#design'
import { z } from 'zod'
import { offerGenerator, takeGenerator } from '../actions/generator.ts'
import { renamePasskey } from '../actions/passkeys.ts'

const nothing = z.object({})

export const renamePage = page({
  name: 'account.rename-page',
  path: '/ways/:passkey',
  who: residents,
  input: z.object({ passkey: z.string().max(1500) }),
  async load({ input, ways, by }) {
    const { passkeys } = await ways.waysOf(by.person?.ref ?? '')
    const found = passkeys.find(({ passkey }) => passkey === input.passkey)
    if (!found) throw new Refusal('not-found', ['no-such-passkey'])
    return found
  },
  view: (data, { say }) => (
    <Layout
      title={say('account.rename-page')}
      breadcrumb={[{ href: '/ways', text: say('account.ways-page') }]}
      narrow
    >
      <Form action={renamePasskey} with={{ passkey: data.passkey }}>
        <Field name="name" value={data.name} />
      </Form>
    </Layout>
  ),
})

/** What a code generator reads from the picture (the key URI that all of them know). */
function keyUri(city: string, secret: string): string {
  const name = encodeURIComponent(city)
  return `otpauth://totp/${name}?secret=${secret}&issuer=${name}`
}

export const generatorPage = page({
  name: 'account.generator-page',
  path: '/ways/generator',
  who: residents,
  fresh: true,
  input: nothing,
  async load({ ways, by, now, city }) {
    const offered = await ways.offeredGenerator({ peopleRef: by.person?.ref ?? '', now })
    return offered && { secret: offered.secret, uri: keyUri(city.name, offered.secret) }
  },
  view: (data, { say }) => (
    <Layout
      title={say('account.generator-page')}
      lead={say('account.generator-page.lead')}
      breadcrumb={[{ href: '/ways', text: say('account.ways-page') }]}
      narrow
    >
      {data ? (
        <>
          <QrCode text={data.uri} label={say('account.generator-page.picture')} />
          <Keepsake
            label={say('account.generator-page.secret')}
            value={data.secret.replace(/.{4}(?=.)/g, '$& ')}
            hint={say('account.generator-page.secret.hint')}
          />
          <Form action={takeGenerator} />
        </>
      ) : (
        <Does action={offerGenerator} kind="primary" />
      )}
    </Layout>
  ),
})

export const printedPage = page({
  name: 'account.printed-page',
  path: '/ways/printed',
  who: residents,
  assurance: 'substantial',
  fresh: true,
  input: nothing,
  load: ({ ways, by, now }) => ways.printedCodes({ peopleRef: by.person?.ref ?? '', now }),
  view: (codes, { say }) => (
    <Layout
      title={say('account.printed-page')}
      lead={say(codes.length > 0 ? 'account.printed-page.lead' : 'account.printed-page.over')}
      breadcrumb={[{ href: '/ways', text: say('account.ways-page') }]}
      narrow
    >
      {codes.length > 0 && (
        <Prose>
          <ol class="cr-codes">
            {codes.map((code) => (
              <li key={code}>
                <bdi>
                  <code>{code}</code>
                </bdi>
              </li>
            ))}
          </ol>
          <p>{say('account.printed-page.keep')}</p>
        </Prose>
      )}
      <ButtonRow>
        <ButtonLink href="/ways">{say('account.printed-page.done')}</ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})
