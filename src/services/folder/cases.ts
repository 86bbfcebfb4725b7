/** The case for which something was read, in words, with the way to where its person finds it. */
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

/** A number that people know, such as `R-1029`. */
const NUMBER = /^[A-Z]{1,3}-\d+$/

/** In words: the matter with its number where it has one, otherwise what kind of case it is. */
export function caseIn(
  { module, purpose, case: code }: { module: string; purpose: string; case: string },
  say: Say,
): { readonly text: string; readonly href?: string } {
  const key = [purpose, module].map((one) => `folder.case.${one}`).find((one) => say.has(one))
  if (!key) return { text: code }
  const known = NUMBER.test(code)
  const text = say(key, { code: known ? code : '' }).trim()
  const numbered = ['reports', 'messages', 'protection'].includes(module)
  const address = numbered && !known ? undefined : ADDRESSES[module]
  return address ? { text, href: address(code) } : { text }
}

/** The same for a reading; undefined when it was for no case. */
export function caseOf({ module, purpose, case: code }: Access, say: Say) {
  return code === null ? undefined : caseIn({ module, purpose, case: code }, say)
}
