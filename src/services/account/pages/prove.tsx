import type { Look } from '#core/pages'
import { page } from '#core/pages'
import { anyone, residents } from '#core/people'
import { highestOf, isEnough } from '#core/providers'
import { ButtonLink, ButtonRow, Form, Layout, Prose, Section } from '#design'
import { z } from 'zod'
import { accountOf, providerOf } from '../config.ts'
import { enterSecond, prove, proveByMail } from '../actions/prove.ts'
import { next } from '../model.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { offeredBy, ProviderLinks } from './providers.tsx'

const given = (onto: string | undefined) => (onto ? { next: onto } : {})

const need = z.enum(['more', 'again', 'high'])
type Need = z.infer<typeof need>
const LEAST = { again: 'low', more: 'substantial', high: 'high' } as const

type Facts = Awaited<ReturnType<Look<unknown>['ways']['waysOf']>>

/** Those of somebody's providers that can show as much as is asked for, in the city's order. */
function providersFor(
  { city, language }: Pick<Look<unknown>, 'city' | 'language'>,
  { identities }: Facts,
  asked: Need,
) {
  const own = new Set(identities.map(({ provider }) => provider))
  return offeredBy(city, language).filter(({ name }) => {
    const spec = providerOf(city, name)
    return own.has(name) && spec !== undefined && isEnough(highestOf(spec), LEAST[asked])
  })
}

/** What somebody can show beyond what they showed already. */
async function choicesOf(look: Look<{ readonly need: Need }>) {
  const { ways, by, city, input } = look
  const facts = await ways.waysOf(by.person?.ref ?? '')
  const { passkeys, generatorSince, hasPassword, hasAddress } = facts
  const how = by.person?.how ?? []
  const mailHelps = accountOf(city).mailIsSecond && hasAddress
  const [again, more] = [input.need === 'again', input.need === 'more']
  const second = generatorSince !== null || (mailHelps && how.includes('mail'))
  return {
    passkey: !again && !more ? false : passkeys.length > 0,
    mail: more && mailHelps && how.includes('password'),
    password: hasPassword && (again || (more && second)),
    providers: providersFor(look, facts, input.need),
  }
}

export const provePage = page({
  name: 'account.prove-page',
  path: '/prove',
  who: residents,
  input: z.object({ next, need: need.default('again') }),
  async load(look) {
    return { ...look.input, ...(await choicesOf(look)) }
  },
  view: (data, { say }) => {
    const none = !data.passkey && !data.mail && !data.password && data.providers.length === 0
    const lead = say(`account.prove-page.${data.need}`)
    const which = data.need === 'high' ? 'none-high' : 'none'
    const visit = (provider: string) =>
      `/prove/with/${provider}?need=${data.need}${data.next ? `&next=${encodeURIComponent(data.next)}` : ''}`
    return (
      <Layout title={say('account.prove-page')} lead={lead} narrow>
        {data.passkey && <PasskeyButton next={data.next} />}
        {data.password && <Form action={prove} with={given(data.next)} fields={['password']} />}
        {data.mail && <Form action={proveByMail} with={given(data.next)} fields={[]} />}
        {data.providers.length > 0 && (
          <ProviderLinks providers={data.providers} text="account.prove-page.with" href={visit} />
        )}
        {none && (
          <Section title={say(`account.prove-page.${which}`)} id="none">
            <Prose>
              <p>{say(`account.prove-page.${which}.text`)}</p>
            </Prose>
            <ButtonRow>
              <ButtonLink href="/ways">{say('account.ways-page')}</ButtonLink>
            </ButtonRow>
          </Section>
        )}
        <Prose>
          <p>{say('account.prove-page.kept')}</p>
        </Prose>
      </Layout>
    )
  },
})

export const secondPage = page({
  name: 'account.second-page',
  path: '/sign-in/second/:second',
  who: anyone,
  input: z.object({ second: z.string().max(100), next }),
  load: ({ input }) => Promise.resolve(input),
  view: (data, { say }) => (
    <Layout title={say('account.second-page')} lead={say('account.second-page.lead')} narrow>
      <Form
        action={enterSecond}
        with={{ second: data.second, ...given(data.next) }}
        fields={['code']}
      />
      <Prose>
        <p>{say('account.second-page.lost')}</p>
      </Prose>
    </Layout>
  ),
})
