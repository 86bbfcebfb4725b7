import type { Look } from '#core/pages'
import { page } from '#core/pages'
import { anyone, residents } from '#core/people'
import { ButtonLink, ButtonRow, Form, Layout, Prose, Section } from '#design'
import { z } from 'zod'
import { accountOf } from '../config.ts'
import { enterSecond, prove, proveByMail } from '../actions/prove.ts'
import { next } from '../model.ts'
import { PasskeyButton } from './passkey-button.tsx'

const given = (onto: string | undefined) => (onto ? { next: onto } : {})

/** What somebody can show beyond what they showed already. */
async function choicesOf({ ways, by, city }: Pick<Look<unknown>, 'ways' | 'by' | 'city'>) {
  const { passkeys, generatorSince } = await ways.waysOf(by.person?.ref ?? '')
  const how = by.person?.how ?? []
  const mailHelps = accountOf(city).mailIsSecond
  return {
    passkey: passkeys.length > 0,
    generator: generatorSince !== null,
    mail: mailHelps && how.includes('password'),
    password: generatorSince !== null || (mailHelps && how.includes('mail')),
  }
}

export const provePage = page({
  name: 'account.prove-page',
  onBehalf: 'own',
  path: '/prove',
  who: residents,
  input: z.object({ next, need: z.enum(['more', 'again']).default('again') }),
  async load(look) {
    return { ...look.input, ...(await choicesOf(look)) }
  },
  view: (data, { say }) => {
    const more = data.need === 'more'
    const password = !more || data.password
    const none = more && !data.passkey && !data.mail && !data.password
    const lead = say(more ? 'account.prove-page.more' : 'account.prove-page.again')
    return (
      <Layout title={say('account.prove-page')} lead={lead} narrow>
        {data.passkey && <PasskeyButton next={data.next} />}
        {password && <Form action={prove} with={given(data.next)} fields={['password']} />}
        {more && data.mail && <Form action={proveByMail} with={given(data.next)} fields={[]} />}
        {none && (
          <Section title={say('account.prove-page.none')} id="none">
            <Prose>
              <p>{say('account.prove-page.none.text')}</p>
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
