/** Two people may write in one part at once: whoever saves second is told, and nothing that was typed is lost. */
import { createHash } from 'node:crypto'
import { Refusal } from '#core/kernel'
import { type Field, fieldsOf, type PartName, type Words } from './model.ts'
import type { Entry } from './store/entries.ts'

/** The words of one part alone. */
const ofPart = (words: Words, part: PartName): [Field, string][] =>
  fieldsOf(part).flatMap((field): [Field, string][] => {
    const text = words[field]?.trim()
    return text ? [[field, text]] : []
  })

const fingerprint = (what: unknown) =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex')

/** Fingerprint of what a form showed of a part. */
export const seenOf = (words: Words, part: PartName): string => fingerprint(ofPart(words, part))

/** What of an entry stands beside its words. */
export type EntryTerms = Pick<
  Entry,
  'version' | 'status' | 'revisionOn' | 'auditDays' | 'assessments'
>

/** Fingerprint of what the form of the terms showed. */
export const seenTerms = (it: EntryTerms): string =>
  fingerprint([it.version, it.status, it.revisionOn, it.auditDays, it.assessments])

/**
 * Refuses to write over what somebody else wrote since the form was opened; what is the same anyway is no quarrel. Without
 * a fingerprint whoever writes does not care.
 */
export function requireSeen(
  seen: string | undefined,
  { before, after }: { readonly before: string; readonly after: string },
): void {
  if (seen === undefined || seen === before || after === before) return
  throw new Refusal('conflict', ['written-meanwhile'])
}
