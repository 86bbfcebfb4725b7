/** The facts of a report that prepared words may speak of, as everybody may read them. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { categoryOf, reportsOf, wording } from '../config.ts'
import { added, type Facts, filled } from './model.ts'
import { readTellable } from './store.ts'

const day = (iso: string, language: string) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${iso}T00:00:00Z`))

/** What of this report stands in which place, in the language of the words. */
export async function factsOf(
  tx: Tx,
  { city, language }: { city: CityFacts; language: string },
  number: string,
): Promise<Facts> {
  const it = await readTellable(tx, number)
  const area = city.districts.areas.find(({ code }) => code === it.district)?.name ?? null
  const unit = city.units.find(({ code }) => code === it.unit)?.name
  return {
    number,
    category: wording(categoryOf(reportsOf(city), it.category)?.name, language) || it.category,
    place: it.address ?? area,
    unit: wording(unit, language) || it.unit,
    promised: it.promisedFor && day(it.promisedFor, language),
    due: day(it.dueOn, language),
  }
}

/** Words for one report: what was typed, then those of the template, filled. */
export async function wordsFor(
  tx: Tx,
  of: { city: CityFacts; language: string },
  { number, typed, text }: { number: string; typed: string; text: string },
): Promise<string> {
  return added(typed, filled(text, await factsOf(tx, of, number)))
}
