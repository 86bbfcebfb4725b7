import { Refusal } from '#core/kernel'

/** How deep answers may stand in answers; no form of ours goes half as far. */
const DEEPEST = 64

/** PostgreSQL keeps neither the sign 0 nor half of a sign (its manual, 8.3 and 8.14). */
const isReadable = (text: string) => !text.includes('\0') && text.isWellFormed()

function refuse(path: readonly string[]): never {
  throw new Refusal('invalid', [{ code: 'unreadable', field: path.slice(0, 8).join('.') }])
}

/** Refuses what cannot be kept as text, at the field in which it was sent, before anybody reads it. */
export function requireReadable(sent: unknown): void {
  const open: { value: unknown; path: readonly string[] }[] = [{ value: sent, path: [] }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next
    if (path.length > DEEPEST) refuse(path)
    if (typeof value === 'string' && !isReadable(value)) refuse(path)
    if (typeof value !== 'object' || value === null) continue
    for (const [name, inner] of Object.entries(value)) {
      if (!isReadable(name)) refuse(path)
      open.push({ value: inner, path: [...path, name] })
    }
  }
}
