/** The facts of a city as the public record holds them. */
import type { CityFactsRow } from './model.ts'

/** As the record holds texts: one spelling, no line break (docs/protocol/record.md). */
const plain = (text: string) => text.normalize('NFC').replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
const millionths = (degrees: number) => Math.round(degrees * 1_000_000)

/** Who a city is, whole, for the record; what is not known is left out. */
export function statedOf(row: CityFactsRow) {
  const { country, kind, founder, region, lat, lon, population, website } = row
  return {
    name: plain(row.name),
    country,
    kind,
    founder,
    domains: [...row.domains],
    languages: [...row.languages],
    ...(region === null ? {} : { region: plain(region) }),
    ...(lat === null || lon === null ? {} : { lat: millionths(lat), lon: millionths(lon) }),
    ...(population === null ? {} : { population }),
    ...(website === null ? {} : { website }),
  }
}
