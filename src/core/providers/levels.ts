import { ASSURANCES, type Assurance, strongest } from '#core/people'
import type { ProviderSpec } from './model.ts'

type Levels = Pick<ProviderSpec, 'levels'>

const reaches = (level: Assurance, least: Assurance) => strongest(level, least) === level

/** The `acr` values that are worth at least this, as the configuration orders them; none for `low`. */
export function acrsFor({ levels }: Levels, least: Assurance): readonly string[] {
  if (least === 'low') return []
  return Object.entries(levels).flatMap(([acr, level]) => (reaches(level, least) ? [acr] : []))
}

/** How sure an `acr` makes the city; one that nobody vouched for is `low`. */
export function levelOf({ levels }: Levels, acr: unknown): Assurance {
  return typeof acr === 'string' && Object.hasOwn(levels, acr) ? (levels[acr] ?? 'low') : 'low'
}

/** The highest level a provider can reach here. */
export function highestOf({ levels }: Levels): Assurance {
  const most = (one: Assurance, other: Assurance) => strongest(one, other)
  return Object.values(levels).reduce(most, ASSURANCES[0])
}

/** True when what was shown is worth what was asked for. */
export function isEnough(shown: Assurance, least: Assurance): boolean {
  return reaches(shown, least)
}
