/** The terms of an entry, beside its words. */
import { STATUSES } from '#core/decisions'
import { useHere } from '#core/pages'
import { Field, Form } from '#design'
import { terms } from '../actions/writing.ts'
import { type EntryTerms, seenTerms } from '../seen.ts'
import type { Entry } from '../store/entries.ts'

interface Given {
  readonly entry: EntryTerms & Pick<Entry, 'name'>
  /** Versions of the code that the release holds. */
  readonly versions: readonly number[]
}

/** In which phase it is, for which version of the code, and until when the entry holds. */
export function Terms({ entry, versions }: Given) {
  const { say } = useHere()
  const options = STATUSES.map((value) => ({ value, text: say(`algorithms.status.${value}`) }))
  return (
    <Form
      action={terms}
      with={{ name: entry.name, seen: seenTerms(entry) }}
      submit="algorithms.save"
      fields={[]}
    >
      {versions.length > 1 && (
        <Field
          name="version"
          kind="select"
          options={versions.map((one) => {
            return { value: String(one), text: say('algorithms.version', { version: one }) }
          })}
          value={String(entry.version ?? versions[0])}
          optional={false}
        />
      )}
      <Field name="status" options={options} value={entry.status} />
      <Field name="revisionOn" value={entry.revisionOn} />
      <Field name="auditDays" value={entry.auditDays ?? ''} />
      <Field name="assessments" value={entry.assessments.join(', ')} />
    </Form>
  )
}
