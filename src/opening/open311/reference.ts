/** The sender's own reference of a request, by which the same twice is one report. Pure. */

/** Signs it has: with fewer somebody could guess it, and the number behind it (`tokens/…`). */
export const SIGNS = { least: 16, most: 100 } as const

/**
 * The reference that a header holds; null when it is none that can be taken, undefined when there is none. The draft
 * writes it in quotes (draft-ietf-httpapi-idempotency-key-header-07, 2.1), most clients leave them out.
 */
export function referenceOf(said: string | undefined): string | null | undefined {
  if (said === undefined) return undefined
  const plain = /^"(.*)"$/.exec(said.trim())?.[1] ?? said.trim()
  return plain.length < SIGNS.least || plain.length > SIGNS.most ? null : plain
}
