/** The requests of the sample city, played in a city of a test: a whole year takes longer. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type TestCity } from '#test/city'
import { openAccounts } from './people.ts'
import { protect } from './protecting.ts'
import { setStage } from './stage.ts'
import { readWords } from './words.ts'

let city: TestCity
const DAY = 86_400_000
/** Opening every account of the sample at once takes longer than it needs here. */
const PLAYING = new Set(['operator', 'front-desk', 'unit-lead', 'privacy-officer'])

before(async () => {
  city = await openCity()
})
after(() => city?.close())

test('a visitor of the sample finds requests in every state, a contested reading, and a correction that was told', async () => {
  const words = readWords(city.city.settings.city)
  assert.ok(words)
  const now = Date.parse(city.city.clock())
  const stage = setStage(city.city)
  stage.at(now - 90 * DAY)
  const { people } = words
  const officials = people.officials.filter(({ role }) => PLAYING.has(role))
  const few = { ...people, residents: people.residents.slice(0, 6), officials }
  const cast = await openAccounts(stage, { people: few })
  const [amina] = cast.residents
  const lead = cast.officials.get('unit-lead')
  assert.ok(amina && lead)
  const hole = {
    category: 'pothole',
    answers: { danger: 'maybe' },
    text: 'A hole at the crossing, deep as a hand',
    address: 'Calle del Faro 3',
    ...{ lon: 12.45, lat: 36.93, phone: '+00 555 010 311', toAccount: true },
  }
  const { number } = await stage.does(amina, 'reports.report', hole)
  await stage.does(lead, 'reports.unmask', { number, reason: 'Which side of the crossing?' })
  await stage.looks(lead, 'reports.desk.contact', { number })
  assert.equal(await protect({ stage, cast, now }), true)
  const found = await city.rows(sql`select kind, state, outcome, finding, identified
    from protection.request order by id`)
  assert.deepEqual(
    found.map((one) => [one['kind'], one['state'], one['outcome'] ?? one['identified']]),
    [
      ['contest', 'answered', 'granted'],
      ['correction', 'answered', 'granted'],
      ['erasure', 'answered', 'refused'],
      ['objection', 'handling', null],
      ['question', 'received', null],
      ['access', 'received', 'id-card'],
    ],
  )
  assert.equal(found[0]?.['finding'], 'unlawful')
  const told = await city.rows(sql`select kind, code, acknowledged_at is not null as knows
    from protection.recipient where kind = 'unit'`)
  assert.deepEqual(told, [{ kind: 'unit', code: 'streets', knows: true }])
})
