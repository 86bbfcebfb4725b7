import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#test/city'
import { type NameServer, openNameServer } from '#test/dns-server'
import { Town } from '#test/town'
import { type Hub, member, openHub } from './trial.ts'
import { promise } from '#test/promise'

const DAY = 26 * 60
let hub: Hub
let servers: readonly NameServer[] = []
let town: Town
let other: Town

/** What both resolvers say stands at `_cityright-key` of a town. */
const shows = (name: string, ...prints: string[]) => {
  for (const { zones } of servers) zones.set(`_cityright-key.${name}.localhost`, { txt: prints })
}

before(async () => {
  servers = [await openNameServer(), await openNameServer()]
  hub = await openHub('hub', { HARVEST_DNS: servers.map(({ address }) => address).join() })
  town = (await new Town('alta').open()).records(5).declares()
  other = (await new Town('bodo').open()).records(5).declares()
  shows('alta', town.print)
  shows('bodo', town.print)
  await member(hub, 'alta-no', town.domain)
  await member(hub, 'bodo-no', other.domain)
  await hub.passes()
  await hub.passes()
})
after(async () => {
  for (const one of [town, other, ...servers]) one?.close()
  await hub?.close()
})

const alarms = (about: string) =>
  hub.rows(sql`select kind from changes.alarm where over_at is null and about = ${about}`)
const known = async (city: string) =>
  (
    await hub.rows(sql`select key->>'x' is not null as known, origin is not null as followed,
      cardinality(prints) as prints from changes.member_log where city = ${city}`)
  )[0]

test('a first document is believed by the key that the DNS shows, and by no other', async () => {
  promise('P6.17')
  assert.deepEqual(await known('alta-no'), { known: true, followed: true, prints: 1 })
  assert.deepEqual(await alarms('alta-no'), [])
  assert.deepEqual(await known('bodo-no'), { known: false, followed: false, prints: 0 })
  assert.deepEqual(await alarms('bodo-no'), [{ kind: 'document-key' }])
})

test('a DNS that names a key nobody knows is an alarm on the front page, until it agrees again', async () => {
  shows('alta', other.print)
  await hub.passes(DAY)
  assert.deepEqual(await alarms('alta-no'), [{ kind: 'key-disagrees' }])
  const front = await hub.anybody.opens('/coalition')
  assert.match(front.text, /The DNS of alta-no names another key/)
  assert.match((await hub.anybody.opens('/federation')).text, /names another key/)
  shows('alta', town.print)
  await hub.passes(DAY)
  assert.deepEqual(await alarms('alta-no'), [])
})

test('a city that lost its key shows the new one in the DNS; without that the new key is an alarm', async () => {
  town.rekeys().declares()
  await hub.passes(DAY)
  assert.deepEqual(await alarms('alta-no'), [{ kind: 'document-key' }])
  shows('alta', town.print)
  await hub.passes(DAY)
  assert.deepEqual(await alarms('alta-no'), [])
  assert.deepEqual(await known('alta-no'), { known: true, followed: true, prints: 2 })
})
