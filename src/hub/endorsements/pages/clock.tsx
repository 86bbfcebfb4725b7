/** The public clock: when the decision is due, or was taken, or why it stands still. */
import { useHere } from '#core/pages'
import { Notice } from '#design'
import { REVIEW_DAYS } from '../model.ts'
import type { Application } from '../store/rows.ts'
import { Day } from './parts.tsx'

/** When the decision is due; overdue is computed and said. */
export function Clock({ application }: { application: Application }) {
  const { say, now } = useHere()
  const { state, dueOn, pausedOn, submittedOn, concludedOn } = application
  if (concludedOn !== null) {
    return (
      <p>
        {say('endorsements.clock.concluded')} <Day on={concludedOn} />
      </p>
    )
  }
  if (state === 'changes_requested' && pausedOn !== null) {
    return (
      <p>
        {say('endorsements.clock.paused')} <Day on={pausedOn} />
      </p>
    )
  }
  if (dueOn === null) {
    return submittedOn === null ? null : (
      <p>{say('endorsements.clock.waiting', { days: REVIEW_DAYS })}</p>
    )
  }
  const late = dueOn < now.slice(0, 10)
  return (
    <Notice
      tone={late ? 'warning' : 'info'}
      title={say(late ? 'endorsements.clock.late' : 'endorsements.clock.due')}
    >
      <p>
        <Day on={dueOn} /> ·{' '}
        <a href="/endorsements/working-days">{say('endorsements.clock.calendar')}</a>
      </p>
    </Notice>
  )
}
