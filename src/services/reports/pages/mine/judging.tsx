/** The question at the end: was it solved? */
import { useHere } from '#core/pages'
import { Field, Form, type FormProps, Notice } from '#design'

/** Asks once; what is written with it stays between whoever writes and the city. */
export function Judging({ action, code }: { action: FormProps['action']; code: string }) {
  const { say } = useHere()
  const options = ['yes', 'no'].map((value) => ({
    value,
    text: say(`reports.judge.satisfied.${value}`),
  }))
  return (
    <Notice title={say('reports.judging')}>
      <p>{say('reports.judging.text')}</p>
      <Form action={action} with={{ code }} kind="secondary" submit="reports.judge">
        <Field name="satisfied" options={options} label={say('reports.judge.satisfied')} />
        <Field
          name="text"
          label={say('reports.judge.text')}
          hint={say('reports.judge.text.hint')}
        />
      </Form>
    </Notice>
  )
}
