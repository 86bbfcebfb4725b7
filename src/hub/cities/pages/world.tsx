/** The map of the world as a picture the server draws: no tiles, no foreign host, no JavaScript. */
import { useHere } from '#core/pages'
import { areas, MAP, nameIn } from '../model.ts'
import { countryName } from '../model/words.ts'
import type { Gathered } from '../store/list.ts'
import { type Asked, linkTo } from './asked.ts'
import { landPath } from './land.ts'

interface WorldProps {
  readonly gathered: readonly Gathered[]
  readonly asked: Asked
  readonly area: string
}

const LEAST = 3.2
const MOST = 12

/** More cities, a larger circle; it stays near its square. */
const radiusOf = (count: number) => Math.min(MOST, LEAST + 1.15 * Math.log2(count))
const round = (value: number) => Math.round(value * 10) / 10

function toneOf({ members, resting, count }: Gathered): string {
  if (members > 0) return 'cr-world__dot'
  return resting === count
    ? 'cr-world__dot cr-world__dot--rest'
    : 'cr-world__dot cr-world__dot--none'
}

function Dot({ it, asked, area }: { it: Gathered; asked: Asked; area: string }) {
  const { say, language } = useHere()
  const { closer = 1 } = areas[area] ?? {}
  const one = it.count === 1
  const square = `${area}.${it.column}.${it.row}`
  const label = one
    ? `${nameIn(it, language)}, ${countryName(it.country, language) ?? it.country}`
    : say('cities.map.dot', { count: it.count })
  return (
    <a href={one ? `/cities/${it.id}` : `${linkTo({ ...asked, square })}#found`} aria-label={label}>
      <circle
        class={toneOf(it)}
        cx={round(it.x)}
        cy={round(it.y)}
        r={round(radiusOf(it.count)) / closer}
      />
      {it.count > 9 && radiusOf(it.count) > 7 && (
        <text x={round(it.x)} y={round(it.y)} font-size={8 / closer} dy={2.8 / closer}>
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
          <Dot key={`${it.column}.${it.row}`} it={it} asked={asked} area={area} />
        ))}
      </svg>
      <ul class="cr-world__key">
        <li>
          <span class="cr-world__sign" aria-hidden="true" /> {say('cities.map.key.member')}
        </li>
        <li>
          <span class="cr-world__sign cr-world__sign--rest" aria-hidden="true" />{' '}
          {say('cities.map.key.rest')}
        </li>
      </ul>
    </section>
  )
}
