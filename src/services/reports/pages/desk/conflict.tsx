/** Somebody else changed the report meanwhile: what stands now, beside what was wanted. */
import type { ComponentChildren } from 'preact'
import { type Problem, useHere } from '#core/pages'
import { Notice, Table, Words } from '#design'
import { states } from '../../model.ts'
import type { DeskData } from './report.tsx'

const isVersion = (value: unknown): value is { readonly version: number } =>
  typeof value === 'object' && value !== null && 'version' in value

/** The version somebody had looked at, out of what the action told about the conflict. */
function seenVersion(detail: unknown): string {
  const yours = typeof detail === 'object' && detail !== null && 'yours' in detail && detail.yours
  return isVersion(yours) ? String(yours.version) : '–'
}

type Cell = ComponentChildren

/** Field by field: as it stands now, and as it was seen and wanted. */
function useVersions({ report, timeline }: DeskData, problem: Problem): Cell[][] {
  const { say } = useHere()
  const wanted = (name: string) => {
    const value = problem.values[name]
    return typeof value === 'string' ? value : ''
  }
  const state = states.find((each) => each === wanted('to'))
  const last = timeline.at(-1)
  const words = (text: string | null | undefined) => (text ? <Words text={text} /> : '–')
  return [
    [say('reports.desk.conflict.version'), String(report.version), seenVersion(problem.detail)],
    [
      say('reports.facts.state'),
      say(`reports.state.${report.state}`),
      state ? say(`reports.state.${state}`) : '–',
    ],
    [
      say('reports.desk.conflict.last'),
      last ? say(`reports.event.${last.kind}`) : '–',
      say(problem.action),
    ],
    [say('reports.desk.conflict.words'), words(last?.text), words(wanted('text'))],
  ]
}

function Versions({ data, problem }: { data: DeskData; problem: Problem }) {
  const { say } = useHere()
  const head = ['field', 'now', 'yours'] as const
  return (
    <Notice tone="warning" title={say('reports.desk.conflict')}>
      <p>{say('reports.desk.conflict.text')}</p>
      <Table
        caption={say('reports.desk.conflict.versions')}
        head={head.map((column) => say(`reports.desk.conflict.${column}`))}
        rows={useVersions(data, problem)}
      />
    </Notice>
  )
}

/** Both versions; what was typed still stands in its form below. */
export function Conflict(data: DeskData) {
  const { problem } = useHere()
  return problem?.kind === 'conflict' ? <Versions data={data} problem={problem} /> : null
}
