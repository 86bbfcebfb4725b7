/** JSON in its one canonical form (RFC 8785, JCS): what a signature over a document is made of. */

function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error('JSON has no such number')
  return JSON.stringify(value)
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new Error('JSON text is well-formed Unicode (RFC 8785 3.2.2.2)')
  return JSON.stringify(value)
}

function members(value: object): string {
  const written = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // Names are sorted by UTF-16 code units, which is how JavaScript compares strings (RFC 8785 3.2.3).
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${text(name)}:${jcs(member)}`)
  return `{${written.join(',')}}`
}

/** The canonical text of a JSON value (RFC 8785); throws for what JSON cannot say. */
export function jcs(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return number(value)
  if (Array.isArray(value)) return `[${value.map((one) => jcs(one)).join(',')}]`
  if (typeof value === 'object') return members(value)
  throw new Error(`JSON has no ${typeof value}`)
}
