import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { areaIndex, areasFromGeoJson } from '#core/kernel'

const folder = join(process.env['CITYRIGHT_DATA'] ?? '../shared/data', 'districts')
const skip = existsSync(folder) ? false : 'no district files: set CITYRIGHT_DATA'

const cities = [
  { city: 'amsterdam', parts: 97, lon: 4.8986, lat: 52.3736, name: 'Burgwallen-Oude Zijde' },
  { city: 'chicago', parts: 98, lon: -87.6298, lat: 41.8827, name: 'Loop' },
  { city: 'milan', parts: 88, lon: 9.19, lat: 45.4642, name: 'Duomo' },
  {
    city: 'kansas-city',
    parts: 145,
    lon: -94.583,
    lat: 39.1,
    name: 'Central Business District-Downtown',
  },
]

for (const { city, parts, lon, lat, name } of cities) {
  test(`the districts of ${city} load, and its middle lies in ${name}`, { skip }, () => {
    const file: unknown = JSON.parse(readFileSync(join(folder, `${city}.geojson`), 'utf8'))
    const areas = areasFromGeoJson(file, { code: 'name', name: 'name' })
    assert.ok(areas.length <= parts && areas.length >= parts - 5, String(areas.length))
    const index = areaIndex(areas)
    assert.equal(index.at({ lon, lat })?.name, name)
    assert.equal(index.at({ lon: 0, lat: 0 }), undefined)
    const [west, south, east, north] = index.bounds()
    assert.ok(west < lon && lon < east && south < lat && lat < north)
  })
}

test('every corner of every district belongs to exactly one district', { skip }, () => {
  for (const { city } of cities) {
    const file: unknown = JSON.parse(readFileSync(join(folder, `${city}.geojson`), 'utf8'))
    const areas = areasFromGeoJson(file, { code: 'name', name: 'name' })
    const index = areaIndex(areas)
    for (const area of areas) {
      for (const [lon, lat] of area.polygons.flat(2)) {
        const found = index.at({ lon, lat })
        assert.ok(found && found.code <= area.code, `${city} ${area.code} ${lon} ${lat}`)
      }
    }
  }
})
