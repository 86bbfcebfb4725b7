/** Small parts that several pages of requests share. */
import type { CityFacts } from '#core/actions'
import { useHere } from '#core/pages'
import { type Access, basisIn } from '#core/vault'
import { Notice, Summary, Tag, Timeline, type Tone, When } from '#design'
import { caseOf } from '../cases.ts'
import { nearness } from '../model/clock.ts'
import { numberOf } from '../model/kinds.ts'
import type { Shown, Event } from '../store/rows.ts'
import { CaseLink } from './case-link.tsx'

type Say = ReturnType<typeof useHere>['say']

/** A field, class or purpose in words; its code where nobody gave it any. */
export function worded(say: Say, key: string, code: string): string {
  return say.has(key) ? say(key) : code
}

/** The name of a unit in the reader's language. */
export function unitName({ units }: CityFacts, code: string | null, language: string) {
  const name = units.find((unit) => unit.code === code)?.name
  return name?.[language] ?? name?.['en'] ?? code
}

const TONES = {
  paused: 'neutral',
  overdue: 'error',
  today: 'warning',
  soon: 'warning',
  calm: 'info',
} as const

/** Days left in words and colour. */
export function Clock({ request, today }: { request: Shown; today: string }) {
  const { say } = useHere()
  const { left, near } = nearness(request, today)
  const tone: Tone = TONES[near]
  return <Tag tone={tone}>{say(`protection.clock.${near}`, { left, late: -left })}</Tag>
}

/** Where a request stands, in words and colour. */
export function State({ request }: { request: Shown }) {
  const { say } = useHere()
  const { state, outcome, pausedOn } = request
  if (pausedOn !== null) return <Tag tone="warning">{say('protection.state.paused')}</Tag>
  if (outcome !== null) {
    const tone = outcome === 'granted' ? 'success' : outcome === 'partly' ? 'info' : 'neutral'
    return <Tag tone={tone}>{say(`protection.outcome.${outcome}`)}</Tag>
  }
  return (
    <Tag tone={state === 'received' ? 'info' : 'neutral'}>{say(`protection.state.${state}`)}</Tag>
  )
}

/** What a request is about, beside its kind: a field, a class, a purpose, an earlier request. */
export function aboutWords(request: Shown, say: Say): string | null {
  const { field, class: retention, purpose, about } = request
  if (field) return worded(say, `field.${field}`, field)
  if (retention) return worded(say, `folder.class.${retention}`, retention)
  if (purpose) return worded(say, `purpose.${purpose}.title`, purpose)
  return about === null ? null : numberOf(about)
}

interface AccessProps {
  readonly access: Access & { readonly unit: string | null }
  readonly title: string
  /** Is it the page of who was read about? */
  readonly own?: boolean
}

/** One access, line by line. */
export function AccessFacts({ access, title, own }: AccessProps) {
  const { say } = useHere()
  const { id, purpose, module, fields, actor, unit, reason, basis } = access
  const about = caseOf(access, say, own ? 'own' : 'theirs')
  const who = say(`protection.who.${actor.kind}`, { badge: actor.badge ?? '' })
  const named = (key: string, value: string | null) =>
    value === null ? [] : [{ key: say(key), value: <bdi>{value}</bdi> }]
  const words = fields.map((name) => worded(say, `field.${name}`, name))
  return (
    <Summary
      title={title}
      rows={[
        { key: say('protection.access.at'), value: <When at={access.at} /> },
        ...named('protection.access.who', unit === null ? who : `${who} · ${unit}`),
        ...named('protection.access.fields', say.list(words)),
        ...named('protection.access.purpose', worded(say, `purpose.${purpose}.title`, purpose)),
        ...named('protection.access.service', worded(say, `service.${module}`, module)),
        ...(about
          ? [{ key: say('protection.access.case'), value: <CaseLink about={about} /> }]
          : []),
        ...named('protection.access.reason', reason && worded(say, reason, reason)),
        ...named('protection.access.basis', basis && basisIn(basis, say)),
        ...(own
          ? [
              {
                key: say('protection.access.number'),
                value: <a href={`/folder/accesses/${id}`}>{say('protection.access.look')}</a>,
              },
            ]
          : []),
      ]}
    />
  )
}

/** Days and codes that an event names, in words. */
function saysOf({ kind, says }: Event, say: Say): string {
  if (says === null) return ''
  if (kind === 'extended') return say(`protection.delay.${says}`)
  if (kind === 'answered') return say(`protection.outcome.${says}`)
  if (kind === 'taken-in') return say(`protection.identity.${says}`)
  return kind === 'identified' ? say.date(says) : says
}

/** What happened, by role. */
export function Events({ events }: { events: readonly Event[] }) {
  const { say } = useHere()
  return (
    <Timeline
      items={events.map((event) => {
        const more = saysOf(event, say)
        return {
          at: event.at,
          title: say(`protection.event.${event.kind}`),
          by: say(`protection.by.${event.by}`, { badge: event.badge ?? 'none' }),
          ...(more ? { text: more } : {}),
        }
      })}
    />
  )
}

/** The clock stands because it is in doubt who asks; what to do about it. */
export function Standstill({ guest }: { guest: boolean }) {
  const { say } = useHere()
  return (
    <Notice tone="warning" title={say('protection.paused')}>
      <p>{say(guest ? 'protection.paused.guest' : 'protection.paused.text')}</p>
    </Notice>
  )
}
