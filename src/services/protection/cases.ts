/** The case for which something was read, in words, with the way to it: for its person, and for officials. */
import type { Say } from '#core/text'
import type { Access } from '#core/vault'

/** Where each service shows a case to its person. */
const ADDRESSES: Readonly<Record<string, (code: string) => string>> = {
  reports: (code) => `/reports/${code}`,
  messages: (code) => `/messages/${code}`,
  protection: (code) => `/protection/requests/${code}`,
  applications: () => '/applications/mine',
  documents: () => '/documents',
  folder: () => '/folder/news',
  areas: () => '/areas/mine',
  residence: () => '/residence',
  lists: () => '/lists',
}

/** Services whose cases have a page of their own; those of `OPEN` everybody may look at. */
const NUMBERED = new Set(['reports', 'messages', 'protection'])
const OPEN = new Set(['reports'])

/** A number that people know, such as `R-1029`. */
const NUMBER = /^[A-Z]{1,3}-\d+$/

/** Who reads it: the person themselves, or somebody who works on their request. */
type Whose = 'own' | 'theirs'

/** In words, with the way that this reader may go. */
export interface CaseWords {
  readonly text: string
  readonly href?: string
}

/** In words: the matter with its number where it has one, otherwise what kind of case it is. */
export function caseIn(
  { module, purpose, case: code }: { module: string; purpose: string; case: string },
  say: Say,
  whose: Whose = 'own',
): CaseWords {
  const key = [purpose, module].map((one) => `protection.case.${one}`).find((one) => say.has(one))
  if (!key) return { text: code }
  const known = NUMBER.test(code)
  const text = say(key, { code: known ? code : '', whose }).trim()
  const goes = (whose === 'own' || OPEN.has(module)) && (known || !NUMBERED.has(module))
  const address = goes ? ADDRESSES[module] : undefined
  return address ? { text, href: address(code) } : { text }
}

/** The same for a reading; undefined when it was for no case. */
export function caseOf({ module, purpose, case: code }: Access, say: Say, whose?: Whose) {
  return code === null ? undefined : caseIn({ module, purpose, case: code }, say, whose)
}
