/** Moments as tables that are given to commands write them (ISO 8601). */
const MOMENT =
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/i

/** What is said of a cell that holds none. */
export const NO_MOMENT = 'is not a moment such as 2026-03-02T09:00:00Z'

/** Whether the calendar has this day: the thirtieth of February is a slip, not the first of March. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

/** A moment as ISO 8601 has it; without a zone it is UTC. NaN for anything else. */
export function momentOf(text: string): number {
  if (!MOMENT.test(text) || !isDay(text.slice(0, 10))) return Number.NaN
  const iso = text.replace(' ', 'T').replace(',', '.')
  const zoned = iso.length > 10 && !/(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(iso) ? `${iso}Z` : iso
  return Date.parse(
    zoned.replace(/([+-]\d\d)(\d\d)?$/, (all, h: string, m?: string) =>
      iso.length > 10 ? `${h}:${m ?? '00'}` : all,
    ),
  )
}
