import { type Problem, useHere } from '#core/pages'

type Version = Readonly<Record<string, unknown>>

const isVersion = (value: unknown): value is Version => typeof value === 'object' && value !== null

const shown = (value: unknown) =>
  Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? '' : String(value ?? '')

/**
 * Two people changed the same thing: what stands now beside what was typed, so that nothing is lost (house.md 2.7).
 * `detail.theirs` holds the fields as they are now; `detail.yours`, or else what was typed, the attempt.
 */
export function BothVersions({ problem }: { problem: Problem }) {
  const { say } = useHere()
  const detail = isVersion(problem.detail) ? problem.detail : {}
  const theirs = isVersion(detail['theirs']) ? detail['theirs'] : {}
  const yours = isVersion(detail['yours']) ? detail['yours'] : problem.values
  const names = Object.keys(theirs).filter((name) => say.has(`${problem.action}.${name}`))
  if (names.length === 0) return null
  return (
    <div class="cr-scroll" role="group" tabindex={0} aria-label={say('design.problem.versions')}>
      <table class="cr-table">
        <caption>{say('design.problem.versions')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('design.problem.field')}</th>
            <th scope="col">{say('design.problem.theirs')}</th>
            <th scope="col">{say('design.problem.yours')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{say(`${problem.action}.${name}`)}</th>
              <td>{shown(theirs[name])}</td>
              <td>{shown(yours[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
