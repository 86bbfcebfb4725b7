/** A line of the feed: made of an entry of the record, and read again as strictly (docs/protocol/changes.md). */
import { z } from 'zod'
import { type DiscoveryKey, isSignedBy } from '#core/discovery'
import type { Entry, PublicBody } from '#core/record'

const body = z.custom<PublicBody>((d) => typeof d === 'object' && d !== null && !Array.isArray(d))

const Line = z.object({
  v: z.literal(1),
  type: z.string().regex(/^[a-z][a-z-]{0,40}$/),
  hub: z.string().min(1).max(300),
  cursor: z.number().int().min(0),
  subject: z
    .string()
    .regex(/^\/[\x21-\x7e]{0,300}$/)
    .optional(),
  entry: z.strictObject({
    at: z.string(),
    by: z.string(),
    d: body,
    id: z.uuid(),
    t: z.string(),
    v: z.literal(1),
  }),
})
/** A line that was understood. */
export type Line = z.infer<typeof Line>

/** The line of an entry that has its place in the log; not signed yet. */
export function lineOf(entry: Entry, it: { readonly type: string; readonly hub: string }): Line {
  const { at, by, body: d, id, kind, subject, position } = entry
  return {
    v: 1,
    type: it.type,
    hub: it.hub,
    cursor: position ?? 0,
    ...(subject === null ? {} : { subject }),
    entry: { at: new Date(at).toISOString(), by, d, id, t: kind, v: 1 },
  }
}

/** Reads a line that this hub signed; undefined when it is none. */
export function readLine(
  text: string,
  it: { readonly hub: string; readonly keys: readonly DiscoveryKey[] },
): Line | undefined {
  try {
    const raw: unknown = JSON.parse(text)
    const { success, data: line } = Line.safeParse(raw)
    const signed = typeof raw === 'object' && raw !== null && isSignedBy(raw, it.keys)
    return success && signed && line.hub === it.hub ? line : undefined
  } catch {
    return undefined
  }
}
