import type { Say } from '#core/text'
import type { Example } from '../examples.tsx'
import { TextField } from '../forms/inputs.tsx'
import { MapFrame } from './map-frame.tsx'

const SQUARE = [
  [12.41, 36.91],
  [12.46, 36.9],
  [12.47, 36.95],
  [12.42, 36.96],
  [12.41, 36.91],
]

const area = (say: Say) => ({
  type: 'FeatureCollection' as const,
  features: [
    {
      type: 'Feature',
      properties: { name: say('example.send.district.port') },
      geometry: { type: 'Polygon', coordinates: [SQUARE] },
    },
  ],
})

const point = (lon: number, lat: number, properties: object) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lon, lat] },
})

/** Maps: with points, and to choose a place. */
export const placeExamples: Readonly<Record<string, Example>> = {
  'a map with reports': {
    part: (say) => (
      <MapFrame
        id="map"
        label={say('example.map')}
        areas={area(say)}
        features={{
          type: 'FeatureCollection',
          features: [
            point(12.43, 36.93, { name: say('example.card'), href: '/reports/R-1029' }),
            point(12.45, 36.92, {
              name: say('example.card.two'),
              href: '/reports/R-1030',
              tone: 'success',
            }),
            point(12.45, 36.945, { count: 128 }),
          ],
        }}
      >
        <p>
          <a href="/reports">{say('example.reports')}</a>
        </p>
      </MapFrame>
    ),
  },
  'a map that asks': {
    part: (say) => (
      <MapFrame
        small
        id="asks"
        label={say('example.map')}
        areas={area(say)}
        bounds={[12.4, 36.9, 12.48, 36.96]}
        source="/points?state=open"
      />
    ),
  },
  'a map to choose a place': {
    part: (say) => (
      <form method="get" action="/">
        <MapFrame
          id="picker"
          label={say('example.map')}
          areas={area(say)}
          picker={{ lat: 'f-lat', lon: 'f-lon' }}
        >
          <TextField name="lat" label={say('example.lat')} width={12} />
          <TextField name="lon" label={say('example.lon')} width={12} />
        </MapFrame>
      </form>
    ),
  },
}
