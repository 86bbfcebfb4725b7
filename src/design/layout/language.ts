import type { Here } from '#core/pages'

/** The page a person looks at; after a failed attempt the address is the action's, one verb below it. */
export function pagePath(here: Pick<Here, 'path' | 'problem'>): string {
  if (!here.problem) return here.path
  const bare = here.path.split('?')[0] ?? '/'
  return bare.slice(0, bare.lastIndexOf('/')) || '/'
}

/** Address of the same page in another language. */
export function inLanguage(here: Pick<Here, 'path' | 'problem'>, language: string): string {
  const [bare, query] = pagePath(here).split('?')
  const asked = new URLSearchParams(query)
  asked.set('language', language)
  return `${bare}?${asked}`
}
