import { useHere } from '#core/pages'

/** One bar. */
export interface Bar {
  readonly label: string
  readonly value: number
  readonly href?: string
}

/** Numbers to compare. */
export interface BarChartProps {
  readonly title: string
  /** What the numbers count, such as `reports`. */
  readonly unit: string
  readonly bars: readonly Bar[]
  /** The end of the scale; by default the largest value. */
  readonly most?: number
}

function Stripe({ share, rtl }: { share: number; rtl: boolean }) {
  const width = Math.round(share * 1000) / 10
  return (
    <svg
      class="cr-chart__stripe"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      width="100%"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="cr-chart__track" width="100" height="8" />
      <rect class="cr-chart__bar" x={rtl ? 100 - width : 0} width={width} height="8" />
    </svg>
  )
}

/**
 * Numbers to compare, as a table that draws its own bars: the same for eyes, screen readers and printers
 * (WCAG 1.1.1), at any width and in both directions.
 */
export function BarChart({ title, unit, bars, most }: BarChartProps) {
  const { say, dir } = useHere()
  const top = most ?? Math.max(1, ...bars.map(({ value }) => value))
  return (
    <table class="cr-chart">
      <caption>{title}</caption>
      <thead class="govuk-visually-hidden">
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, value, href }) => (
          <tr key={label}>
            <th scope="row">{href ? <a href={href}>{label}</a> : label}</th>
            <td>
              <Stripe share={Math.min(1, Math.max(0, value / top))} rtl={dir === 'rtl'} />
              <span class="cr-chart__value">{say.number(value)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
