import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'

/** What was answered, or how something stands, one line each. */
export interface SummaryProps {
  readonly rows: readonly SummaryRow[]
  /** As a card with this title. */
  readonly title?: string
}

/** One line: what it is, its value, and where it can be changed. */
export interface SummaryRow {
  readonly key: string
  readonly value: ComponentChildren
  readonly change?: string
}

/** What was answered, one line each, with the way back to change it. */
export function Summary({ rows, title }: SummaryProps) {
  const { say } = useHere()
  return (
    <div class="cr-summary">
      {title && <h2 class="cr-summary__title">{title}</h2>}
      <dl>
        {rows.map(({ key, value, change }) => (
          <div key={key} class="cr-summary__row">
            <dt>{key}</dt>
            <dd>{value}</dd>
            {change && (
              <dd class="cr-summary__change">
                <a href={change}>
                  {say('design.change')}
                  <span class="govuk-visually-hidden"> {key}</span>
                </a>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </div>
  )
}
