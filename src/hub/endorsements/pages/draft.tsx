/** Endorsing step by step; what was said stays, and can be changed until it is submitted. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Field, Form, Keepsake, Layout, Notice, Steps, Summary } from '#design'
import { listVersions } from '#hub/declaration'
import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import { keepContacts, keepDecision, keepDomains } from '../actions/draft.ts'
import { submit } from '../actions/follow.ts'
import { mayChange } from '../rules.ts'
import { hashOf } from '../seal.ts'
import { byCode } from '../store/applications.ts'
import { listDomains } from '../store/proofs.ts'
import type { Tx } from '#core/database'
import { Day, trail } from './parts.tsx'

const steps = ['decision', 'domains', 'contacts', 'check'] as const
const input = z.object({ code: z.string().min(1).max(64), language: z.string().max(10).optional() })

/** The application a code opens, as long as the city may change it. */
async function draftOf(tx: Tx, code: string) {
  const application = await byCode(tx, hashOf(code))
  mayChange.require(application)
  return { code, application, domains: await listDomains(tx, application.number) }
}
type Draft = Awaited<ReturnType<typeof draftOf>>

function Step(props: { draft: Draft; step: (typeof steps)[number]; children: ComponentChildren }) {
  const { say } = useHere()
  const { draft, step, children } = props
  return (
    <Layout
      title={say(`endorsements.step.${step}`)}
      lead={say(`endorsements.step.${step}.lead`)}
      eyebrow={<bdi>{draft.application.name}</bdi>}
      breadcrumb={trail(say)}
      narrow
    >
      <Steps
        current={steps.indexOf(step) + 2}
        total={steps.length + 1}
        label={say(`endorsements.step.${step}`)}
      />
      {children}
    </Layout>
  )
}

export const decisionPage = page({
  name: 'endorsements.decision-step',
  path: '/endorse/draft/:code/decision',
  who: anyone,
  input,
  load: async ({ input: { code }, tx }) => ({
    draft: await draftOf(tx, code),
    versions: (await listVersions(tx)).map(({ version }) => version),
  }),
  view: ({ draft, versions }, { say, language }) => {
    const { application: it, code } = draft
    return (
      <Step draft={draft} step="decision">
        <Keepsake
          label={say('endorsements.code')}
          value={code}
          hint={say('endorsements.code.hint')}
        />
        <Form action={keepDecision} with={{ code }} fields={[]}>
          <Field name="body" value={it.body} />
          <Field name="decidedOn" value={it.decidedOn} />
          <Field name="reference" value={it.reference} />
          <Field
            name="declaration"
            value={it.declaration ?? versions[0]}
            options={versions.map((value) => ({ value, text: value }))}
          />
          <Field name="documentUrl" value={it.documentUrl} />
          <Field name="documentLanguage" value={it.documentLanguage ?? language} />
        </Form>
      </Step>
    )
  },
})

export const domainsPage = page({
  name: 'endorsements.domains-step',
  path: '/endorse/draft/:code/domains',
  who: anyone,
  input,
  load: ({ input: { code }, tx }) => draftOf(tx, code),
  view: (draft) => (
    <Step draft={draft} step="domains">
      <Form action={keepDomains} with={{ code: draft.code }} fields={[]}>
        <Field name="domains" value={draft.domains.map(({ domain }) => domain).join('\n')} />
      </Form>
    </Step>
  ),
})

export const contactsPage = page({
  name: 'endorsements.contacts-step',
  path: '/endorse/draft/:code/contacts',
  who: anyone,
  input,
  load: ({ input: { code }, tx }) => draftOf(tx, code),
  view: (draft) => (
    <Step draft={draft} step="contacts">
      <Form action={keepContacts} with={{ code: draft.code }} fields={[]}>
        <Field name="mailbox" value={draft.application.mailbox} />
        <Field name="signerMailbox" value={draft.application.signerMailbox} />
      </Form>
    </Step>
  ),
})

function Said({ draft: { code, application: it, domains } }: { draft: Draft }) {
  const { say } = useHere()
  const path = (step: string) => `/endorse/draft/${code}/${step}`
  const field = (name: string) => say(`endorsements.${name}`)
  return (
    <Summary
      rows={[
        { key: field('begin.name'), value: <bdi>{it.name}</bdi> },
        { key: field('begin.country'), value: it.country },
        { key: field('keep-decision.body'), value: it.body, change: path('decision') },
        {
          key: field('keep-decision.decidedOn'),
          value: it.decidedOn && <Day on={it.decidedOn} />,
          change: path('decision'),
        },
        {
          key: field('keep-decision.documentUrl'),
          value: <bdi>{it.documentUrl}</bdi>,
          change: path('decision'),
        },
        {
          key: field('keep-domains.domains'),
          value: <bdi>{domains.map(({ domain }) => domain).join(', ')}</bdi>,
          change: path('domains'),
        },
        {
          key: field('keep-contacts.mailbox'),
          value: <bdi>{it.mailbox}</bdi>,
          change: path('contacts'),
        },
        {
          key: field('keep-contacts.signerMailbox'),
          value: <bdi>{it.signerMailbox}</bdi>,
          change: path('contacts'),
        },
      ]}
    />
  )
}

export const checkPage = page({
  name: 'endorsements.check-step',
  path: '/endorse/draft/:code/check',
  who: anyone,
  input,
  load: ({ input: { code }, tx }) => draftOf(tx, code),
  view: (draft, { say }) => (
    <Step draft={draft} step="check">
      <Said draft={draft} />
      <Notice title={say('endorsements.public')}>
        <p>{say('endorsements.public.text')}</p>
      </Notice>
      <Form action={submit} with={{ code: draft.code }} fields={[]} />
    </Step>
  ),
})
