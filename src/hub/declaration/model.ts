/** The declaration the cities sign: versions, languages, and the principles it names. */
import { z } from 'zod'

/** The version that the first cities signed in November 2018. */
export const FIRST = '2018-11'

/** The principles of the first version, in its order; their summaries are ours (`declaration.principle.<id>`). */
export const firstPrinciples = [
  'access',
  'privacy',
  'transparency',
  'participation',
  'openness',
] as const

/** A version is called by the month it was adopted in, and a number when a month has several. */
export const versionName = z
  .string()
  .max(10)
  .regex(/^[12]\d{3}-(?:0[1-9]|1[0-2])(?:\.[1-9])?$/)

/** A language as BCP 47 writes it. */
export const languageTag = z
  .string()
  .max(20)
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)

/** A principle as a tag: never renamed and never reused, so that an old tag stays valid. */
export const principleId = z
  .string()
  .max(40)
  .regex(/^[a-z]+(?:-[a-z]+)*$/)

/** Where a proposal to amend the declaration stands. */
export const states = ['open', 'declined', 'adopted'] as const
export type State = (typeof states)[number]

/** `privacy@2018-11` is the principle as that version has it; `privacy` as the newest has it. */
export function tagIn(
  text: string,
): { readonly id: string; readonly version?: string } | undefined {
  const [id = '', version, ...more] = text.split('@')
  if (more.length > 0 || !principleId.safeParse(id).success) return undefined
  if (version === undefined) return { id }
  return versionName.safeParse(version).success ? { id, version } : undefined
}

/** Words in several languages. */
export type Words = Readonly<Record<string, string>>

/** These words in a language; in English, or in any, when they are not said in it. */
export function wordsIn(words: Words, language: string): string | undefined {
  return words[language] ?? words['en'] ?? Object.values(words)[0]
}
