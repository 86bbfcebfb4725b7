/** What the city calls the codes a report holds, in the language of the reader. */
import type { CityFacts } from '#core/actions'
import { categoryOf, reportsOf, wording } from '../../config.ts'
import type { Listed } from '../../store/rows.ts'

/** The names behind codes; a code the city no longer knows stands for itself. */
export interface Names {
  category(code: string): string
  district(code: string | null): string | null
  unit(code: string | null): string | null
}

/** How this city names things in this language. */
export function namesOf(city: CityFacts, language: string): Names {
  const config = reportsOf(city)
  return {
    category: (code) => wording(categoryOf(config, code)?.name, language) || code,
    district: (code) => city.districts.areas.find((area) => area.code === code)?.name ?? code,
    unit: (code) => wording(city.units.find((unit) => unit.code === code)?.name, language) || code,
  }
}

/** A report with the names of its codes beside them. */
export type Named<T> = T & {
  readonly categoryName: string
  readonly districtName: string | null
}

/** Puts the names beside the codes. */
export function named<T extends Pick<Listed, 'category' | 'district'>>(
  report: T,
  names: Names,
): Named<T> {
  return {
    ...report,
    categoryName: names.category(report.category),
    districtName: names.district(report.district),
  }
}

/** One thing that can be chosen, with its name. */
export interface Choice {
  readonly code: string
  readonly name: string
}

/** The categories of one group. */
export interface GroupChoice extends Choice {
  readonly categories: readonly Choice[]
}

/** The two levels of categories in the reader's language; closed ones only when asked for. */
export function groupsOf(city: CityFacts, language: string, closed = false): GroupChoice[] {
  const config = reportsOf(city)
  return config.groups.map((group) => ({
    code: group.code,
    name: wording(group.name, language),
    categories: config.categories
      .filter((each) => each.group === group.code && (closed || each.active))
      .map((each) => ({ code: each.code, name: wording(each.name, language) })),
  }))
}

/** The districts of the city. */
export function districtsOf(city: CityFacts): Choice[] {
  return city.districts.areas.map(({ code, name }) => ({ code, name }))
}

/** The units of the city in the reader's language. */
export function unitsOf(city: CityFacts, language: string): Choice[] {
  return city.units.map(({ code, name }) => ({ code, name: wording(name, language) }))
}

/** Is the answer overdue that the city promised for a day? */
export function isLate(report: Pick<Listed, 'class' | 'dueOn'>, today: string): boolean {
  return report.class === 'open' && report.dueOn < today
}
