import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { areaIndex, areasFromGeoJson } from '#core/kernel'
import { openQuestions, readAnswers } from './answers.ts'
import { category, reportsConfig } from './config.ts'
import { correctionOf } from './correcting.ts'
import { findPlace } from './place.ts'

const words = { en: 'x' }
const options = [
  { value: 'big', label: words },
  { value: 'small', label: words },
]
const lamp = category.parse({
  code: 'lamp',
  group: 'light',
  name: words,
  instructions: words,
  unit: 'lighting',
  publicPoint: true,
  publicText: true,
  slaDays: 3,
  questions: [
    { code: 'plate', type: 'text', label: words, most: 5 },
    { code: 'lamps', type: 'number', label: words, least: 1, most: 9 },
    { code: 'since', type: 'date', label: words },
    { code: 'size', type: 'one', label: words, options, required: true },
    { code: 'sizes', type: 'several', label: words, options },
  ],
})

test('answers of all five types are read as what they are', () => {
  const given = {
    plate: ' L-2 ',
    lamps: '3',
    since: '2026-02-28',
    size: 'big',
    sizes: ['small', 'big'],
  }
  assert.deepEqual(readAnswers(lamp, { ...given, other: 'dropped' }), {
    answers: { plate: 'L-2', lamps: 3, since: '2026-02-28', size: 'big', sizes: ['big', 'small'] },
    reasons: [],
  })
})

test('each answer that does not fit is named at its field', () => {
  const given = { plate: 'L-2044', lamps: '0', since: '30 February', size: 'huge', sizes: 'huge' }
  const { answers, reasons } = readAnswers(lamp, given)
  assert.deepEqual(answers, {})
  assert.deepEqual(
    reasons.map(({ code, field }) => `${field} ${code}`),
    [
      'answers.plate too_big.string',
      'answers.lamps too_small.number',
      'answers.since invalid_format.date',
      'answers.size invalid_value',
      'answers.sizes invalid_value',
    ],
  )
})

test('only what must be answered is missed', () => {
  assert.deepEqual(
    readAnswers(lamp, { size: '' }).reasons.map(({ code, field }) => `${field} ${code}`),
    ['answers.size required'],
  )
  assert.equal(openQuestions(lamp, {}), 1)
  assert.equal(openQuestions(lamp, { size: 'big' }), 0)
})

const luzarra = new URL('../../../cities/luzarra/', import.meta.url)
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, luzarra), 'utf8'))
const districts = areaIndex(
  areasFromGeoJson(json('districts.geojson'), { code: 'code', name: 'name' }),
)

test('a point tells its district, whatever else was said; outside the city there is none', () => {
  const harbour = findPlace(districts, { lon: 12.447, lat: 36.925, district: 'molinos' })
  assert.equal(harbour.place.district, 'puerto-viejo')
  const sea = findPlace(districts, { lon: 12.447, lat: 36.903, address: 'on the boat' })
  assert.equal(sea.insideTheCity, false)
})

test('an address without a point is a place; its district is what the reporter says', () => {
  const found = findPlace(districts, { address: ' Calle del Faro 3 ', district: 'cerro-faro' })
  assert.deepEqual(found.place, {
    address: 'Calle del Faro 3',
    lon: null,
    lat: null,
    district: 'cerro-faro',
  })
  assert.equal(found.placed && found.insideTheCity, true)
  assert.equal(findPlace(districts, { lon: 12.447 }).placed, false)
})

test('what is sent along unchanged is no correction, even where the place is no longer in the city', () => {
  const at = { address: 'on the boat', lon: 12.447, lat: 36.903, district: 'puerto-viejo' }
  const report = { category: 'lamp-out', ...at }
  const none = { category: undefined, found: undefined }
  assert.deepEqual(correctionOf(districts, report, { ...at, category: 'lamp-out' }), none)
  assert.deepEqual(correctionOf(districts, report, {}), none)
  const kind = correctionOf(districts, report, { ...at, category: 'pothole' })
  assert.deepEqual(kind, { category: 'pothole', found: undefined })
  const moved = correctionOf(districts, report, { ...at, lat: 36.925, category: 'pothole' })
  assert.deepEqual([moved.category, moved.found?.place.lat], ['pothole', 36.925])
  const away = correctionOf(districts, report, { ...at, lat: 36.9 })
  assert.equal(away.found?.insideTheCity, false, 'another place outside is refused, not overlooked')
  const half = correctionOf(districts, report, { lon: 12.447 })
  assert.equal(half.found?.placed, false)
  const inside = { ...report, lat: 36.925 }
  const other = correctionOf(districts, inside, { ...at, lat: 36.925, district: 'molinos' })
  assert.deepEqual(other, none, 'the point says the district')
})

test('the districts of Luzarra cover it without gaps', () => {
  for (let step = 0; step < 2000; step += 1) {
    const lon = 12.41 + ((step * 0.618) % 1) * 0.1
    const lat = 36.92 + ((step * 0.381) % 1) * 0.037
    assert.ok(districts.at({ lon, lat }), `${lon} ${lat} lies in no district`)
  }
})

test('the categories of Luzarra are complete in three languages and name units that exist', () => {
  const config = reportsConfig.parse(json('reports.json'))
  const { units } = json('city.json') as { units: { code: string }[] }
  const languages = ['en', 'es', 'ar']
  for (const each of config.categories) {
    assert.ok(
      each.unsorted ? each.unit === 'none' : units.some(({ code }) => code === each.unit),
      each.code,
    )
    const questions = each.questions.flatMap(({ label, options: all }) => [
      label,
      ...all.map((option) => option.label),
    ])
    for (const said of [each.name, each.instructions, ...questions]) {
      assert.deepEqual(Object.keys(said), languages, each.code)
    }
  }
})
