/** What is known of a city, line by line. What is not known has no line. */
import { useHere } from '#core/pages'
import { languageName } from '#core/text'
import { type SummaryRow, When } from '#design'
import { countryName } from '../model/words.ts'
import { StateTag } from './parts.tsx'
import type { ProfileData } from './profile.tsx'

type Rows = (SummaryRow | false)[]

function useStanding({ city, membership }: ProfileData): Rows {
  const { say } = useHere()
  return [
    { key: say('cities.state'), value: <StateTag state={city.state} /> },
    membership?.decidedOn != null && {
      key: say('cities.decidedOn'),
      value: <When at={membership.decidedOn} style="date" />,
    },
    membership?.declaration != null && {
      key: say('cities.declaration'),
      value: (
        <a href={`/declaration?version=${membership.declaration}`}>{membership.declaration}</a>
      ),
    },
    city.founder && { key: say('cities.founder'), value: say('cities.founder.yes') },
  ]
}

function usePlace({ city }: ProfileData): Rows {
  const { say, language } = useHere()
  const { country, region, lon, lat, placed } = city
  return [
    { key: say('cities.country'), value: countryName(country, language) ?? country },
    region !== null && { key: say('cities.region'), value: <bdi>{region}</bdi> },
    lon !== null &&
      lat !== null && {
        key: say('cities.place'),
        value: (
          <>
            <bdi>
              {lat.toFixed(3)}, {lon.toFixed(3)}
            </bdi>{' '}
            {placed === 'rough' && say('cities.place.rough')}
          </>
        ),
      },
  ]
}

/** What is known of a city, line by line. */
export function useFacts(data: ProfileData): SummaryRow[] {
  const { say } = useHere()
  const { kind, population, size, languages, website } = data.city
  const rows: Rows = [
    ...useStanding(data),
    ...usePlace(data),
    kind !== 'city' && { key: say('cities.kind'), value: say(`cities.kind.${kind}`) },
    population !== null && {
      key: say('cities.population'),
      value: `${say.number(population)} (${say(`cities.size.${size}`)})`,
    },
    languages.length > 0 && {
      key: say('cities.spoken'),
      value: say.list(languages.map(languageName)),
    },
    website !== null && { key: say('cities.website'), value: <a href={website}>{website}</a> },
  ]
  return rows.filter((row) => row !== false)
}
