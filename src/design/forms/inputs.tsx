import { useHere } from '#core/pages'
import { type Asked, idsOf, Labelled } from './frame.tsx'

/** A line of text, a number, an address. */
export interface TextProps extends Asked {
  readonly value?: string
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'number' | 'search' | 'date'
  readonly autocomplete?: string | undefined
  readonly inputmode?: 'numeric' | 'decimal' | undefined
  readonly min?: number | string | undefined
  readonly max?: number | string | undefined
  readonly step?: string | undefined
  readonly pattern?: string | undefined
  /** How many characters wide the answer is expected to be. */
  readonly width?: 4 | 8 | 12 | 20
}

/** A field for one line. Words that look foreign to spell checkers, such as codes, are not underlined. */
export function TextField(props: TextProps) {
  const { id, describedby } = idsOf(props)
  const { type = 'text' } = props
  // The types of Preact ask for one literal type; all of ours take the same attributes.
  const kind: Readonly<Record<string, unknown>> = { type }
  const coded = type !== 'text' && type !== 'search'
  const width = props.width ? ` cr-input--${props.width}` : ''
  return (
    <Labelled {...props}>
      <input
        class={`govuk-input${width}${props.error ? ' govuk-input--error' : ''}`}
        id={id}
        name={props.name}
        {...kind}
        value={props.value ?? ''}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        min={props.min}
        max={props.max}
        step={props.step}
        pattern={props.pattern}
        spellcheck={coded ? false : undefined}
        dir={type === 'text' || type === 'search' ? 'auto' : undefined}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedby}
      />
    </Labelled>
  )
}

/** A day that the calendar has: a browser's own field for days would hide any other. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

/**
 * A day, asked with the browser's own calendar; it is sent as `2026-11-24` (ISO 8601). What is no day stays
 * in sight as it was typed.
 */
export function DateField(props: Omit<TextProps, 'type'>) {
  const day = !props.value || isDay(props.value)
  return <TextField {...props} type={day ? 'date' : 'text'} width={12} />
}

/** A longer text, with room to see it all; the limit is counted down while writing. */
export interface TextAreaProps extends Asked {
  readonly value?: string
  readonly rows?: number | undefined
  readonly maxLength?: number | undefined
  readonly autocomplete?: string | undefined
}

/** A field for several lines. What is too long is kept and named, never cut off. */
export function TextArea(props: TextAreaProps) {
  const { say } = useHere()
  const { id, describedby } = idsOf(props)
  const limit = props.maxLength
  const counted = limit ? [describedby, `${id}-count`].filter(Boolean).join(' ') : describedby
  return (
    <Labelled {...props}>
      <textarea
        class={`govuk-textarea${props.error ? ' govuk-textarea--error' : ''}`}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        autocomplete={props.autocomplete}
        dir="auto"
        value={props.value ?? ''}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={counted}
        data-most={limit}
      />
      {limit && (
        <p
          id={`${id}-count`}
          class="cr-count"
          data-left={say('design.count.left', { count: '{count}' })}
          data-over={say('design.count.over', { count: '{count}' })}
        >
          {say('design.count.most', { most: limit })}
        </p>
      )}
    </Labelled>
  )
}
