import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, sql, type TestCity } from '#test/city'
import { openTowns } from './examine/trial.ts'

const DAY = 86_400_000
const towns = await openTowns()
const bergen = towns.town('bergen')
let hub: TestCity

/** A city of the directory, and where it stands. */
async function lists(city: string, domain: string, state: string, decided: string | null) {
  await hub.city.db.transact(async (tx) => {
    await tx.run(sql`insert into cities.city (id, base, same, name, country, kind, placed, domains, sort,
        words, added_at, changed_at)
      values (${city}, ${city}, 1, ${city}, 'NO', 'city', 'none', ${[domain]}::text[], ${city},
        to_tsvector('simple', ${city}), now(), now())`)
    await tx.run(sql`insert into endorsements.membership (city, name, state, decided_on, changed_at)
      values (${city}, ${city}, ${state}, ${decided}, now())`)
  })
}

before(async () => {
  hub = await openCity(undefined, { HARVEST_LOOPBACK: 'yes' })
  await hub.work()
  bergen.declares([{ rel: 'software', path: '/publiccode.yml' }])
  const code = `publiccodeYmlVersion: "0.4"
name: x
url: https://x.example/
platforms: [web]
developmentStatus: stable
softwareType: library
releaseDate: 2026-02-01
description: { en: { shortDescription: x } }
legal: { license: MIT }`
  bergen.serves('/publiccode.yml', { body: code, type: 'text/yaml' })
  await lists('bergen-no', bergen.domain, 'member', '2025-06-01')
  await lists('oslo-no', 'oslo.localhost:1', 'historic', '2019-01-01')
  hub.later(6 * 60_000)
  await hub.work()
})
after(async () => {
  towns.close()
  await hub.close()
})

const node = (city: string) =>
  hub.rows(sql`select domain, asking, by_hand as "byHand" from evidence.node where city = ${city}`)
const found = (item: string) =>
  hub.rows(sql`select value, level, reasons from evidence.finding
    where city = 'bergen-no' and item = ${item} and current`)

test('a member of the directory is asked by itself; one whose proofs are missing is not', async () => {
  assert.deepEqual(await node('bergen-no'), [
    { domain: bergen.domain, asking: true, byHand: false },
  ])
  assert.deepEqual(await node('oslo-no'), [])
  assert.equal((await found('S84'))[0]?.['value'], 'pass')
})

test('an answer is a sign of life: the coalition is told that the city was heard of', async () => {
  const heard = await hub.rows(
    sql`select city, harvest_at is not null as harvest, report_at as report from endorsements.heard`,
  )
  assert.deepEqual(heard, [{ city: 'bergen-no', harvest: true, report: null }])
})

test('the hub knows whether the endorsement is in force and was affirmed in the last two years', async () => {
  assert.deepEqual(await found('S67'), [{ value: 'pass', level: 'E3', reasons: [] }])
})

test('the directory learns how far the evidence reaches, and for which principles', async () => {
  const told = await hub.rows(
    sql`select principles, evidence from cities.finding where city = 'bergen-no'`,
  )
  assert.deepEqual(told, [{ principles: ['openness'], evidence: 3 }])
})

test('a member that goes on hold does not uphold the declaration; one that leaves is no longer asked', async () => {
  const stands = (state: string) =>
    hub.city.db.transact((tx) =>
      tx.run(sql`update endorsements.membership set state = ${state} where city = 'bergen-no'`),
    )
  await stands('on_hold')
  hub.later(DAY + 3 * 3_600_000)
  await hub.work()
  assert.deepEqual(await found('S67'), [{ value: 'fail', level: 'E0', reasons: ['not-endorsed'] }])
  await stands('withdrawn')
  hub.later(6 * 60_000)
  await hub.work()
  assert.equal((await node('bergen-no'))[0]?.['asking'], false)
  const page = await hub.anybody.opens('/evidence/bergen-no')
  assert.match(page.text, /Open source software/)
  const entries = await hub.rows(sql`select d->'asking' as asking from record.outbox
    where t = 'evidence.watched' and d->>'city' = 'bergen-no' order by id`)
  assert.deepEqual(entries, [{ asking: true }, { asking: false }])
})
