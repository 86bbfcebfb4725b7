/** What the pages of evidence share: values in words, facts as rows, where a page stands. */
import { freshnessOf } from '#core/harvest'
import type { Say } from '#core/text'
import { Summary, Tag, type Tone, When } from '#design'
import type { Facts, Level, Value } from '../model.ts'
import type { Reached } from '../reached.ts'
import type { Kept } from '../store/findings.ts'
import type { Node } from '../store/nodes.ts'

const TONES: Readonly<Record<Value, Tone>> = {
  pass: 'success',
  partial: 'warning',
  fail: 'error',
  'not-applicable': 'neutral',
  unknown: 'neutral',
}

/** A value, in words and in a colour that only repeats them. */
export function ValueTag({ value, say }: { readonly value: Value; readonly say: Say }) {
  return <Tag tone={TONES[value]}>{say(`evidence.value.${value}`)}</Tag>
}

/** A level with its meaning. */
export const levelText = (level: Level, say: Say) => say(`evidence.level.${level}`)

/** How far a finding reaches, and whether people confirmed something that has changed since. */
export function ReachText({ found, say }: { readonly found: Reached; readonly say: Say }) {
  const { reaches, earlier } = found
  return (
    <>
      {levelText(reaches, say)}
      {earlier > 0 && (
        <>
          {' '}
          <Tag tone="warning">{say('evidence.standing-of.earlier')}</Tag>
        </>
      )}
    </>
  )
}

/** What a city calls itself in the reader's language; before it was read, its id. */
export function nameOf({ names, city }: Pick<Node, 'names' | 'city'>, language: string): string {
  return names[language] ?? names['en'] ?? Object.values(names)[0] ?? city
}

/** Why asking failed, in a sentence that follows a colon. */
export function failureText(failure: string, say: Say): string {
  const [, status] = /^status-(\d+)$/.exec(failure) ?? []
  if (status !== undefined) return say('evidence.failure.status', { status })
  return say(`evidence.failure.${failure}`)
}

/** How fresh what is known is. */
export function freshText({ readAt }: Pick<Node, 'readAt'>, now: string, say: Say): string {
  const freshness = freshnessOf(readAt, now)
  return say(`evidence.fresh.${freshness}`)
}

/** Counted facts as `word: number`, in the order they were counted. */
export function factRows(counted: Facts, say: Say): { key: string; value: string }[] {
  return Object.entries(counted)
    .filter(([, fact]) => fact !== '' && fact !== false)
    .map(([name, fact]) => ({
      key: say(`evidence.fact.${name}`),
      value: typeof fact === 'number' ? say.number(fact) : String(fact),
    }))
}

/** The document a finding stands on, with its hash. */
export function SourceLink({ kept, say }: { readonly kept: Kept; readonly say: Say }) {
  if (kept.source === null) return <>{say('evidence.no-source')}</>
  return (
    <>
      <a href={kept.source} rel="nofollow noreferrer">
        <bdi>{kept.source}</bdi>
      </a>
      {kept.sha256 !== null && (
        <>
          <br />
          <bdi>
            <code>{kept.sha256.slice(0, 16)}…</code>
          </bdi>
        </>
      )}
    </>
  )
}

/** Since when a finding holds, and when it was seen last. */
export function Seen({ kept, say }: { readonly kept: Kept; readonly say: Say }) {
  return (
    <>
      <When at={kept.seenAt} style="date" /> ({say('evidence.since')}{' '}
      <When at={kept.since} style="date" />)
    </>
  )
}

/** The way back. */
export const trail = (say: Say, ...more: readonly { href: string; text: string }[]) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/evidence', text: say('evidence.show') },
  ...more,
]

type Fresh = Pick<Node, 'readAt' | 'failure'>

/** How fresh, since when, and what went wrong the last time. */
export function FreshLine({ node, now, say }: { node: Fresh; now: string; say: Say }) {
  return (
    <>
      {freshText(node, now, say)}
      {node.readAt !== null && (
        <>
          {' · '}
          <When at={node.readAt} style="date" />
        </>
      )}
      {node.failure !== null && ` · ${failureText(node.failure, say)}`}
    </>
  )
}

/** What anybody may know of how a city is asked. */
export function publicPart(node: Node): Omit<Node, 'contact'> {
  return Object.assign({ ...node }, { contact: undefined })
}

/** Why it is not more, and what was counted. */
export function Reasons({ kept, say }: { readonly kept: Kept; readonly say: Say }) {
  const rows = factRows(kept.counted, say)
  return (
    <>
      {kept.reasons.length > 0 && (
        <ul>
          {kept.reasons.map((reason) => (
            <li key={reason}>{say(`evidence.reason.${reason}`)}</li>
          ))}
        </ul>
      )}
      {rows.length > 0 && <Summary rows={rows} />}
    </>
  )
}
