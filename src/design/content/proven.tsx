import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import { Icon } from '../icon.tsx'

/** Whether others have seen it in the public record. */
export interface ProvenProps {
  /** A signed checkpoint of the log covers it. */
  readonly proved: boolean
  /** Witnesses that cosigned it, and how many the city asks. */
  readonly seen: number
  readonly asked: number
  /** When the last of them did. */
  readonly at: string | null
  /** It is the whole record: how many entries it has. */
  readonly entries?: number
  /** What else there is to say, such as where to check it. */
  readonly children?: ComponentChildren
}

/**
 * One calm line that cites the public record: witnessed by how many, and when (C2SP tlog-cosignature).
 * Stands on every page about a public act.
 */
export function Proven({ proved, seen, asked, at, entries, children }: ProvenProps) {
  const { say, now } = useHere()
  const voice = entries === undefined ? 'act' : 'log'
  const state = at !== null ? 'seen' : !proved ? 'waits' : asked > 0 ? 'alone' : 'unasked'
  const values = { seen, asked, entries: entries ?? 0, ago: at === null ? '' : say.ago(at, now) }
  const sure = state === 'seen' ? ' cr-proven--seen' : ''
  return (
    <div class={`cr-proven${sure}`}>
      <Icon name={state === 'seen' ? 'check' : 'clock'} />
      <p>
        <strong>{say(`design.proven.${voice}.${state}`, values)}</strong> {children}
      </p>
    </div>
  )
}
