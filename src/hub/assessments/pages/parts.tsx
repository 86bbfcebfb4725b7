/** What the pages of assessments share. */
import type { Tx } from '#core/database'
import type { Say } from '#core/text'
import { nameIn, readNames } from '#hub/cities'
import { titleOf } from '#hub/declaration'
import type { Level, Principle } from '../model.ts'

/** The way back. */
export const trail = (say: Say, ...more: readonly { href: string; text: string }[]) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/assessments', text: say('assessments.show') },
  ...more,
]

/** The names of cities in the reader's language; the id of one that has left the directory. */
export async function namesOf(
  tx: Tx,
  cities: readonly string[],
  language: string,
): Promise<(city: string) => string> {
  const names = await readNames(tx, cities)
  return (city) => {
    const found = names.get(city)
    return found ? nameIn(found, language) : city
  }
}

/** A level with its meaning. */
export const levelText = (level: Level, say: Say) => say(`assessments.level.${level}`)

/** A principle by its title. */
export const principleText = (principle: Principle, say: Say) =>
  titleOf(say, { id: principle, title: {} })

/** A half-year in words. */
export function halfText(half: string, say: Say): string {
  const [year = '', part = ''] = half.split('-')
  return say('commitments.half.of', { year, part })
}
