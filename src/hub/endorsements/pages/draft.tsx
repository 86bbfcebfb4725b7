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
import { listActions } from '../store/first-actions.ts'
import { listDomains } from '../store/proofs.ts'
import type { Application } from '../store/rows.ts'
import type { Tx } from '#core/database'
import type { Say } from '#core/text'
import { Day, trail } from './parts.tsx'

const steps = ['decision', 'domains', 'contacts', 'actions', 'check'] as const
/** Who leaves the coalition is not asked what it does first. */
const stepsOf = ({ kind }: Application) =>
  steps.filter((step) => kind !== 'withdraw' || step !== 'actions')
/** What every step asks for. */
export const input = z.object({
  code: z.string().min(1).max(64),
  language: z.string().max(10).optional(),
})

/** The application a code opens, as long as the city may change it. */
export async function draftOf(tx: Tx, code: string) {
  const application = await byCode(tx, hashOf(code))
  mayChange.require(application)
  return { code, application, domains: await listDomains(tx, application.number) }
}
/** A draft as its steps show it. */
export type Draft = Awaited<ReturnType<typeof draftOf>>

/** One step of the draft. */
export function Step(props: {
  draft: Draft
  step: (typeof steps)[number]
  children: ComponentChildren
}) {
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
        current={stepsOf(draft.application).indexOf(step) + 2}
        total={stepsOf(draft.application).length + 1}
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

/** What was said so far; most of it can be changed. */
function rowsOf(say: Say, { draft, named }: { draft: Draft; named: number }) {
  const { application: it, domains, code } = draft
  const row = (key: string, value: ComponentChildren, step: (typeof steps)[number]) => ({
    key,
    value,
    change: `/endorse/draft/${code}/${step}`,
  })
  const field = (name: string) => say(`endorsements.${name}`)
  const names = domains.map(({ domain }) => domain).join(', ')
  const decided = it.decidedOn && <Day on={it.decidedOn} />
  return [
    { key: field('begin.name'), value: <bdi>{it.name}</bdi> },
    { key: field('begin.country'), value: it.country },
    row(field('keep-decision.body'), <bdi>{it.body}</bdi>, 'decision'),
    row(field('keep-decision.decidedOn'), decided, 'decision'),
    row(field('keep-decision.documentUrl'), <bdi>{it.documentUrl}</bdi>, 'decision'),
    row(field('keep-domains.domains'), <bdi>{names}</bdi>, 'domains'),
    row(field('keep-contacts.mailbox'), <bdi>{it.mailbox}</bdi>, 'contacts'),
    row(field('keep-contacts.signerMailbox'), <bdi>{it.signerMailbox}</bdi>, 'contacts'),
    ...(it.kind === 'withdraw'
      ? []
      : [row(field('actions'), say('endorsements.actions.named', { count: named }), 'actions')]),
  ]
}

export const checkPage = page({
  name: 'endorsements.check-step',
  path: '/endorse/draft/:code/check',
  who: anyone,
  input,
  async load({ input: { code }, tx }) {
    const draft = await draftOf(tx, code)
    return { draft, named: (await listActions(tx, draft.application.number)).length }
  },
  view: ({ draft, named }, { say }) => (
    <Step draft={draft} step="check">
      <Summary rows={rowsOf(say, { draft, named })} />
      <Notice title={say('endorsements.public')}>
        <p>{say('endorsements.public.text')}</p>
      </Notice>
      <Form action={submit} with={{ code: draft.code }} fields={[]} />
    </Step>
  ),
})
