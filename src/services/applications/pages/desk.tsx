import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import {
  ButtonLink,
  ButtonRow,
  Details,
  Does,
  Empty,
  Keepsake,
  Layout,
  Notice,
  Prose,
  Section,
  Table,
  Tag,
} from '#design'
import { z } from 'zod'
import { approve, end, makeSecret, propose, registrars, turnDown } from '../actions/register.ts'
import { type Application, inLanguage } from '../model.ts'
import { listApplications, readApplication, secretOf } from '../store/applications.ts'
import { isSecret } from '../secrets.ts'
import { FactsOf, home } from './parts.tsx'
import { ChangeForm, RegisterForm } from './register-form.tsx'

const desk = (say: (key: string) => string) => ({
  href: '/applications/desk',
  text: say('applications.desk'),
})
const application = z.string().max(60)
const TONES = { proposed: 'warning', standing: 'success', ended: 'neutral' } as const

export const deskPage = page({
  name: 'applications.desk',
  path: '/applications/desk',
  who: registrars,
  input: z.object({}),
  load: async ({ tx }) => ({ applications: await listApplications(tx) }),
  view: ({ applications }, { say, language }) => (
    <Layout
      title={say('applications.desk')}
      lead={say('applications.desk.lead')}
      breadcrumb={[home(say)]}
      actions={<ButtonLink href="/applications/desk/new">{say('applications.new')}</ButtonLink>}
    >
      {applications.length === 0 ? (
        <Empty title={say('applications.none')} />
      ) : (
        <Table
          caption={say('applications.desk')}
          quiet
          head={['name', 'state', 'waits'].map((one) => say(`applications.column.${one}`))}
          rows={applications.map((one) => [
            <a href={`/applications/desk/${one.id}`}>
              {inLanguage((one.facts ?? one.proposed)?.name ?? {}, language) || one.id}
            </a>,
            <Tag tone={TONES[one.state]}>{say(`applications.state.${one.state}`)}</Tag>,
            one.proposed ? say('applications.waits') : '',
          ])}
        />
      )}
    </Layout>
  ),
})

export const newPage = page({
  name: 'applications.new',
  path: '/applications/desk/new',
  who: registrars,
  input: z.object({}),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout
      title={say('applications.new')}
      lead={say('applications.new.lead')}
      breadcrumb={[home(say), desk(say)]}
      narrow
    >
      <RegisterForm action={propose} />
    </Layout>
  ),
})

type Seen = Omit<Application, 'proposedBy'> & { readonly own: boolean }

/** What waits for a second official. */
function Proposed({ one }: { one: Seen }) {
  const { say } = useHere()
  if (!one.proposed) return null
  const given = { application: one.id }
  return (
    <Section title={say('applications.proposed')} id="proposed">
      <FactsOf facts={one.proposed} />
      {one.own ? (
        <Notice title={say('applications.proposed.own')}>
          <p>{say('applications.proposed.own.text')}</p>
        </Notice>
      ) : (
        <Does action={approve} with={given} kind="primary" />
      )}
      <Does action={turnDown} with={given} />
    </Section>
  )
}

/** What holds, and what can be done about it. */
function Holding({ one }: { one: Seen }) {
  const { say } = useHere()
  if (!one.facts || one.state !== 'standing') return null
  const given = { application: one.id }
  return (
    <Section title={say('applications.holds')} id="holds">
      <FactsOf facts={one.facts} />
      {one.facts.kind === 'confidential' && (
        <Prose>
          <p>{say(one.hasSecret ? 'applications.secret.there' : 'applications.secret.none')}</p>
        </Prose>
      )}
      {one.facts.kind === 'confidential' && <Does action={makeSecret} with={given} />}
      <Details summary={say('applications.change')}>
        <ChangeForm application={one.id} facts={one.proposed ?? one.facts} />
      </Details>
      <Does action={end} with={given} kind="danger" />
    </Section>
  )
}

export const oneDeskPage = page({
  name: 'applications.one',
  path: '/applications/desk/:application',
  who: registrars,
  input: z.object({ application }),
  async load({ input, tx, by }): Promise<Seen> {
    const { proposedBy, ...one } = await readApplication(tx, input.application)
    return { ...one, own: proposedBy !== null && proposedBy === by.person?.ref }
  },
  view: (one, { say, language }) => (
    <Layout
      title={inLanguage((one.facts ?? one.proposed)?.name ?? {}, language) || one.id}
      eyebrow={<bdi>{one.id}</bdi>}
      breadcrumb={[home(say), desk(say)]}
    >
      <Proposed one={one} />
      <Holding one={one} />
      {one.state === 'ended' && <Empty title={say('applications.state.ended')} />}
    </Layout>
  ),
})

export const secretPage = page({
  name: 'applications.secret',
  path: '/applications/desk/:application/secret/:secret',
  who: registrars,
  hidden: true,
  input: z.object({ application, secret: z.string().max(200) }),
  async load({ input, tx }) {
    const kept = await secretOf(tx, input.application)
    if (!kept || !isSecret(input.secret, kept)) throw new Refusal('not-found', ['secret-over'])
    return { id: input.application, secret: input.secret }
  },
  view: (data, { say }) => (
    <Layout
      title={say('applications.secret')}
      lead={say('applications.secret.lead')}
      breadcrumb={[home(say), desk(say)]}
      narrow
    >
      <Keepsake label={say('applications.secret.id')} value={data.id} />
      <Keepsake label={say('applications.secret.value')} value={data.secret} />
      <ButtonRow>
        <ButtonLink href={`/applications/desk/${data.id}`} kind="secondary">
          {say('applications.secret.done')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})
