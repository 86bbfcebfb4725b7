/** What a report is called where its number alone says too little: its kind and the district, no word of anybody. Pure. */
import type { CityFacts } from '#core/actions'
import { categoryOf, reportsOf, wording } from './config.ts'
import type { Held } from './store/rows.ts'

/** In every language of the city: `Street lamp does not work, Nord`. */
export function titlesOf(
  city: CityFacts,
  { category, district }: Pick<Held, 'category' | 'district'>,
): Record<string, string> {
  const place = city.districts.areas.find(({ code }) => code === district)?.name
  const kind = categoryOf(reportsOf(city), category)?.name
  return Object.fromEntries(
    city.languages.map((language) => {
      const comma = language === 'ar' ? '،' : ','
      const name = wording(kind, language) || category
      return [language, place === undefined ? name : `${name}${comma} ${place}`]
    }),
  )
}
