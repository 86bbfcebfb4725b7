/** The districts of the city: a way into the list, and the ground of every map. */
import { z } from 'zod'
import { type Feed, page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Layout, Prose } from '#design'
import { linkTo } from './parts/looking.ts'
import { type Choice, districtsOf } from './parts/names.ts'

const input = z.object({})

const ground: Feed<z.infer<typeof input>> = {
  type: 'application/geo+json; charset=utf-8',
  async *write({ city }) {
    const features = city.districts.areas.map(({ code, name, polygons }) => ({
      type: 'Feature',
      id: code,
      properties: { code, name },
      geometry: { type: 'MultiPolygon', coordinates: polygons },
    }))
    yield JSON.stringify({ type: 'FeatureCollection', features })
  },
}

function DistrictsView({ districts }: { districts: readonly Choice[] }) {
  const { say } = useHere()
  return (
    <Layout
      title={say('reports.districts')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
    >
      <Prose>
        <ul>
          {districts.map(({ code, name }) => (
            <li key={code}>
              <a href={linkTo('/reports', { district: code })}>
                <bdi>{name}</bdi>
              </a>
            </li>
          ))}
        </ul>
      </Prose>
    </Layout>
  )
}

/** The districts of the city, each leading to its reports. */
export const districts = page({
  name: 'reports.districts',
  path: '/reports/districts',
  who: anyone,
  keep: 'public',
  input,
  also: { geojson: ground },
  load: async ({ city }) => ({ districts: districtsOf(city) }),
  view: (data) => <DistrictsView {...data} />,
})
