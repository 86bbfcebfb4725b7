/** Notes that officials write for each other, and whom they name. Pure. */
import { rule } from '#core/kernel'
import type { Named } from '../store/mentions.ts'

/** No note calls more than this many. */
export const MOST_NAMED = 10

/** As it is chosen in a form: `badge:4-7F`, `unit:lighting`. */
export const NAMED = /^(?:badge:[0-9A-Z]-[0-9A-Z]{2}|unit:[a-z][a-z0-9-]{0,39})$/

/** What was chosen, and what stands behind an @ in the words: `@4-7F`, `@lighting`. Each once. */
export function namedIn(text: string, chosen: readonly string[]): string[] {
  const written = [
    ...text.matchAll(/(?:^|[\s(])@([0-9A-Z]-[0-9A-Z]{2}|[a-z][a-z0-9-]{1,39})(?![\w-])/g),
  ]
  const marks = written.map(([, name = '']) =>
    /^[0-9A-Z]-/.test(name) ? `badge:${name}` : `unit:${name}`,
  )
  return [...new Set([...chosen, ...marks])]
}

/** The one that a mark stands for. */
export function namedBy(mark: string): Named {
  const name = mark.slice(mark.indexOf(':') + 1)
  return mark.startsWith('badge:') ? { badge: name } : { unit: name }
}

/** Only whoever wrote a note changes it; what it said before stays with it. */
export const mayChangeNote = rule<{ readonly own: boolean; readonly withdrawn: boolean }>({
  name: 'reports.may-change-note',
  says: 'Whoever wrote a note may correct or withdraw it; what it said before stays with it.',
  law: 'Public Space Ordinance 4/2025, art. 6',
  refuseWhen: {
    'not-your-note': ({ own }) => !own,
    'note-withdrawn': ({ withdrawn }) => withdrawn,
  },
})
