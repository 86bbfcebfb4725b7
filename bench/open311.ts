/** The list of a thousand requests, as another program asks for it; beside the bare SQL of the same rows. */
import { setTimeout } from 'node:timers/promises'
import { sql } from '#core/database'
import { pino } from 'pino'
import { z } from 'zod'
import { type OpenCity, openCity } from '../src/opening/open.ts'
import { settingsFrom } from '../src/settings.ts'
import type { Environment } from './programs.ts'
import { importRows } from './stage.ts'

type Apart = <T>(work: (env: Environment, folder: string) => Promise<T>) => Promise<T>

/** Milliseconds of one answer: in the middle, and at worst but for five in a hundred. */
export interface Took {
  readonly p50: number
  readonly p95: number
}

/** The same thousand rows in each format, and by bare SQL. */
export interface Listed {
  readonly rows: number
  readonly xml: Took
  readonly json: Took
  readonly bare: Took
}

/** On both kinds of database, out of so many reports. */
export interface Open311Figures {
  readonly reports: number
  readonly postgres: Listed
  readonly embedded: Listed
}

const ROWS = 1000
const WARM = 10
const BUSY = 'busy'
const SPAN = 'start_date=2025-01-01T00:00:00Z&end_date=2025-03-31T00:00:00Z'

async function timed(times: number, work: () => Promise<unknown>): Promise<Took> {
  const took: number[] = []
  for (let n = 0, refused = 0; n < times + WARM; n += 1) {
    const began = performance.now()
    const answered = await work()
    if (answered === BUSY && (refused += 1) < times) {
      // A city on a machine that others use as well may say that it is busy: it is asked again a little later.
      await setTimeout(500)
      n -= 1
    } else if (n >= WARM) took.push(performance.now() - began)
  }
  const sorted = took.toSorted((a, b) => a - b)
  const part = (share: number) => Number((sorted[Math.floor(times * share)] ?? 0).toFixed(1))
  return { p50: part(0.5), p95: part(0.95) }
}

/** What the list holds, read from its table and no further. */
const bare = (city: OpenCity) =>
  city.db.as('open311').look((tx) =>
    tx.many(
      sql`select number, state, class, category, district, address, lon, lat, text, unit, source, opened_at, changed_at,
            closed_at, due_on, duplicate_of from reports.report
          where class <> 'hidden' and opened_at >= '2025-01-01' and opened_at < '2025-03-31'
          order by opened_at desc, number desc limit ${ROWS}`,
      z.unknown(),
    ),
  )

async function listed(city: OpenCity, times: number): Promise<Listed> {
  const asked = (format: string) => async () => {
    const got = await city.web.inject({ url: `/open311/v2/requests.${format}?${SPAN}` })
    if (got.statusCode === 503) return BUSY
    if (got.statusCode !== 200) throw new Error(got.body)
    return got.body
  }
  const rows = (await asked('xml')()).split('<request>').length - 1
  if (rows !== ROWS) throw new Error(`${rows} rows are no ${ROWS}`)
  const [xml, json] = [await timed(times, asked('xml')), await timed(times, asked('json'))]
  return { rows, xml, json, bare: await timed(times, () => bare(city)) }
}

/** Takes rows in and asks for them. */
export async function measureOpen311(apart: Apart, quick: boolean): Promise<Open311Figures> {
  const [reports, times] = quick ? [5000, 50] : [100_000, 200]
  const on = (embedded: boolean) =>
    apart(async (its, folder) => {
      const env = embedded ? { ...its, DATABASE_URL: '', VAULT_DATABASE_URL: '' } : its
      await importRows(env, folder, 'cityright', reports)
      const settings = settingsFrom({ ...process.env, ...env, PORT: '0', REQUESTS_PER_MINUTE: '0' })
      const city = await openCity(settings, { work: false, log: pino({ level: 'error' }) })
      try {
        return await listed(city, times)
      } finally {
        await city.close()
      }
    })
  return { reports, postgres: await on(false), embedded: await on(true) }
}
