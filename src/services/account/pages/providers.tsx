import { page } from '#core/pages'
import type { CityFacts } from '#core/actions'
import { Refusal } from '#core/kernel'
import { useHere } from '#core/pages'
import { anyone, residents } from '#core/people'
import { ButtonLink, ButtonRow, Form, Layout, Notice, Prose, Section } from '#design'
import { z } from 'zod'
import { addIdentity, openArrival } from '../actions/identities.ts'
import { accountOf, titleOf } from '../config.ts'
import { next, withNext } from '../model.ts'

/** A provider as a button shows it. */
export interface Offered {
  readonly name: string
  readonly title: string
  readonly hint: string | undefined
}

/** The providers of a city, in the words of the reader. */
export function offeredBy(city: CityFacts, language: string): Offered[] {
  return accountOf(city).providers.map(({ name, hint }) => ({
    name,
    title: titleOf(city, name, language),
    hint: hint?.[language] ?? hint?.['en'],
  }))
}

/** A link to each provider; a form could not lead there (CSP `form-action`). */
export function ProviderLinks(of: {
  readonly providers: readonly Offered[]
  /** Text key of the link, with `{provider}`. */
  readonly text: string
  readonly href: (provider: string) => string
}) {
  const { say } = useHere()
  return (
    <ul class="cr-providers">
      {of.providers.map(({ name, title, hint }) => (
        <li key={name}>
          <ButtonLink href={of.href(name)} kind="secondary">
            {say(of.text, { provider: title })}
          </ButtonLink>
          {hint && <p class="govuk-hint">{hint}</p>}
        </li>
      ))}
    </ul>
  )
}

export const newcomerPage = page({
  name: 'account.newcomer-page',
  path: '/sign-in/new/:arrival',
  who: anyone,
  hidden: true,
  input: z.object({ arrival: z.string().max(100), next }),
  async load({ input, ways, browser, now, city, language }) {
    const found = await ways.arrivedWith({ arrival: input.arrival, browser, now })
    if (!found) throw new Refusal('not-found', ['arrival-over'])
    const { provider, called, hasAddress } = found
    return { ...input, called, hasAddress, provider: titleOf(city, provider, language) }
  },
  view: (data, { say }) => (
    <Layout
      title={say('account.newcomer-page')}
      lead={say('account.newcomer-page.lead', { provider: data.provider })}
      narrow
    >
      {data.called && (
        <Prose>
          <p>
            {say('account.newcomer-page.called', { provider: data.provider })}{' '}
            <bdi>{data.called}</bdi>
          </p>
        </Prose>
      )}
      <Section title={say('account.newcomer-page.new')} id="new">
        <Prose>
          <p>
            {say(
              data.hasAddress
                ? 'account.newcomer-page.new.address'
                : 'account.newcomer-page.new.no-address',
            )}
          </p>
        </Prose>
        <Form
          action={openArrival}
          with={{ arrival: data.arrival, ...(data.next ? { next: data.next } : {}) }}
          fields={[]}
        />
      </Section>
      <Section title={say('account.newcomer-page.known')} id="known">
        <Prose>
          <p>{say('account.newcomer-page.known.text', { provider: data.provider })}</p>
        </Prose>
        <ButtonRow>
          <ButtonLink href={withNext('/sign-in', '/ways')} kind="secondary">
            {say('account.newcomer-page.known.link')}
          </ButtonLink>
        </ButtonRow>
      </Section>
    </Layout>
  ),
})

export const addIdentityPage = page({
  name: 'account.add-identity-page',
  path: '/ways/new/:arrival',
  who: residents,
  fresh: true,
  hidden: true,
  input: z.object({ arrival: z.string().max(100) }),
  async load({ input, ways, browser, now, city, language }) {
    const found = await ways.arrivedWith({ arrival: input.arrival, browser, now })
    if (!found) throw new Refusal('not-found', ['arrival-over'])
    const { provider, called } = found
    return { ...input, called, provider: titleOf(city, provider, language) }
  },
  view: (data, { say }) => (
    <Layout
      title={say('account.add-identity-page')}
      lead={say('account.add-identity-page.lead', { provider: data.provider })}
      breadcrumb={[{ href: '/ways', text: say('account.ways-page') }]}
      narrow
    >
      {data.called && (
        <Notice title={say('account.newcomer-page.called', { provider: data.provider })}>
          <p>
            <bdi>{data.called}</bdi>
          </p>
          <p>{say('account.add-identity-page.not-you')}</p>
        </Notice>
      )}
      <Form action={addIdentity} with={{ arrival: data.arrival }} fields={[]} />
      <ButtonRow>
        <ButtonLink href="/ways" kind="secondary">
          {say('account.add-identity-page.no')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})

export const signedOutPage = page({
  name: 'account.signed-out-page',
  path: '/signed-out',
  who: anyone,
  input: z.object({}),
  load: ({ city, language }) => Promise.resolve(offeredBy(city, language)),
  view: (providers, { say }) => (
    <Layout
      title={say('account.signed-out-page')}
      lead={say('account.signed-out-page.lead')}
      narrow
    >
      <ProviderLinks
        providers={providers}
        text="account.signed-out-page.there"
        href={(provider) => `/signed-out/${provider}`}
      />
      <Prose>
        <p>
          <a href="/">{say('account.signed-out-page.home')}</a>
        </p>
      </Prose>
    </Layout>
  ),
})
