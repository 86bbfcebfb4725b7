/** The door of endorsing: who may, what is needed, and the one next step. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, Field, Form, Layout, Prose, Section } from '#design'
import { z } from 'zod'
import { begin } from '../actions/draft.ts'
import { kinds, proofs } from '../model.ts'
import { trail } from './parts.tsx'

const language = z.string().max(10).optional()

export const endorsePage = page({
  name: 'endorsements.endorse',
  path: '/endorse',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout
      title={say('endorsements.endorse')}
      lead={say('endorsements.endorse.lead')}
      breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
      actions={<ButtonLink href="/endorse/new">{say('endorsements.start')}</ButtonLink>}
    >
      <Section title={say('endorsements.needed')} id="needed">
        <Prose>
          <ol>
            {proofs.map((proof) => (
              <li key={proof}>
                <strong>{say(`endorsements.proof.${proof}`)}.</strong>{' '}
                {say(`endorsements.proof.${proof}.text`)}
              </li>
            ))}
          </ol>
        </Prose>
      </Section>
      <Section title={say('endorsements.then')} id="then">
        <p>{say('endorsements.then.text')}</p>
        <p>
          <a href="/endorse/follow">{say('endorsements.follow')}</a> ·{' '}
          <a href="/endorsements">{say('endorsements.list')}</a> ·{' '}
          <a href="/ask-my-city">{say('endorsements.resident')}</a>
        </p>
      </Section>
    </Layout>
  ),
})

export const newPage = page({
  name: 'endorsements.new',
  path: '/endorse/new',
  who: anyone,
  input: z.object({
    kind: z.enum(kinds).default('join'),
    city: z.string().max(100).default(''),
    name: z.string().max(300).default(''),
    country: z.string().max(2).default(''),
    language,
  }),
  load: ({ input }) => Promise.resolve(input),
  view: ({ kind, city, name, country }, { say }) => (
    <Layout
      title={say(`endorsements.new.${kind}`)}
      lead={say('endorsements.new.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      {city === '' && (
        <p>
          <a href="/cities">{say('endorsements.fromDirectory')}</a>
        </p>
      )}
      <Form action={begin} with={{ kind, ...(city === '' ? {} : { city }) }} fields={[]}>
        <Field name="name" value={name} />
        <Field name="country" value={country} />
        <Field name="level" />
      </Form>
    </Layout>
  ),
})
