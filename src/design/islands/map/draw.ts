import { Control, type LatLngBoundsExpression, Map as LeafletMap, TileLayer } from 'leaflet'
import { drawAreas } from './areas.ts'
import { tidyNames } from './names.ts'
import { pickPlace } from './picker.ts'
import { showPoints } from './points.ts'
import { closest, type MapProps } from './props.ts'

const WORLD: LatLngBoundsExpression = [
  [-60, -170],
  [75, 170],
]

function boundsOf({ bounds }: MapProps): LatLngBoundsExpression | undefined {
  if (!bounds) return undefined
  const [west, south, east, north] = bounds
  return [
    [south, west],
    [north, east],
  ]
}

function open(stage: HTMLElement, { label, dir, words, tiles }: MapProps): LeafletMap {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = new LeafletMap(stage, {
    zoomControl: false,
    attributionControl: tiles !== undefined,
    scrollWheelZoom: false,
    fadeAnimation: !still,
    zoomAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
    minZoom: 2,
    // Without tiles there is nothing that must stand on whole steps, and the city fills its frame.
    zoomSnap: tiles ? 1 : 0.25,
    maxZoom: tiles?.maxZoom ?? 18,
  })
  stage.setAttribute('role', 'application')
  stage.setAttribute('aria-label', label)
  new Control.Zoom({
    position: dir === 'rtl' ? 'topright' : 'topleft',
    zoomInTitle: words.zoomIn,
    zoomOutTitle: words.zoomOut,
  }).addTo(map)
  // The wheel belongs to the page until somebody turns to the map.
  map.on('focus click', () => map.scrollWheelZoom.enable())
  map.on('blur', () => map.scrollWheelZoom.disable())
  return map
}

function layTiles(map: LeafletMap, { tiles }: MapProps): void {
  if (!tiles || new URL(tiles.url, location.href).origin !== location.origin) return
  map.attributionControl?.setPrefix(false)
  new TileLayer(tiles.url, { attribution: tiles.attribution, maxZoom: tiles.maxZoom }).addTo(map)
}

/** Draws one map: ground, points, and a way to choose a place where a form asks for one. */
export async function drawMap(stage: HTMLElement, props: MapProps): Promise<void> {
  const map = open(stage, props)
  const first = boundsOf(props)
  map.fitBounds(first ?? WORLD, { maxZoom: closest(props) })
  layTiles(map, props)
  const ground = props.areas ? await drawAreas(map, props.areas) : undefined
  if (!first && ground?.isValid()) map.fitBounds(ground)
  showPoints(map, props, first === undefined && !ground)
  map.on('moveend zoomend', () => tidyNames(map))
  tidyNames(map)
  if (props.picker) pickPlace(map, props, props.picker)
}
