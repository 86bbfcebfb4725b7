import { page } from '#core/pages'
import { may, residents } from '#core/people'
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
import type { Say } from '#core/text'
import { z } from 'zod'
import { agree, ask, stop } from '../actions/desk.ts'
import { offer, take } from '../actions/give.ts'

const trail = (say: Say) => [{ href: '/mandates', text: say('mandates.list') }]
const nothing = { input: z.object({}), load: () => Promise.resolve({}) }

/** Somebody lets another act for them. */
export const newPage = page({
  name: 'mandates.new',
  path: '/mandates/new',
  who: residents,
  fresh: true,
  ...nothing,
  view: (_, { say }) => (
    <Layout
      title={say('mandates.new')}
      lead={say('mandates.new.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={offer} />
    </Layout>
  ),
})

/** The code to hand over. */
export const invitedPage = page({
  name: 'mandates.invited-page',
  path: '/mandates/invited/:code',
  who: residents,
  hidden: true,
  input: z.object({ code: z.string().max(60) }),
  load: ({ input }) => Promise.resolve(input),
  view: ({ code }, { say }) => (
    <Layout
      title={say('mandates.invited-page')}
      lead={say('mandates.invited-page.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Keepsake
        label={say('mandates.invited-page.label')}
        value={code}
        hint={say('mandates.invited-page.hint')}
      />
      <ButtonRow>
        <ButtonLink href="/mandates">{say('mandates.invited-page.done')}</ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})

/** Somebody was handed a code. */
export const takePage = page({
  name: 'mandates.take-page',
  path: '/mandates/take',
  who: residents,
  fresh: true,
  ...nothing,
  view: (_, { say }) => (
    <Layout
      title={say('mandates.take-page')}
      lead={say('mandates.take-page.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={take} />
    </Layout>
  ),
})

/** Parental and court mandates at the desk, by two officials. */
export const deskPage = page({
  name: 'mandates.desk',
  path: '/mandates/desk',
  who: may('mandates.manage'),
  menu: 85,
  input: z.object({}),
  load: ({ mandates, by }) => mandates.waiting(by.ref ?? ''),
  view: (waiting, { say }) => (
    <Layout title={say('mandates.desk')} lead={say('mandates.desk.lead')}>
      <Section title={say('mandates.desk.waiting')} id="waiting">
        {waiting.length === 0 ? (
          <Empty title={say('mandates.desk.none')} />
        ) : (
          <Table
            caption={say('mandates.desk.waiting')}
            quiet
            head={['file', 'kind', 'scopes', 'asked', 'what'].map((name) =>
              say(`mandates.desk.column.${name}`),
            )}
            rows={waiting.map((one) => [
              <bdi>{one.evidence}</bdi>,
              say(`mandates.kind.${one.kind}`),
              say.list(one.scopes.map((scope) => say(`mandates.scope.${scope}`))),
              <When at={one.askedAt} />,
              one.own ? (
                say('mandates.desk.other')
              ) : (
                <Does action={agree} with={{ mandate: one.mandate }} about={one.evidence} />
              ),
            ])}
          />
        )}
      </Section>
      <Section title={say('mandates.desk.new')} id="new">
        <Prose>
          <p>{say('mandates.desk.new.text')}</p>
        </Prose>
        <Form action={ask} />
      </Section>
      <Section title={say('mandates.desk.over')} id="over">
        <Form action={stop} kind="secondary" />
      </Section>
    </Layout>
  ),
})
