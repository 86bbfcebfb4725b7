import type { Here } from '#core/pages'

/** Address of the same page in another language. */
export function inLanguage(here: Pick<Here, 'path'>, language: string): string {
  const [bare, query] = here.path.split('?')
  const asked = new URLSearchParams(query)
  asked.set('language', language)
  return `${bare}?${asked}`
}
