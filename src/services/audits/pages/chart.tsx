/** Charts drawn by the server: small ones side by side, each with the whole city behind it, and a table beside. */
import { useHere } from '#core/pages'
import type { Curve, Point } from '../model/found.ts'

const [WIDTH, HEIGHT, EDGE] = [300, 140, 24]

/** A curve as steps: level until the next day on which something ended. */
export function stepsPath(points: readonly Point[], horizon: number): string {
  const x = (day: number) => (EDGE + (day / horizon) * (WIDTH - EDGE - 6)).toFixed(1)
  const y = (share: number) => (6 + (1 - share) * (HEIGHT - EDGE - 6)).toFixed(1)
  const parts = points.map(([day, share]) => `H${x(day)}V${y(share)}`)
  return `M${x(0)} ${y(1)}${parts.join('')}H${x(horizon)}`
}

function Axis({ horizon }: { horizon: number }) {
  const { say } = useHere()
  const bottom = HEIGHT - EDGE
  return (
    <g fill="currentColor" font-size="11">
      <path
        d={`M${EDGE} 6V${bottom}H${WIDTH - 6}`}
        fill="none"
        stroke="currentColor"
        stroke-width="1"
        opacity="0.5"
      />
      <text x={EDGE - 4} y="12" text-anchor="end">
        {say.number(1)}
      </text>
      <text x={EDGE - 4} y={bottom} text-anchor="end">
        {say.number(0)}
      </text>
      <text x={WIDTH - 6} y={HEIGHT - 8} text-anchor="end">
        {say('audits.days', { days: horizon })}
      </text>
    </g>
  )
}

/** The part that still waits, day by day; the whole city is the dashed line behind. */
export function StepChart({
  curve,
  city,
  horizon,
  name,
}: {
  readonly curve: Curve
  readonly city: Curve
  readonly horizon: number
  readonly name: string
}) {
  return (
    <figure>
      <figcaption>
        <bdi>{name}</bdi>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={name} dir="ltr">
        <Axis horizon={horizon} />
        <path
          d={stepsPath(city.points, horizon)}
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
          stroke-dasharray="4 3"
          opacity="0.6"
        />
        <path
          d={stepsPath(curve.points, horizon)}
          fill="none"
          stroke="currentColor"
          stroke-width="2.5"
        />
      </svg>
    </figure>
  )
}

/** One value with its interval, on a line. */
export interface Range {
  readonly label: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

const [ROW, NAMES, BROAD] = [26, 170, 480]

function Whisker({ it, at, x }: { it: Range; at: number; x: (value: number) => number }) {
  const y = at * ROW + ROW / 2
  if (it.value === null || it.low === null || it.high === null) return null
  return (
    <g stroke="currentColor" stroke-width="2" fill="currentColor">
      <path d={`M${x(it.low)} ${y}H${x(it.high)}`} />
      <circle cx={x(it.value)} cy={y} r="4" stroke="none" />
    </g>
  )
}

/** What is drawn: values on one scale, and a line for what counts as the same. */
export interface RangesProps {
  readonly items: readonly Range[]
  readonly title: string
  readonly least: number
  readonly most: number
  readonly line?: number
}

/** Values with their intervals on one scale; the table beside says the same in numbers. */
export function Ranges({ items, title, least, most, line }: RangesProps) {
  const height = items.length * ROW
  const within = (value: number) => Math.min(most, Math.max(least, value))
  const part = (value: number) => (within(value) - least) / (most - least)
  const x = (value: number) => Math.round(NAMES + part(value) * (BROAD - NAMES - 8))
  const box = `0 0 ${BROAD} ${height}`
  return (
    <figure class="cr-ranges">
      <svg viewBox={box} width="100%" role="img" aria-label={title} dir="ltr">
        {line !== undefined && (
          <path
            d={`M${x(line)} 0V${height}`}
            stroke="currentColor"
            stroke-dasharray="4 3"
            opacity="0.6"
          />
        )}
        {items.map((it, at) => (
          <g key={it.label}>
            <text x="0" y={at * ROW + ROW / 2 + 5} font-size="14" fill="currentColor">
              {it.label}
            </text>
            <Whisker it={it} at={at} x={x} />
          </g>
        ))}
      </svg>
    </figure>
  )
}
