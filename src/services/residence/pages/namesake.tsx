import { page } from '#core/pages'
import { may } from '#core/people'
import { ButtonLink, ButtonRow, Field, Form, Layout, Notice, Prose } from '#design'
import type { Say } from '#core/text'
import { z } from 'zod'
import { agreeApart, tellApart } from '../actions/namesake.ts'

const trail = (say: Say) => [{ href: '/residence/desk', text: say('residence.desk') }]

/** Somebody stands before the desk who has name and birthday of somebody else. */
export const namesakePage = page({
  name: 'residence.namesake',
  path: '/residence/desk/namesake',
  who: may('residence.verify'),
  assurance: 'substantial',
  input: z.object({ asked: z.string().max(10).optional() }),
  load: ({ input, city }) =>
    Promise.resolve({
      asked: input.asked === 'yes',
      districts: city.districts.areas.map(({ code, name }) => ({ value: code, text: name })),
    }),
  view: ({ asked, districts }, { say }) => (
    <Layout
      title={say('residence.namesake')}
      lead={say('residence.namesake.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      {asked && (
        <Notice tone="success" title={say('residence.namesake.asked')}>
          <p>{say('residence.namesake.asked.text')}</p>
        </Notice>
      )}
      <Form action={tellApart}>
        <Field name="number" action={tellApart} />
        <Field name="name" action={tellApart} />
        <Field name="birthDate" action={tellApart} />
        <Field name="kind" action={tellApart} />
        <Field name="fact" action={tellApart} />
        <Field name="district" action={tellApart} options={districts} />
        <Field name="document" action={tellApart} />
        <Field name="address" action={tellApart} />
        <Field name="frees" action={tellApart} />
      </Form>
      <Prose>
        <p>{say('residence.namesake.kept')}</p>
      </Prose>
      <ButtonRow>
        <ButtonLink href="/residence/desk/agree" kind="secondary">
          {say('residence.agree')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})

/** The second official reads the fact from the document as well. */
export const agreePage = page({
  name: 'residence.agree',
  path: '/residence/desk/agree',
  who: may('residence.verify'),
  assurance: 'substantial',
  input: z.object({ state: z.enum(['held', 'kept', 'waits', 'same']).optional().catch(undefined) }),
  load: ({ input }) => Promise.resolve({ state: input.state ?? null }),
  view: ({ state }, { say }) => (
    <Layout
      title={say('residence.agree')}
      lead={say('residence.agree.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      {state && (
        <Notice
          tone={state === 'same' ? 'warning' : 'success'}
          title={say(`residence.agree.${state}`)}
        />
      )}
      <Form action={agreeApart} />
    </Layout>
  ),
})
