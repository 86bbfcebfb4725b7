import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readDistricts } from '#core/actions'
import { districtsImport } from './districts.ts'
import { csv, data, importing, line } from './trial.ts'

let { city, close, stored, taking, work, written } = {} as Awaited<ReturnType<typeof importing>>
before(async () => {
  ;({ city, close, stored, taking, work, written } = await importing())
})
after(() => close())

const skip = existsSync(join(data, 'districts')) ? false : 'no real data: set CITYRIGHT_DATA'

test('new districts hold from the next start, and reports move into them', async () => {
  await taking(csv(line(90)))
  const square = (name: string, w: number, s: number) => ({
    type: 'Feature',
    properties: { name },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [w, s],
          [w + 1, s],
          [w + 1, s + 1],
          [w, s + 1],
          [w, s],
        ],
      ],
    },
  })
  const collection = (...features: object[]) =>
    JSON.stringify({ type: 'FeatureCollection', features })
  const open = square('Open', 0, 0)
  open.geometry.coordinates[0]?.pop()
  const broken = await districtsImport.run(written(collection(square('Fine', 0, 0), open)))
  assert.deepEqual(broken.refused, [{ line: 2, reason: 'a ring does not end where it begins' }])
  assert.deepEqual([broken.imported, broken.updated], [0, 0])
  const file = collection(square('Älter Hafen', -74.5, 40), square('Harbour', -74.4, 40.2))
  const done = await districtsImport.run(written(file))
  assert.equal(done.imported, 2)
  assert.ok(done.notes?.some((note) => /overlap/.test(note)))
  const now = await city.city.db.look(readDistricts)
  assert.deepEqual(
    now.map(({ code, name }) => [code, name]),
    [
      ['alter-hafen', 'Älter Hafen'],
      ['harbour', 'Harbour'],
    ],
  )
  assert.equal((await stored('90'))?.['district'], 'alter-hafen')
})

for (const name of ['amsterdam', 'chicago', 'milan', 'kansas-city']) {
  test(`the districts of ${name} are taken in`, { skip }, async () => {
    const file = join(data, 'districts', `${name}.geojson`)
    const summary = await districtsImport.run(work(file))
    assert.deepEqual(summary.refused, [])
    assert.ok(summary.imported > 80)
    const again = await districtsImport.run(work(file, { dryRun: true }))
    assert.equal(again.read, summary.read)
  })
}
