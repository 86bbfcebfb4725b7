import { page } from '#core/pages'
import { anyone, may } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Does,
  Empty,
  Form,
  Keepsake,
  Layout,
  Prose,
  Section,
  Table,
  When,
} from '#design'
import { z } from 'zod'
import { approveRecovery, openRecovery, takeRecovery } from '../actions/recovery.ts'

export const recoveriesPage = page({
  name: 'account.recoveries-page',
  path: '/recoveries',
  who: may('account.recover'),
  menu: 82,
  input: z.object({}),
  load: ({ ways, by, now }) => ways.openRecoveries({ official: by.ref ?? '', now }),
  view: (open, { say }) => (
    <Layout title={say('account.recoveries-page')} lead={say('account.recoveries-page.lead')}>
      <Section title={say('account.recoveries-page.waiting')} id="waiting">
        {open.length === 0 ? (
          <Empty title={say('account.recoveries-page.none')} />
        ) : (
          <Table
            caption={say('account.recoveries-page.waiting')}
            quiet
            head={['asked', 'badge', 'evidence', 'what'].map((name) =>
              say(`account.recoveries-page.column.${name}`),
            )}
            rows={open.map((one) => [
              <When at={one.askedAt} />,
              <bdi>{one.badge}</bdi>,
              say(`account.evidence.${one.evidence}`),
              one.own ? (
                say('account.recoveries-page.other')
              ) : (
                <Does
                  action={approveRecovery}
                  with={{ recovery: one.recovery }}
                  about={one.badge}
                />
              ),
            ])}
          />
        )}
      </Section>
      <Section title={say('account.recoveries-page.new')} id="new">
        <Prose>
          <p>{say('account.recoveries-page.new.text')}</p>
        </Prose>
        <Form action={openRecovery} />
      </Section>
    </Layout>
  ),
})

export const recoveryCodePage = page({
  name: 'account.recovery-code-page',
  path: '/recoveries/code/:code',
  who: may('account.recover'),
  input: z.object({ code: z.string().max(60) }),
  load: ({ input }) => Promise.resolve(input),
  view: (data, { say, city }) => (
    <Layout
      title={say('account.recovery-code-page')}
      lead={say('account.recovery-code-page.lead')}
      breadcrumb={[{ href: '/recoveries', text: say('account.recoveries-page') }]}
      narrow
    >
      <Keepsake
        label={say('account.recovery-code-page.code', { city: city.name })}
        value={data.code}
        hint={say('account.recovery-code-page.hint')}
      />
      <ButtonRow>
        <ButtonLink href="/recoveries">{say('account.recovery-code-page.done')}</ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})

export const recoverPage = page({
  name: 'account.recover-page',
  path: '/recover',
  who: anyone,
  input: z.object({}),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout
      title={say('account.recover-page')}
      lead={say('account.recover-page.lead')}
      breadcrumb={[{ href: '/sign-in', text: say('account.sign-in-page') }]}
      narrow
    >
      <Form action={takeRecovery} fields={['code', 'password']} />
    </Layout>
  ),
})
