import type { Reason } from '#core/kernel'
import { type Problem, useHere } from '#core/pages'
import { BothVersions } from './both-versions.tsx'
import { fieldOf, idOf, messageOf } from './reasons.ts'

function Line({ reason, action }: { reason: Reason; action: string }) {
  const { say } = useHere()
  const text = messageOf(say, reason, action)
  const field = fieldOf(reason)
  if (!field) return <li>{text}</li>
  const label = `${action}.${field}`
  return (
    <li>
      <a href={`#${idOf(action, field)}`}>
        {say.has(label) ? say('design.problem.atField', { field: say(label), text }) : text}
      </a>
    </li>
  )
}

/**
 * Everything that stood in the way of the last attempt, on top of the page and in focus (WCAG 3.3.1, 3.3.3):
 * each reason leads to its field; a rule names its law; a conflict shows both versions.
 */
export function ProblemSummary({ problem }: { problem: Problem }) {
  const { say } = useHere()
  return (
    <div
      class={`cr-problem cr-problem--${problem.kind}`}
      role="alert"
      tabindex={-1}
      data-focus="true"
      id="problem"
    >
      <h2 class="cr-problem__title">{say(`design.problem.title.${problem.kind}`)}</h2>
      <p>{say(`design.problem.next.${problem.kind}`)}</p>
      <ul class="cr-problem__list">
        {problem.reasons.map((reason) => (
          <Line key={`${reason.code} ${reason.field}`} reason={reason} action={problem.action} />
        ))}
      </ul>
      {problem.kind === 'conflict' && <BothVersions problem={problem} />}
      {problem.law && (
        <p class="cr-problem__law">{say('design.problem.law', { law: problem.law })}</p>
      )}
    </div>
  )
}
