import { useHere } from '#core/pages'
import { FormContext } from './form-context.ts'
import { messageOf, reasonAt } from './reasons.ts'
import { useContext } from 'preact/hooks'

/** A photo with a grid of fields to choose from. */
export interface PhotoGridProps {
  readonly name: string
  readonly src: string
  readonly alt: string
  readonly columns: number
  readonly rows: number
  readonly legend: string
  readonly labelOf: (row: number, column: number) => string
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

/**
 * Fields of a photo as checkboxes that lie over it: they are reached by keyboard and read out by row and column
 * (WCAG 2.1.1, 1.3.1); with a pointer several are chosen in one stroke.
 */
export function PhotoGrid({ name, src, alt, columns, rows, legend, labelOf }: PhotoGridProps) {
  const { say, problem } = useHere()
  const action = useContext(FormContext)
  const reason = action && reasonAt(problem, action.name, name)
  return (
    <fieldset
      class="govuk-fieldset"
      id={action ? `${action.name.replaceAll('.', '-')}-${name}` : name}
    >
      <legend class="govuk-fieldset__legend">{legend}</legend>
      {reason && action && <p class="govuk-error-message">{messageOf(say, reason, action.name)}</p>}
      <div class="cr-photo-grid" dir="ltr">
        <img src={src} alt={alt} />
        <div class="cr-photo-grid__fields" data-strokes="true">
          {upTo(rows).flatMap((row) =>
            upTo(columns).map((column) => (
              <label key={`${row}-${column}`}>
                <input type="checkbox" name={name} value={`${row}-${column}`} />
                <span class="govuk-visually-hidden">{labelOf(row, column)}</span>
              </label>
            )),
          )}
        </div>
      </div>
    </fieldset>
  )
}
