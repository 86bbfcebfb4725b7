import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Form, Layout, Notice, Prose, Section } from '#design'
import { z } from 'zod'
import { setPassword, forget } from '../actions/password.ts'
import { askCode, enterCode, signIn, signUp } from '../actions/sign-in.ts'
import { next, withNext } from '../model.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { offeredBy, ProviderLinks } from './providers.tsx'

const given = (onto: string | undefined) => (onto ? { next: onto } : {})

export const signInPage = page({
  name: 'account.sign-in-page',
  path: '/sign-in',
  who: anyone,
  input: z.object({ next }),
  load: ({ input, city, language }) =>
    Promise.resolve({ ...input, providers: offeredBy(city, language) }),
  view: (data, { say }) => (
    <Layout title={say('account.sign-in-page')} lead={say('account.sign-in-page.lead')} narrow>
      <PasskeyButton next={data.next} />
      <Form action={signIn} with={given(data.next)} fields={['email', 'password']} />
      {data.providers.length > 0 && (
        <Section title={say('account.sign-in-page.others')} id="others">
          <ProviderLinks
            providers={data.providers}
            text="account.sign-in-page.with"
            href={(provider) => withNext(`/sign-in/with/${provider}`, data.next)}
          />
        </Section>
      )}
      <Prose>
        <ul>
          <li>
            <a href={withNext('/sign-in/code', data.next)}>{say('account.sign-in-page.by-code')}</a>
          </li>
          <li>
            <a href="/forgotten">{say('account.sign-in-page.forgotten')}</a>
          </li>
          <li>
            <a href="/recover">{say('account.sign-in-page.recover')}</a>
          </li>
          <li>
            <a href={withNext('/sign-up', data.next)}>{say('account.sign-in-page.sign-up')}</a>
          </li>
        </ul>
      </Prose>
    </Layout>
  ),
})

export const askCodePage = page({
  name: 'account.ask-code-page',
  path: '/sign-in/code',
  who: anyone,
  input: z.object({ next }),
  load: ({ input }) => Promise.resolve(input),
  view: (data, { say }) => (
    <Layout
      title={say('account.ask-code-page')}
      lead={say('account.ask-code-page.lead')}
      breadcrumb={[{ href: '/sign-in', text: say('account.sign-in-page') }]}
      narrow
    >
      <Form action={askCode} with={given(data.next)} fields={['email']} />
    </Layout>
  ),
})

export const codePage = page({
  name: 'account.code-page',
  path: '/sign-in/code/:letter',
  who: anyone,
  input: z.object({ letter: z.string().max(100), next }),
  load: ({ input }) => Promise.resolve(input),
  view: (data, { say, sampleCity }) => (
    <Layout title={say('account.code-page')} lead={say('account.code-page.lead')} narrow>
      {sampleCity && (
        <Notice title={say('account.code-page.sample')}>
          <p>
            <a href="/dev/mail">{say('account.code-page.mailbox')}</a>
          </p>
        </Notice>
      )}
      <Form
        action={enterCode}
        with={{ letter: data.letter, ...given(data.next) }}
        fields={['code']}
      />
    </Layout>
  ),
})

export const signUpPage = page({
  name: 'account.sign-up-page',
  path: '/sign-up',
  who: anyone,
  input: z.object({ next }),
  load: ({ input }) => Promise.resolve(input),
  view: (data, { say }) => (
    <Layout title={say('account.sign-up-page')} lead={say('account.sign-up-page.lead')} narrow>
      <Form action={signUp} with={given(data.next)} fields={['email', 'password']} />
      <Prose>
        <p>{say('account.sign-up-page.why')}</p>
      </Prose>
    </Layout>
  ),
})

export const forgottenPage = page({
  name: 'account.forgotten-page',
  path: '/forgotten',
  who: anyone,
  input: z.object({}),
  load: ({ input }) => Promise.resolve(input),
  view: (_, { say }) => (
    <Layout title={say('account.forgotten-page')} lead={say('account.forgotten-page.lead')} narrow>
      <Form action={forget} fields={['email']} />
    </Layout>
  ),
})

export const forgottenSent = page({
  name: 'account.forgotten-sent',
  path: '/forgotten/sent',
  who: anyone,
  input: z.object({}),
  load: ({ input }) => Promise.resolve(input),
  view: (_, { say, sampleCity }) => (
    <Layout title={say('account.forgotten-sent')} lead={say('account.forgotten-sent.lead')} narrow>
      <ButtonRow>
        <ButtonLink href={sampleCity ? '/dev/mail' : '/'} kind="secondary">
          {say(sampleCity ? 'account.code-page.mailbox' : 'account.forgotten-sent.home')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})

export const newPasswordPage = page({
  name: 'account.new-password-page',
  path: '/forgotten/:token',
  who: anyone,
  input: z.object({ token: z.string().max(200) }),
  load: ({ input }) => Promise.resolve(input),
  view: (data, { say }) => (
    <Layout
      title={say('account.new-password-page')}
      lead={say('account.new-password-page.lead')}
      narrow
    >
      <Form action={setPassword} with={{ token: data.token }} fields={['password']} />
    </Layout>
  ),
})
