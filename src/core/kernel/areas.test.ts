import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Area, areaIndex, areasFromGeoJson, metresBetween, Refusal } from '#core/kernel'

type Corner = [number, number]

const square = (west: number, south: number, size: number): Corner[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const area = (code: string, ...polygons: Corner[][][]): Area => ({ code, name: code, polygons })

const city = areaIndex([
  area('c', [square(0, 0, 4), square(1, 1, 2)]),
  area('b', [square(4, 0, 4)], [square(20, 20, 1)]),
])
const codeAt = (lon: number, lat: number) => city.at({ lon, lat })?.code

test('a point lies in its area, in none inside a hole, in every part of a scattered one', () => {
  assert.equal(codeAt(0.5, 0.5), 'c')
  assert.equal(codeAt(2, 2), undefined)
  assert.equal(codeAt(5, 1), 'b')
  assert.equal(codeAt(20.5, 20.5), 'b')
  assert.equal(codeAt(10, 10), undefined)
})

test('a point on a border, a corner or a hole belongs to the smallest code', () => {
  assert.equal(codeAt(4, 2), 'b')
  assert.equal(codeAt(4, 0), 'b')
  assert.equal(codeAt(0, 2), 'c')
  assert.equal(codeAt(1, 2), 'c')
})

test('a city of tiles leaves no gap and no point twice', () => {
  const tiles = Array.from({ length: 100 }, (_, n) =>
    area(`t${String(n).padStart(2, '0')}`, [square(n % 10, Math.floor(n / 10), 1)]),
  )
  const index = areaIndex(tiles)
  assert.deepEqual(index.bounds(), [0, 0, 10, 10])
  const eighth = fc.integer({ min: 0, max: 80 }).map((n) => n / 8)
  fc.assert(
    fc.property(eighth, eighth, (lon, lat) => {
      const found = index.at({ lon, lat })?.code
      const touching = tiles.filter(({ code }) => {
        const [west, south] = [Number(code[2]), Number(code[1])]
        return lon >= west && lon <= west + 1 && lat >= south && lat <= south + 1
      })
      assert.equal(found, touching[0]?.code)
    }),
  )
})

test('no areas contain no points', () => {
  assert.equal(areaIndex([]).at({ lon: 1, lat: 1 }), undefined)
})

const feature = (properties: object, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})
const load = (...features: unknown[]) =>
  areasFromGeoJson({ type: 'FeatureCollection', features }, { code: 'id', name: 'name' })

test('features with the same code are parts of one area', () => {
  const areas = load(
    feature({ id: 7, name: ' Quay ' }, [square(0, 0, 1)]),
    feature({ id: '7', name: 'Quay' }, [[square(5, 5, 1)]], 'MultiPolygon'),
  )
  assert.deepEqual(
    areas.map(({ code, name, polygons }) => [code, name, polygons.length]),
    [['7', 'Quay', 2]],
  )
})

test('a map file that is wrong is refused, naming the feature', () => {
  const good = feature({ id: 1, name: 'Good' }, [square(0, 0, 1)])
  const wrong: [string, unknown][] = [
    ['not-a-feature', { type: 'Point' }],
    ['no-code', feature({ name: 'Quay' }, [square(0, 0, 1)])],
    ['no-name', feature({ id: 2 }, [square(0, 0, 1)])],
    ['not-a-polygon', feature({ id: 2, name: 'Quay' }, [0, 0], 'Point')],
    ['not-a-polygon', { type: 'Feature', properties: { id: 2, name: 'Quay' }, geometry: null }],
    [
      'not-a-point',
      feature({ id: 2, name: 'Quay' }, [
        [
          ['0', 1],
          [1, 1],
          [1, 2],
          ['0', 1],
        ],
      ]),
    ],
    ['not-in-degrees', feature({ id: 2, name: 'Quay' }, [square(121_000, 487_000, 1)])],
    ['ring-open', feature({ id: 2, name: 'Quay' }, [square(0, 0, 1).slice(0, 4)])],
    ['ring-too-short', feature({ id: 2, name: 'Quay' }, [[]])],
  ]
  for (const [code, one] of wrong) {
    assert.throws(
      () => load(good, one),
      (failure: Refusal) => {
        assert.equal(failure.reasons[0]?.code, `areas.${code}`)
        assert.match(String(failure.reasons[0]?.values?.['feature']), /^#2/)
        return true
      },
    )
  }
  assert.throws(() => areasFromGeoJson('no', { code: 'id', name: 'name' }), Refusal)
})

test('distances are those of the earth', () => {
  const madrid = { lon: -3.7038, lat: 40.4168 }
  const barcelona = { lon: 2.1734, lat: 41.3851 }
  assert.ok(Math.abs(metresBetween(madrid, barcelona) - 504_600) < 1_500)
  assert.equal(metresBetween(madrid, madrid), 0)
  assert.ok(Math.abs(metresBetween({ lon: 0, lat: 0 }, { lon: 180, lat: 0 }) - 20_015_115) < 1)
})
