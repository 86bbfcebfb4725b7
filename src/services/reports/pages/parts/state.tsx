/** The state of a report in a word, and how much it matters. */
import { useHere } from '#core/pages'
import { Tag, type Tone } from '#design'
import { publicClass, type State } from '../../model.ts'

/** Waiting asks for attention, solved is good news, the other ends are neither. */
export function toneOf(state: State): Tone {
  if (state === 'resolved') return 'success'
  if (state === 'waiting_reporter' || state === 'reopen_requested') return 'warning'
  if (state === 'hidden') return 'error'
  return publicClass(state) === 'open' ? 'info' : 'neutral'
}

/** The state of a report in a word. */
export function StateTag({ state }: { state: State }) {
  const { say } = useHere()
  return <Tag tone={toneOf(state)}>{say(`reports.state.${state}`)}</Tag>
}
