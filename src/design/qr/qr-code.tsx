import { qrMatrix } from './matrix.ts'

/** Light around the code, in modules (ISO/IEC 18004 6.3.8). */
const QUIET = 4

/** A text for a camera, drawn by the city itself. The same text always stands beside it in letters. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = qrMatrix(text)
  const size = rows.length + 2 * QUIET
  const path = rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])),
    )
    .join('')
  return (
    <svg
      class="cr-qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
