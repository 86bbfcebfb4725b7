/** The rows of the queue; several can be chosen for one act. Works without JavaScript. */
import { useHere } from '#core/pages'
import { Checkbox, Field, Form, Section, Table, Tag, When } from '#design'
import { gather } from '../../actions/index.ts'
import { acts, permissionOf } from '../../bundles/model.ts'
import { beginning } from '../parts/card.tsx'
import { StateTag } from '../parts/state.tsx'
import type { QueueData } from './queue.tsx'

type Row = QueueData['rows'][number]

function useChosen(): ReadonlySet<string> {
  const { problem } = useHere()
  const sent = problem?.action === gather.name ? problem.values['reports'] : undefined
  return new Set([sent ?? []].flat().map((each) => String(each).split('@')[0] ?? ''))
}

function Name({ row }: { row: Row }) {
  const chosen = useChosen()
  const value = `${row.number}@${row.version}`
  return (
    <Checkbox
      name="reports"
      id={`choose-${row.number}`}
      value={value}
      label={row.number}
      checked={chosen.has(row.number)}
    />
  )
}

function What({ row }: { row: Row }) {
  return (
    <>
      <a href={`/reports/desk/${row.number}`}>{row.categoryName}</a>
      <div dir="auto">{beginning(row.text, 90)}</div>
    </>
  )
}

function Due({ row }: { row: Row }) {
  const { say } = useHere()
  return (
    <>
      <When at={row.dueOn} style="date" />{' '}
      {row.late && <Tag tone="error">{say('reports.facts.late')}</Tag>}
    </>
  )
}

function Whose({ row }: { row: Row }) {
  const { say } = useHere()
  return (
    <>
      {row.unitName ?? say('reports.desk.noUnit')}
      {row.assigned && <div>{say(`reports.desk.assigned.${row.assigned}`)}</div>}
    </>
  )
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { say } = useHere()
  const head = ['number', 'what', 'state', 'where', 'unit', 'age', 'due'] as const
  return (
    <Table
      caption={say('reports.desk.table')}
      head={head.map((column) => say(`reports.desk.column.${column}`))}
      rows={rows.map((row) => [
        <Name row={row} />,
        <What row={row} />,
        <StateTag state={row.state} />,
        <bdi>{row.address ?? row.districtName ?? '–'}</bdi>,
        <Whose row={row} />,
        <When at={row.openedAt} style="ago" />,
        <Due row={row} />,
      ])}
    />
  )
}

/** The rows of the queue, and one act for those that are ticked. */
export function Chosen({ rows }: QueueData) {
  const { say, by } = useHere()
  const mine = acts.filter((act) => by?.permissions.includes(permissionOf(act)))
  if (mine.length === 0) return <Rows rows={rows} />
  const options = mine.map((value) => ({ value, text: say(`reports.gather.act.${value}`) }))
  return (
    <Form action={gather}>
      <Rows rows={rows} />
      <Section title={say('reports.desk.together')} id="together">
        <p>{say('reports.desk.togetherText')}</p>
        <Field name="act" options={options} value={mine[0]} />
      </Section>
    </Form>
  )
}
