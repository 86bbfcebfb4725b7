/** The questions of a category, so that the right people come with the right tools. */
import type { Control } from '#design'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Field, Form } from '#design'
import { tell } from '../../actions/index.ts'
import { type Question, wording } from '../../config.ts'
import { draftInput, Onward, openDraft, type OwnDraft, pathTo, StepFrame } from './frame.tsx'

const CONTROLS: Readonly<Record<Question['type'], Control>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  one: 'radios',
  several: 'checkboxes',
}

/** A question in the language of the reader. */
interface Asked {
  readonly code: string
  readonly type: Question['type']
  readonly label: string
  readonly hint: string
  readonly required: boolean
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

function askedOf(question: Question, language: string): Asked {
  const { code, type, required, label, hint, options } = question
  return {
    code,
    type,
    required,
    label: wording(label, language),
    hint: wording(hint, language),
    options: options.map((each) => ({ value: each.value, text: wording(each.label, language) })),
  }
}

function QuestionsView({ draft, questions }: { draft: OwnDraft; questions: readonly Asked[] }) {
  const { say } = useHere()
  return (
    <StepFrame draft={draft} step="questions" lead={say('reports.new.questions.lead')}>
      <Form action={tell} with={{ draft: draft.code }} submit={null}>
        {questions.map(({ code, type, label, hint, required, options }) => (
          <Field
            key={code}
            name={`answers.${code}`}
            kind={CONTROLS[type]}
            label={label}
            hint={hint}
            optional={!required}
            options={options}
            value={draft.answers[code]}
          />
        ))}
        <Onward draft={draft} step="questions" />
      </Form>
    </StepFrame>
  )
}

/** What the category asks; a category without questions goes on to the place. */
export const questions = page({
  name: 'reports.new.questions',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/questions',
  who: anyone,
  input: draftInput,
  async load({ input, tx, city, language }) {
    const { draft, category } = await openDraft(tx, input.draft, city)
    return { draft, questions: (category?.questions ?? []).map((each) => askedOf(each, language)) }
  },
  view: (data) => <QuestionsView {...data} />,
  redirect: ({ draft, questions: asked }) =>
    asked.length > 0 ? undefined : pathTo(draft, draft.category === null ? 'what' : 'where'),
})
