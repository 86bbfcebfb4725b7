import { useHere } from '#core/pages'
import { type Personal as Secret, reveal } from '#core/vault'
import { Icon } from '../icon.tsx'

/** A moment, in the words of the page's language and the zone of the city. */
export interface WhenProps {
  readonly at: string
  readonly style?: 'date' | 'dateTime' | 'time' | 'long' | 'month' | 'ago'
}

/** A moment, readable by people and by machines. */
export function When({ at, style = 'dateTime' }: WhenProps) {
  const { say, now } = useHere()
  const ago = style === 'ago'
  return (
    <time class="cr-when" dateTime={at} title={ago ? say.date(at, 'dateTime') : undefined}>
      {ago ? say.ago(at, now) : say.date(at, style)}
    </time>
  )
}

/**
 * A value from the vault. Only a purpose that named the sink lets it be shown; the lock tells the reader
 * that this reading was written down.
 */
export function Personal(props: {
  value: Secret<string, any>
  sink: 'staff-view' | 'self-view'
  /** How its person reads a code or a day. */
  says?: (text: string) => string
}) {
  const { say } = useHere()
  const { says = (text: string) => text } = props
  return (
    <span class="cr-personal">
      <Icon name="lock" />
      <span class="govuk-visually-hidden">{say('design.personal')} </span>
      <bdi>{says(reveal(props.value, props.sink))}</bdi>
    </span>
  )
}

/** A number that says how things stand. */
export interface StatProps {
  readonly label: string
  readonly value: string | number
  readonly hint?: string
  readonly href?: string
}

/** A number that says how things stand. */
export function Stat({ label, value, hint, href }: StatProps) {
  const { say } = useHere()
  const shown = typeof value === 'number' ? say.number(value) : value
  return (
    <div class="cr-stat">
      <dt class="cr-stat__label">{href ? <a href={href}>{label}</a> : label}</dt>
      <dd class="cr-stat__value">{shown}</dd>
      {hint && <dd class="cr-stat__hint">{hint}</dd>}
    </div>
  )
}

/** Several numbers side by side. */
export function Stats({ items }: { items: readonly StatProps[] }) {
  return (
    <dl class="cr-stats">
      {items.map((item) => (
        <Stat key={item.label} {...item} />
      ))}
    </dl>
  )
}
