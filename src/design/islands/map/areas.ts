import { GeoJSON, type LatLngBounds, type Map as LeafletMap } from 'leaflet'
import type { FeatureCollection } from 'geojson'
import type { MapFeatures } from './props.ts'

async function collection(areas: MapFeatures | string): Promise<FeatureCollection> {
  if (typeof areas !== 'string') return areas as FeatureCollection
  const answer = await fetch(areas, { headers: { accept: 'application/geo+json' } })
  if (!answer.ok) throw new Error(`no districts: ${answer.status}`)
  return (await answer.json()) as FeatureCollection
}

/** Draws the districts as pale land with their names; where they lie is where the city is. */
export async function drawAreas(
  map: LeafletMap,
  areas: MapFeatures | string,
): Promise<LatLngBounds> {
  const layer = new GeoJSON(await collection(areas), {
    interactive: false,
    style: { className: 'cr-map__land' },
    onEachFeature(feature, area) {
      const name: unknown = feature.properties?.['name']
      if (typeof name !== 'string' || name === '') return
      const words = document.createElement('bdi')
      words.textContent = name
      area.bindTooltip(words, { permanent: true, direction: 'center', className: 'cr-map__name' })
    },
  })
  layer.addTo(map)
  return layer.getBounds()
}
