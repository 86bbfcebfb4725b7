/** Reports on a map of the city, gathered where many lie together. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { type Feed, type FeedLook, page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, Layout, MapFrame } from '#design'
import { CLOSEST, gather, type Gathered } from '../store/map.ts'
import { apart } from './parts/apart.ts'
import { filterOf, followPath, linkTo, looking, searchOf } from './parts/looking.ts'
import { districtsOf, groupsOf, type Names, namesOf } from './parts/names.ts'
import { toneOf } from './parts/state.tsx'
import { remembered } from './parts/remembered.ts'
import { Search, type SearchProps } from './parts/search.tsx'

type Box = readonly [number, number, number, number]

const input = looking.extend({
  /** West, south, east, north. */
  bbox: z.string().max(100).optional(),
  zoom: z.number().min(0).max(22).optional(),
})
type Asked = z.infer<typeof input>

/** The part of the world a map shows. Mercator ends before the poles. */
export function boxIn(text: string): Box {
  const [west = NaN, south = NaN, east = NaN, north = NaN, ...more] = text.split(',').map(Number)
  const sound = [west, south, east, north].every(Number.isFinite) && more.length === 0
  if (!sound || west > east || south > north) {
    throw new Refusal('invalid', [{ code: 'reports.no-such-box', field: 'bbox' }])
  }
  const within = (degrees: number, most: number) => Math.min(most, Math.max(-most, degrees))
  return [within(west, 180), within(south, 85), within(east, 180), within(north, 85)]
}

function feature(it: Gathered, names: Names, label: (state: Gathered['state']) => string): object {
  const geometry = { type: 'Point', coordinates: [it.lon, it.lat] }
  const { number, category, state, count, open } = it
  if (count > 1) return { type: 'Feature', geometry, properties: { count, open } }
  const name = `${number} · ${names.category(category)} · ${label(state)}`
  const tone = toneOf(state)
  const properties = { name, href: `/reports/${number}`, tone, number, category, state }
  return { type: 'Feature', id: number, geometry, properties }
}

/** The whole tiles a part of the map lies on: people who look at nearly the same place see the same answer. */
export function tilesOf([west, south, east, north]: Box, zoom: number): Box {
  const side = 360 / 2 ** zoom
  const down = (degrees: number) => Math.floor(degrees / side) * side
  const up = (degrees: number) => Math.ceil(degrees / side) * side
  return [
    Math.max(-180, down(west)),
    Math.max(-85, down(south)),
    Math.min(180, up(east)),
    Math.min(85, up(north)),
  ]
}

async function gathered(
  { input: asked, city, say, look }: FeedLook<Asked>,
  box: Box,
  zoom: number,
) {
  const found = await look((tx) => gather(tx, { ...filterOf(asked, city), box }, zoom))
  const names = namesOf(city, say.language)
  const label = (state: Gathered['state']) => say(`reports.state.${state}`)
  const shown = zoom < CLOSEST ? apart(found, zoom) : found
  const features = shown.map((each) => feature(each, names, label))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

const clusters: Feed<Asked> = {
  type: 'application/geo+json; charset=utf-8',
  async *write(work) {
    const { input: asked, city, say } = work
    const zoom = Math.round(asked.zoom ?? 12)
    const wanted = asked.bbox === undefined ? city.districts.bounds() : boxIn(asked.bbox)
    const box = tilesOf(wanted, zoom)
    const key = JSON.stringify([searchOf(asked), box, zoom, say.language])
    yield remembered(work, key, () => gathered(work, box, zoom))
  },
}

function MapView(data: Omit<SearchProps, 'path' | 'nearUnknown'> & { readonly bounds: Box }) {
  const { say } = useHere()
  const list = linkTo('/reports', data.asked)
  return (
    <Layout
      title={say('reports.map')}
      lead={say('reports.map.lead')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      wide
      actions={
        <ButtonLink href={followPath(data.asked)} kind="secondary">
          {say('reports.list.follow')}
        </ButtonLink>
      }
    >
      <Search {...data} path="/reports/map" nearUnknown={false} />
      <MapFrame
        id="map"
        label={say('reports.list.map')}
        source={linkTo('/reports/map.geojson', data.asked)}
        areas="/reports/districts.geojson"
        bounds={data.bounds}
      >
        <a href={list}>{say('reports.map.toList')}</a>
      </MapFrame>
    </Layout>
  )
}

/** The map of all reports whose place is public. */
export const map = page({
  name: 'reports.map',
  path: '/reports/map',
  who: anyone,
  keep: 'public',
  input,
  also: { geojson: clusters },
  load: async ({ input: asked, city, language }) => ({
    asked: { ...searchOf(asked), near: undefined, within: undefined },
    groups: groupsOf(city, language, true),
    districts: districtsOf(city),
    bounds: city.districts.bounds(),
  }),
  view: (data) => <MapView {...data} />,
})
