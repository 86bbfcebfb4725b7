/** Bytes of strangers as text and JSON: what is not well-formed is refused, not repaired. */

const strict = new TextDecoder('utf-8', { fatal: true })

/** The text, or undefined when it is not UTF-8 (RFC 3629). */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** The JSON value, or undefined when it is none (RFC 8259). */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An object of JSON; undefined for everything else. */
export function object(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.fromEntries(Object.entries(value))
}

/** A list of JSON; empty for everything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Text that says something. */
export function said(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** The day of a date or time; undefined when it is none or lies before 1990 or after 2200. */
export function day(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const time = typeof value === 'number' ? value : Date.parse(value)
  if (!Number.isFinite(time) || Math.abs(time) > 8e15) return undefined
  const date = new Date(time).toISOString().slice(0, 10)
  return date >= '1990-01-01' && date < '2200-01-01' ? date : undefined
}

/** The latest of these days, as a fact; empty when there is none. */
export function latest(days: readonly (string | undefined)[]): string {
  return days.reduce<string>((last, one) => (one !== undefined && one > last ? one : last), '')
}

/** An address on the web. */
export function web(value: unknown): value is string {
  return said(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}
