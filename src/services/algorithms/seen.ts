/** Two people may write in one part at once: whoever saves second is told, and nothing that was typed is lost. */
import { createHash } from 'node:crypto'
import { Refusal } from '#core/kernel'
import { type Field, fieldsOf, type PartName, type Words } from './model.ts'

/** The words of one part alone. */
const ofPart = (words: Words, part: PartName): [Field, string][] =>
  fieldsOf(part).flatMap((field): [Field, string][] => {
    const text = words[field]?.trim()
    return text ? [[field, text]] : []
  })

/** Fingerprint of what a form showed of a part. */
export function seenOf(words: Words, part: PartName): string {
  return createHash('sha256')
    .update(JSON.stringify(ofPart(words, part)))
    .digest('hex')
}

/** Refuses to write over what somebody else wrote since; what is the same anyway is no quarrel. */
export function requireSeen(
  seen: string | undefined,
  part: PartName,
  { before, after }: { readonly before: Words; readonly after: Words },
): void {
  const now = seenOf(before, part)
  if (seen === undefined || seen === now || seenOf(after, part) === now) return
  throw new Refusal('conflict', ['written-meanwhile'])
}
