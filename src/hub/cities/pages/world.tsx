/** The map of the world as a picture the server draws: no tiles, no foreign host, no JavaScript. */
import { useHere } from '#core/pages'
import { areas, MAP, nameIn } from '../model.ts'
import { countryName } from '../model/words.ts'
import type { Gathered } from '../store/map.ts'
import { type Asked, linkTo } from './asked.ts'
import { landPath } from './land.ts'

interface WorldProps {
  readonly gathered: readonly Gathered[]
  readonly asked: Asked
  readonly area: string
}

const MOST = 12

/** More cities, a larger circle; it stays near its square. Few circles have room to be larger. */
function radiusOf(count: number, circles: number): number {
  const least = circles > 100 ? 3.2 : 5.5
  return Math.min(MOST, least + 1.15 * Math.log2(count))
}
const round = (value: number) => Math.round(value * 10) / 10

function toneOf({ members, resting, count }: Gathered): string {
  if (members > 0) return 'cr-world__dot'
  return resting === count
    ? 'cr-world__dot cr-world__dot--rest'
    : 'cr-world__dot cr-world__dot--none'
}

interface DotProps {
  readonly it: Gathered
  readonly asked: Asked
  readonly area: string
  readonly circles: number
}

/** Where a circle leads: to its one city, or to the list of those that lie here. */
function useTarget({ it, asked, area }: DotProps): { href: string; label: string } {
  const { say, language } = useHere()
  const { id, name, country } = it
  if (id === null || name === null || country === null) {
    const square = `${area}.${it.column}.${it.row}`
    return {
      href: `${linkTo({ ...asked, square })}#found`,
      label: say('cities.map.dot', { count: it.count }),
    }
  }
  const shown = nameIn({ name, names: it.names ?? {} }, language)
  return {
    href: `/cities/${id}`,
    label: `${shown}, ${countryName(country, language) ?? country}`,
  }
}

function Dot(props: DotProps) {
  const { it, area, circles } = props
  const { href, label } = useTarget(props)
  const { closer = 1 } = areas[area] ?? {}
  const radius = radiusOf(it.count, circles)
  const [x, y] = [round(it.x), round(it.y)]
  return (
    <a href={href} aria-label={label}>
      <circle class={toneOf(it)} cx={x} cy={y} r={round((radius / closer) * 10) / 10} />
      {it.count > 9 && radius > 7 && (
        <text x={x} y={y} font-size={round(8 / closer)} dy={round(2.8 / closer)}>
          {it.count}
        </text>
      )}
    </a>
  )
}

function Closer({ asked, area }: { asked: Asked; area: string }) {
  const { say } = useHere()
  return (
    <nav class="cr-tabs" aria-label={say('cities.map.areas')}>
      <ul>
        {Object.keys(areas).map((name) => (
          <li key={name}>
            <a
              href={`${linkTo({ ...asked, area: name === 'world' ? undefined : name })}#map`}
              aria-current={name === area ? 'page' : undefined}
            >
              {say(`cities.area.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Key() {
  const { say } = useHere()
  return (
    <ul class="cr-world__key">
      <li>
        <span class="cr-world__sign" aria-hidden="true" /> {say('cities.map.key.member')}
      </li>
      <li>
        <span class="cr-world__sign cr-world__sign--rest" aria-hidden="true" />{' '}
        {say('cities.map.key.rest')}
      </li>
    </ul>
  )
}

/** Cities on a map of the world, gathered on its grid; every circle is a link, and the list says the same. */
export function World({ gathered, asked, area }: WorldProps) {
  const { say } = useHere()
  const { x, y, closer } = areas[area] ?? { x: 0, y: 0, closer: 1 }
  const cities = gathered.reduce((sum, { count }) => sum + count, 0)
  return (
    <section class="cr-world" id="map" aria-labelledby="map-title">
      <h2 class="govuk-visually-hidden" id="map-title">
        {say('cities.map')}
      </h2>
      <Closer asked={asked} area={area} />
      <a class="cr-world__skip" href="#found">
        {say('cities.map.skip')}
      </a>
      <svg
        viewBox={`${x} ${y} ${round(MAP.width / closer)} ${round(MAP.height / closer)}`}
        role="group"
        aria-labelledby="world-title world-desc"
      >
        <title id="world-title">{say('cities.map')}</title>
        <desc id="world-desc">{say('cities.map.desc', { cities, circles: gathered.length })}</desc>
        <path class="cr-world__land" d={landPath()} />
        {gathered.map((it) => (
          <Dot
            key={`${it.column}.${it.row}`}
            it={it}
            asked={asked}
            area={area}
            circles={gathered.length}
          />
        ))}
      </svg>
      <Key />
    </section>
  )
}
