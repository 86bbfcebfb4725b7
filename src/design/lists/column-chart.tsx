import { useHere } from '#core/pages'

/** One column, from left to right in the order of reading. */
export interface Column {
  readonly label: string
  /** Null stands for what is not told: a gap. */
  readonly value: number | null
}

const [HEIGHT, WIDTH, GAP] = [40, 6, 2]

/**
 * Numbers in the order of time, drawn by the city. The same numbers stand in a table beside it, so that the picture
 * itself is passed over by screen readers (WCAG 1.1.1).
 */
export function ColumnChart({ columns, caption }: { columns: readonly Column[]; caption: string }) {
  const { dir, say } = useHere()
  const top = Math.max(1, ...columns.map(({ value }) => value ?? 0))
  const width = Math.max(1, columns.length) * (WIDTH + GAP)
  const place = (at: number) => at * (WIDTH + GAP) + GAP / 2
  return (
    <figure class="cr-columns-chart">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height="160"
        aria-hidden="true"
        focusable="false"
      >
        {columns.map(({ label, value }, at) => {
          const height = ((value ?? 0) / top) * (HEIGHT - 1)
          const x = dir === 'rtl' ? width - place(at) - WIDTH : place(at)
          return (
            <g key={label}>
              <rect class="cr-chart__track" x={x} width={WIDTH} height={HEIGHT} />
              <rect class="cr-chart__bar" x={x} y={HEIGHT - height} width={WIDTH} height={height} />
            </g>
          )
        })}
      </svg>
      <p class="cr-columns-chart__ends" aria-hidden="true">
        <span>{columns[0]?.label}</span>
        <span>{columns.length > 1 && columns.at(-1)?.label}</span>
      </p>
      <figcaption>
        {caption} · {say('design.chart.most', { most: top })}
      </figcaption>
    </figure>
  )
}
