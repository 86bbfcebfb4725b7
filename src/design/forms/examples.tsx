import type { Problem } from '#core/pages'
import { exampleAction } from '../example-here.ts'
import type { Example } from '../examples.tsx'
import { Radios, Select } from './choices.tsx'
import { Field } from './field.tsx'
import { Filters } from './filters.tsx'
import { Does, Form } from './form.tsx'
import { TextField } from './inputs.tsx'
import { ProblemSummary } from './problem-summary.tsx'

const action = exampleAction.name

const invalid: Problem = {
  kind: 'invalid',
  action,
  reasons: [
    { code: 'example.too-short', field: 'title' },
    { code: 'example.required', field: 'kind' },
    { code: 'example.required', field: 'harms.0' },
    { code: 'example.required', field: 'agreed' },
  ],
  values: {
    title: 'La',
    'harms[]': ['dark'],
    photos: ['01930f'],
    height: '30 cm',
    district: 'hill',
  },
}

const refused: Problem = {
  kind: 'refused',
  action,
  reasons: [{ code: 'example.not-open' }, { code: 'example.too-far' }],
  values: {},
  law: 'Ordinance 3/2025, art. 12',
}

const conflict: Problem = {
  kind: 'conflict',
  action,
  reasons: [{ code: 'example.stale' }],
  values: { title: 'Lamp is out', text: 'Nothing but dark.' },
  detail: { theirs: { title: 'Lamp flickers', text: 'It goes on and off.' } },
}

const given = { number: 'R-1029' }

/** Fields by themselves, whole forms, and what they say when something stands in the way. */
export const formExamples: Readonly<Record<string, Example>> = {
  'a whole form': { part: () => <Form action={exampleAction} with={given} /> },
  'a form with problems': {
    here: { problem: invalid },
    part: () => (
      <>
        <ProblemSummary problem={invalid} />
        <Form action={exampleAction} with={given} />
      </>
    ),
  },
  'refused by rules': {
    here: { problem: refused },
    part: () => <ProblemSummary problem={refused} />,
  },
  'changed by two people': {
    here: { problem: conflict },
    part: () => (
      <>
        <ProblemSummary problem={conflict} />
        <Form action={exampleAction} with={given}>
          <Field name="title" large />
        </Form>
      </>
    ),
  },
  'one button': {
    part: () => <Does action={exampleAction} with={given} kind="danger" about="R-1029" />,
  },
  filters: {
    part: (say) => (
      <Filters clear="/reports" keep={{ sort: 'new' }}>
        <TextField name="q" label={say('example.search')} type="search" />
        <Select
          name="district"
          label={say('example.send.district')}
          none={say('example.all')}
          options={[
            { value: 'port', text: say('example.send.district.port'), group: say('example.where') },
            { value: 'hill', text: say('example.send.district.hill'), group: say('example.where') },
          ]}
        />
        <Radios
          inline
          name="state"
          label={say('example.state')}
          value="open"
          options={[
            { value: 'open', text: say('example.open') },
            { value: 'done', text: say('example.done') },
          ]}
        />
      </Filters>
    ),
  },
}
