/** Somebody else changed the report meanwhile: what stands now, beside what was wanted. */
import { useHere } from '#core/pages'
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

/** Both versions, field by field; what was typed still stands in its form below. */
export function Conflict({ report, timeline }: DeskData) {
  const { say, problem } = useHere()
  if (problem?.kind !== 'conflict') return null
  const { values } = problem
  const wanted = (name: string) => (typeof values[name] === 'string' ? values[name] : '')
  const state = states.find((each) => each === wanted('to'))
  const last = timeline.at(-1)
  return (
    <Notice tone="warning" title={say('reports.desk.conflict')}>
      <p>{say('reports.desk.conflict.text')}</p>
      <Table
        caption={say('reports.desk.conflict.versions')}
        head={[
          say('reports.desk.conflict.field'),
          say('reports.desk.conflict.now'),
          say('reports.desk.conflict.yours'),
        ]}
        rows={[
          [
            say('reports.desk.conflict.version'),
            String(report.version),
            seenVersion(problem.detail),
          ],
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
          [
            say('reports.desk.conflict.words'),
            last?.text ? <Words text={last.text} /> : '–',
            wanted('text') ? <Words text={wanted('text')} /> : '–',
          ],
        ]}
      />
    </Notice>
  )
}
