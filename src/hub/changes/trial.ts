/** Two hubs on this machine for the tests of this service: one that leads, one that copies it. */
import { sql } from '#core/database'
import account from '#services/account'
import record from '#services/record'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import cities from '#hub/cities'
import { openCity, type TestCity } from '#test/city'
import { freePort } from '#test/free-port'
import changes from './service.ts'

const services = [account, record, coalition, declaration, endorsements, cities, changes]

/** A hub that listens under a name of its own. */
export async function openHub(name: string, more: Readonly<Record<string, string>> = {}) {
  const port = await freePort()
  const url = `http://${name}.localhost:${port}`
  const own = { HARVEST_LOOPBACK: 'yes', PORT: String(port), PUBLIC_URL: url }
  const city = await openCity(services, { ...own, ...more })
  await city.city.listen()
  /** Time passes, the log is written, the logs of others are looked at, jobs are done. */
  const passes = async (minutes = 11) => {
    city.later(minutes * 60_000)
    await city.city.record.step()
    await city.work()
  }
  return { ...city, url, host: `${name}.localhost:${port}`, passes }
}
export type Hub = Awaited<ReturnType<typeof openHub>>

/** A member of the directory under a domain of this machine, which no list would accept. */
export async function member(hub: Pick<TestCity, 'city'>, city: string, domain: string) {
  await hub.city.db.transact(async (tx) => {
    await tx.run(sql`insert into cities.city (id, base, same, name, country, kind, placed, domains, sort,
        words, added_at, changed_at)
      values (${city}, ${city}, 1, ${city}, 'XX', 'city', 'none', ${[domain]}::text[], ${city},
        to_tsvector('simple', ${city}), now(), now())`)
    await tx.run(sql`insert into endorsements.membership (city, name, state, decided_on, changed_at)
      values (${city}, ${city}, 'member', '2025-06-01', now())`)
  })
}

/** The lines of a feed. */
export const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
