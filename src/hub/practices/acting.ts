/** What is hashed, and the words a practice is found by: what several actions share. */
import { createHash } from 'node:crypto'
import { jcs } from '#core/discovery'
import { wordsIn } from '#hub/cities'
import type { Content } from './model.ts'

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
