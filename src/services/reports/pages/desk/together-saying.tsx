/** What is to be done with each report of a bundle: the fields of its act, and no others. */
import { pathOf } from '#core/actions'
import { useHere } from '#core/pages'
import { type ButtonKind, Field, Form } from '#design'
import { putTogether, sayTogether } from '../../actions/index.ts'
import { Prepared, Seen } from '../parts/prepared.tsx'
import { optionsOf } from '../parts/search.tsx'
import type { TogetherData } from './together.tsx'

/** The form of one act; what was said before stands in it. */
export function Saying(data: TogetherData & { kind: ButtonKind }) {
  const { bundle, steps, units, templates, kind } = data
  const { say } = useHere()
  const { act, wish } = bundle
  const options = steps.map((value) => ({ value, text: say(`reports.state.${value}`) }))
  const text = <Field name="text" value={wish?.text} hint={say(`reports.together.hint.${act}`)} />
  return (
    <Form action={sayTogether} with={{ bundle: bundle.id }} kind={kind}>
      {act === 'move' && (
        <Field name="to" kind="select" options={options} value={wish?.to} optional={false} />
      )}
      {act === 'merge' && <Field name="target" value={wish?.target} optional={false} />}
      {act === 'assign' ? (
        <>
          <Field
            name="unit"
            options={optionsOf(units)}
            value={wish?.unit}
            none={say('reports.together.sameUnit')}
            optional={false}
          />
          <Field name="official" value={wish?.official} />
        </>
      ) : (
        <>
          {text}
          <Prepared
            templates={templates}
            to={pathOf(putTogether.path, { bundle: bundle.id })}
            act={act}
          />
          <Seen action={sayTogether} />
        </>
      )}
    </Form>
  )
}
