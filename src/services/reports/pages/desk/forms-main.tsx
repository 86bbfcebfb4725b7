/** What an official does every day: move, ask, answer, note, assign. */
import { useHere } from '#core/pages'
import { Field } from '#design'
import { answer, ask, assign, move, note, putTemplate } from '../../actions/index.ts'
import { publicClass } from '../../model.ts'
import { Prepared, Seen } from '../parts/prepared.tsx'
import { optionsOf } from '../parts/search.tsx'
import { Fold } from './fold.tsx'
import type { DeskData } from './report.tsx'

/** The report and the version somebody looked at, as every form of the desk sends it. */
export function aboutIt({ report }: DeskData): { number: string; version: string } {
  return { number: report.number, version: String(report.version) }
}

type Act = DeskData['begun'][number]['act']

/** What was begun in a form: kept at the desk, or typed when prepared words could not be put in. */
function useBegun({ begun }: DeskData, act: Act) {
  const { problem, path } = useHere()
  const typed = problem?.action === putTemplate.name && problem.values['act'] === act
  const kept = begun.find((one) => one.act === act)
  return {
    text: typed ? problem.values['text'] : kept?.text,
    to: typed ? problem.values['to'] : kept?.state,
    open: typed || path.includes(`begun=${act}`),
  }
}

/** The words of an act: what was begun, prepared words, and what the public would see. */
function Spoken({ data, act, text }: { data: DeskData; act: Act; text: unknown }) {
  const to = `/reports/desk/${data.report.number}/put-template`
  return (
    <>
      <Field name="text" value={text} />
      <Prepared templates={data.templates} to={to} act={act} />
    </>
  )
}

/** The steps the workflow offers from here. */
export function Moving(data: DeskData) {
  const { say } = useHere()
  const { steps, parts } = data
  const begun = useBegun(data, 'move')
  if (steps.length === 0) return <p>{say('reports.desk.noSteps')}</p>
  const options = steps.map(({ to, needsText }) => ({
    value: to,
    text: say(`reports.state.${to}`),
    ...(needsText ? { hint: say('reports.desk.needsText') } : {}),
  }))
  return (
    <Fold action={move} with={aboutIt(data)} open primary>
      <Field name="to" options={options} value={begun.to} />
      <Spoken data={data} act="move" text={begun.text} />
      <Seen action={move} />
      {parts.some((part) => part.class === 'open') && <Field name="closeParts" />}
    </Fold>
  )
}

/** Talking: to the reporter, to everybody, to colleagues. */
export function Answering(data: DeskData) {
  const { say } = useHere()
  const about = aboutIt(data)
  const { report, units, steps } = data
  const asks = steps.some(({ to }) => to === 'waiting_reporter')
  const [asking, answering] = [useBegun(data, 'ask'), useBegun(data, 'answer')]
  return (
    <>
      {asks && (
        <Fold action={ask} with={about} open={asking.open}>
          <Spoken data={data} act="ask" text={asking.text} />
        </Fold>
      )}
      {publicClass(report.state) !== 'hidden' && (
        <Fold action={answer} with={about} open={answering.open}>
          <Spoken data={data} act="answer" text={answering.text} />
          <Seen action={answer} />
        </Fold>
      )}
      <Fold action={note} with={{ number: about.number }}>
        <Field name="text" />
        <p>
          <a href={`/reports/desk/${about.number}/notes`}>{say('reports.notes.all')}</a>
        </p>
      </Fold>
      <Fold action={assign} with={about}>
        <Field name="unit" options={optionsOf(units)} value={report.unit} optional={false} />
        <Field name="official" />
      </Fold>
    </>
  )
}
