/**
 * How long a hub needs to ask a thousand cities: one server on this machine answers for a thousand names, as their
 * own servers would, 20 ms late. Each city is asked for its document, eight declared ones, its start page and what is
 * sampled of them; each through the whole way of the hub, into the database. Prints JSON.
 *
 *   node scripts/run.mjs --source bench/harvest.ts [cities]
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SCHEMA, WELL_KNOWN } from '#core/discovery'
import { sql } from '#core/database'
import { freshDatabases } from '#test/databases'
import { pino } from 'pino'
import { z } from 'zod'
import { openCity } from '../src/opening/open.ts'
import { settingsFrom } from '../src/settings.ts'

const CITIES = Number(process.argv[2] ?? 1000)
const LATE = 20
const LONGEST = 15 * 60_000

const campaign = { start: '2026-01-01', end: '2026-02-01', channels: ['radio'], languages: ['es'] }
const register = Array.from({ length: 40 }, (_, n) => ({ name: `a${n}`, owner: 'x', purpose: 'y' }))
const entryOf = (n: number, host: string) => ({
  '@type': 'dcat:Dataset',
  'dcat:title': `data set ${n}`.padEnd(300, '.'),
  'dcat:downloadURL': `http://${host}/file/${n}.csv`,
})

/** What each city answers: a catalogue of 300 kB, and small documents. */
const PAGES: Readonly<Record<string, (host: string) => object>> = {
  '/data.json': (host) => ({ '@graph': Array.from({ length: 800 }, (_, n) => entryOf(n, host)) }),
  '/algorithms.json': () => ({ algorithms: register }),
  '/campaigns.json': () => ({ campaigns: Array.from({ length: 20 }, () => campaign) }),
  '/law.json': () => ({ instruments: [{ identifier: '/eli/x', inForce: '2025-01-01' }] }),
  '/equity.json': () => ({ method: 'm', privacy: 'p', nextWave: '2027-01-01' }),
  '/net.json': () => ({ pledged: '2025-01-01', contracts: { total: 9, withClause: 4 } }),
  '/procurement.json': () => ({ tenders: 40, withClause: 12 }),
  '/classes.json': () => ({ sessions: [{ start: '2026-01-05', seats: 12 }] }),
}
const RELS: Readonly<Record<string, string>> = {
  '/data.json': 'open-data',
  '/algorithms.json': 'algorithm-register',
  '/campaigns.json': 'campaigns',
  '/law.json': 'legislation',
  '/equity.json': 'equity-data',
  '/net.json': 'net-neutrality',
  '/procurement.json': 'procurement',
  '/classes.json': 'classes',
}

function documentOf(host: string): object {
  const name = host.split(':')[0] ?? ''
  return {
    schema: SCHEMA,
    version: 1,
    city: { name: { en: name }, country: 'XX', officialDomains: [name] },
    links: Object.entries(RELS).map(([path, rel]) => ({ rel, href: `http://${host}${path}` })),
    updated: '2026-03-01T00:00:00Z',
  }
}

function answer(host: string, path: string, response: ServerResponse): void {
  const send = (type: string, body: string) =>
    void response.writeHead(200, { 'content-type': type }).end(body)
  const made = path === WELL_KNOWN ? documentOf : PAGES[path]
  if (made) return send('application/json', JSON.stringify(made(host)))
  if (path === '/') return send('text/html', '<html lang="en"><title>T</title><p>City</p></html>')
  return send('text/csv', 'a,b\n')
}

let requests = 0
const server = createServer((request, response) => {
  requests += 1
  setTimeout(() => answer(request.headers.host ?? '', request.url ?? '/', response), LATE)
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
const { port } = server.address() as AddressInfo

const folder = mkdtempSync(join(tmpdir(), 'cityright-bench-'))
const { environment, drop } = await freshDatabases(folder)
const own = { PORT: '0', DATA: join(folder, 'data'), HARVEST_LOOPBACK: 'yes' }
const settings = settingsFrom({ ...environment, ...own }, { sample: false })
const city = await openCity(settings, { log: pino({ level: 'silent' }), work: false })

const Count = z.object({ asked: z.number() })
async function countAsked(): Promise<number> {
  const statement = sql`select count(*) as asked from evidence.node where asked_at is not null`
  return (await city.db.look((tx) => tx.one(statement, Count)))?.asked ?? 0
}

await city.db.transact((tx) =>
  tx.run(sql`insert into evidence.node (city, domain, next_at, by_hand)
    select 'town-xx-' || n, 'town' || n || '.localhost:' || ${port}::text, now(), true
    from generate_series(1, ${CITIES}::integer) n`),
)
await city.db.transact((tx) =>
  tx.run(sql`insert into jobs.job (id, name, input, asked_at, due_at, retries)
      values ('bench', 'evidence.plan', '{}', now(), now(), 0)`),
)
const before = process.memoryUsage().rss
let peak = before
const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100)
const began = performance.now()
await city.jobs.start()
while ((await countAsked()) < CITIES && performance.now() - began < LONGEST) {
  await new Promise((done) => setTimeout(done, 250))
}
const seconds = Math.round((performance.now() - began) / 100) / 10
const asked = await countAsked()
clearInterval(watching)
const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2)
process.stdout.write(
  `${JSON.stringify({ cities: asked, seconds, requests, before: megabytes(before), peak: megabytes(peak) })}\n`,
)
server.closeAllConnections()
server.close()
await city.close()
await drop()
rmSync(folder, { recursive: true, force: true })
