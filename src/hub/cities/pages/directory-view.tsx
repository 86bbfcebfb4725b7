/** The directory as a page: figures, filters, the map, the list, and everything as data. */
import { useHere } from '#core/pages'
import {
  ButtonLink,
  CardList,
  Card,
  Details,
  Empty,
  Layout,
  Pager,
  Prose,
  Section,
  Stats,
} from '#design'
import { nameIn } from '../model.ts'
import { countryName } from '../model/words.ts'
import { linkTo } from './asked.ts'
import type { Directory } from './directory.tsx'
import { StateTag } from './parts.tsx'
import { Search } from './search.tsx'
import { World } from './world.tsx'

function Figures({ standing, countries }: Directory) {
  const { say } = useHere()
  const { member, historic, on_hold: resting } = standing
  return (
    <Stats
      items={[
        { label: say('endorsements.state.member'), value: member, href: '/cities?state=member' },
        {
          label: say('endorsements.state.historic'),
          value: historic,
          href: '/cities?state=historic',
        },
        { label: say('endorsements.state.on_hold'), value: resting, href: '/cities?state=on_hold' },
        { label: say('cities.countries'), value: countries.length },
      ]}
    />
  )
}

function Downloads({ asked }: Directory) {
  const { say } = useHere()
  const { area: _, ...search } = asked
  const formats = [
    ['CSV', '/cities.csv'],
    ['GeoJSON', '/cities.geojson'],
    ['JSON', '/api/cities'],
    ['Atom', '/cities.atom'],
  ] as const
  return (
    <Details summary={say('cities.downloads')}>
      <Prose>
        <p>{say('cities.downloads.text')}</p>
        <ul>
          {formats.map(([name, path]) => (
            <li key={name}>
              <a href={linkTo(search, path)}>{name}</a>
            </li>
          ))}
        </ul>
      </Prose>
    </Details>
  )
}

function CityCard({ city }: { city: Directory['cities'][number] }) {
  const { say, language } = useHere()
  const people = city.population === null ? '' : say('cities.people', { count: city.population })
  return (
    <Card
      level={3}
      title={nameIn(city, language)}
      href={`/cities/${city.id}`}
      eyebrow={countryName(city.country, language) ?? city.country}
      foot={
        <>
          <StateTag state={city.state} />{' '}
          {city.kind === 'group' ? say('cities.kind.group') : people}
        </>
      }
    />
  )
}

function Found({ count, cities, asked, next, previous }: Directory) {
  const { say } = useHere()
  return (
    <Section title={say('cities.found', { count: count.cities })} id="found">
      {count.groups > 0 && <p>{say('cities.groups', { count: count.groups })}</p>}
      {count.unplaced > 0 && <p>{say('cities.unplaced', { count: count.unplaced })}</p>}
      {cities.length === 0 && (
        <Empty
          title={say('cities.none')}
          text={say('cities.none.text')}
          action={<a href="/cities">{say('cities.showAll')}</a>}
        />
      )}
      <CardList label={say('cities.directory')}>
        {cities.map((city) => (
          <CityCard key={city.id} city={city} />
        ))}
      </CardList>
      <Pager
        previous={previous ? `${linkTo({ ...asked, before: previous })}#found` : undefined}
        next={next ? `${linkTo({ ...asked, after: next })}#found` : undefined}
      />
    </Section>
  )
}

/** The directory as a page. */
export function DirectoryView(data: Directory) {
  const { say, by } = useHere()
  return (
    <Layout
      title={say('cities.directory')}
      lead={say('cities.directory.lead')}
      breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
      actions={
        by?.permissions.includes('cities.write') ? (
          <ButtonLink href="/cities/new">{say('cities.adding')}</ButtonLink>
        ) : (
          <ButtonLink href="/ask-my-city">{say('cities.ask')}</ButtonLink>
        )
      }
      wide
    >
      <Figures {...data} />
      <World {...data} />
      <Search {...data} />
      <Found {...data} />
      <Downloads {...data} />
      {data.federation && (
        <p>
          <a href="/federation">{say('cities.otherHubs')}</a>
        </p>
      )}
    </Layout>
  )
}
