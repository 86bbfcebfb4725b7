/** Parts that several pages of the directory show. */
import { useHere } from '#core/pages'
import { Tag, type Tone } from '#design'

const tones: Readonly<Record<string, Tone>> = {
  member: 'success',
  historic: 'info',
  on_hold: 'warning',
  withdrawn: 'neutral',
  ended: 'neutral',
}

/** Where a city stands, in a word or two; also when that is nowhere. */
export function StateTag({ state }: { state: string | null }) {
  const { say } = useHere()
  if (state === null) return <Tag>{say('cities.state.none')}</Tag>
  return <Tag tone={tones[state] ?? 'neutral'}>{say(`endorsements.state.${state}`)}</Tag>
}
