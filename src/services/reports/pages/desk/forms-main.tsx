/** What an official does every day: move, ask, answer, note, assign. */
import { useHere } from '#core/pages'
import { Field } from '#design'
import { answer, ask, assign, move, note } from '../../actions/index.ts'
import { publicClass } from '../../model.ts'
import { optionsOf } from '../parts/search.tsx'
import { Fold } from './fold.tsx'
import type { DeskData } from './report.tsx'

/** The report and the version somebody looked at, as every form of the desk sends it. */
export function aboutIt({ report }: DeskData): { number: string; version: string } {
  return { number: report.number, version: String(report.version) }
}

/** The steps the workflow offers from here. */
export function Moving(data: DeskData) {
  const { say } = useHere()
  const { steps, parts } = data
  if (steps.length === 0) return <p>{say('reports.desk.noSteps')}</p>
  const options = steps.map(({ to, needsText }) => ({
    value: to,
    text: say(`reports.state.${to}`),
    ...(needsText ? { hint: say('reports.desk.needsText') } : {}),
  }))
  return (
    <Fold action={move} with={aboutIt(data)} open primary>
      <Field name="to" options={options} />
      <Field name="text" />
      {parts.some((part) => part.class === 'open') && <Field name="closeParts" />}
    </Fold>
  )
}

/** Talking: to the reporter, to everybody, to colleagues. */
export function Answering(data: DeskData) {
  const about = aboutIt(data)
  const { report, units, steps } = data
  const asks = steps.some(({ to }) => to === 'waiting_reporter')
  return (
    <>
      {asks && (
        <Fold action={ask} with={about}>
          <Field name="text" />
        </Fold>
      )}
      {publicClass(report.state) !== 'hidden' && (
        <Fold action={answer} with={about}>
          <Field name="text" />
        </Fold>
      )}
      <Fold action={note} with={{ number: about.number }}>
        <Field name="text" />
      </Fold>
      <Fold action={assign} with={about}>
        <Field name="unit" options={optionsOf(units)} value={report.unit} optional={false} />
        <Field name="official" />
      </Fold>
    </>
  )
}
