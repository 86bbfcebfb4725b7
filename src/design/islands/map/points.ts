import type { FeatureCollection, Point } from 'geojson'
import {
  DivIcon,
  DomEvent,
  LatLng,
  LatLngBounds,
  LayerGroup,
  type Map as LeafletMap,
  Marker,
} from 'leaflet'
import { tidyNames } from './names.ts'
import { closest, type MapProps, type MapWords } from './props.ts'

interface Spot {
  readonly at: LatLng
  readonly name: string
  readonly href: string | undefined
  readonly tone: string | undefined
  /** How many reports stand here, when it is more than one. */
  readonly count: number
}

/** Where marks are put, and what they say. */
interface Sheet {
  readonly map: LeafletMap
  readonly layer: LayerGroup
  readonly words: MapWords
}

function spotsOf(collection: FeatureCollection): Spot[] {
  return collection.features.flatMap(({ geometry, properties }) => {
    if (geometry?.type !== 'Point') return []
    const [lon = 0, lat = 0] = (geometry satisfies Point).coordinates
    const { name, href, tone, count, point_count: grouped } = properties ?? {}
    return {
      at: new LatLng(lat, lon),
      name: String(name ?? ''),
      href: typeof href === 'string' ? href : undefined,
      tone: typeof tone === 'string' ? tone : undefined,
      count: Number(count ?? grouped ?? 1),
    }
  })
}

function nameTag(words: string): HTMLElement {
  const tag = document.createElement('span')
  tag.className = 'cr-pin__name'
  tag.dir = 'auto'
  tag.textContent = words
  return tag
}

/** One report: a link to its page that carries its name. */
function pin({ name, href, tone }: Spot): HTMLElement {
  const mark: HTMLElement = document.createElement(href ? 'a' : 'span')
  mark.className = `cr-pin${tone ? ` cr-pin--${tone}` : ''}`
  if (href) mark.setAttribute('href', href)
  mark.append(nameTag(name))
  mark.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') mark.classList.add('cr-pin--quiet')
  })
  for (const kind of ['mouseleave', 'blur']) {
    mark.addEventListener(kind, () => mark.classList.remove('cr-pin--quiet'))
  }
  return mark
}

/** Several reports close together: a button that comes closer. */
function cluster({ map, words }: Sheet, { at, count }: Spot): HTMLElement {
  const mark = document.createElement('button')
  mark.type = 'button'
  mark.className = `cr-cluster${count >= 100 ? ' cr-cluster--large' : ''}`
  const number = new Intl.NumberFormat(document.documentElement.lang).format(count)
  mark.textContent = number
  mark.setAttribute('aria-label', words.cluster.replace('{count}', number))
  mark.addEventListener('click', () =>
    map.setView(at, Math.min(map.getZoom() + 2, map.getMaxZoom())),
  )
  return mark
}

function place(sheet: Sheet, spots: readonly Spot[]): void {
  const { map, layer } = sheet
  layer.clearLayers()
  for (const spot of spots) {
    const mark = spot.count > 1 ? cluster(sheet, spot) : pin(spot)
    DomEvent.disableClickPropagation(mark)
    const icon = new DivIcon({ html: mark, className: 'cr-map__mark', iconSize: [0, 0] })
    layer.addLayer(new Marker(spot.at, { icon, keyboard: false, interactive: false }))
  }
  tidyNames(map)
}

function addressAt(map: LeafletMap, source: string): URL {
  const address = new URL(source, location.href)
  address.searchParams.set('bbox', map.getBounds().toBBoxString())
  address.searchParams.set('zoom', String(Math.round(map.getZoom())))
  return address
}

/** Asks for what lies in sight, whenever something else comes in sight; an older question is dropped. */
function follow(sheet: Sheet, source: string): void {
  const { map } = sheet
  let asking: AbortController | undefined
  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    const answer = await fetch(addressAt(map, source), {
      signal: asking.signal,
      headers: { accept: 'application/geo+json' },
    })
    if (answer.ok) place(sheet, spotsOf((await answer.json()) as FeatureCollection))
  }
  const quietly = () => void ask().catch(() => undefined)
  map.on('moveend', quietly)
  quietly()
}

/** Shows the points that came with the page, or asks for those in sight. */
export function showPoints(map: LeafletMap, props: MapProps, fit: boolean): void {
  const sheet = { map, layer: new LayerGroup().addTo(map), words: props.words }
  if (props.source) return follow(sheet, props.source)
  if (!props.features) return
  const spots = spotsOf(props.features as FeatureCollection)
  place(sheet, spots)
  if (fit && spots.length > 0) {
    map.fitBounds(new LatLngBounds(spots.map(({ at }) => at)).pad(0.2), { maxZoom: closest(props) })
  }
}
