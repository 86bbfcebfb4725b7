import { createHash } from 'node:crypto'
import type { Purpose } from './purpose.ts'

/** The same content gives the same text, in whatever order it was written down (RFC 8785). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}

/** SHA-256 of plain data, in hexadecimal. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

/** By which hash the public record knows a purpose: over all that is declared, fields by name. */
export function declarationHash(purpose: Purpose<any, any>): string {
  const fields = purpose.fields.map(({ name }: { name: string }) => name)
  return contentHash({ ...purpose, fields })
}
