/** For whom somebody acts, and what is hashed: what several actions share. */
import { createHash } from 'node:crypto'
import type { Tx } from '#core/database'
import { jcs } from '#core/discovery'
import { namedUnits, type Person } from '#core/people'
import { wordsIn } from '#hub/cities'
import { readMemberships } from '#hub/endorsements'
import type { Content } from './model.ts'

/** Does this person act for the city, and where does the city stand? */
export async function actingFor(
  tx: Tx,
  person: Person | null,
  { permission, city }: { readonly permission: string; readonly city: string },
): Promise<{ acts: boolean; standing: string | null }> {
  const membership = (await readMemberships(tx, [city])).get(city)
  return {
    acts: namedUnits(person, permission).includes(city),
    standing: membership?.state ?? null,
  }
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** Hash of what a practice says: SHA-256 of its canonical JSON (RFC 8785). */
export const hashOf = (content: Content) => sha256(jcs(content))

/** What is kept of a secret code. */
export const hashOfCode = (code: string) => sha256(code)

const folded = (...texts: readonly (string | null)[]) =>
  texts.flatMap((text) => wordsIn(text ?? '')).join(' ')

/** The words a practice is found by. */
export function searchWords(content: Content): { title: string; summary: string; rest: string } {
  const { title, summary, problem, done, forWhom, failed, advice, legal, quote } = content
  return {
    title: folded(title),
    summary: folded(summary),
    rest: folded(problem, done, forWhom, failed, advice, legal, quote),
  }
}
