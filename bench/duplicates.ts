/**
 * The search for the same problem among many reports, as the page of a resident and the desk of an official ask it:
 * nearest rows, their words compared, the most alike first. Beside it the bare SQL that finds the sixty nearest.
 */
import { chanceFrom } from '#core/kernel'
import { sql } from '#core/database'
import { alikeAtDesk, alikeInPublic, type Problem, reportsOf } from '#services/reports'
import { pino } from 'pino'
import { z } from 'zod'
import { type OpenCity, openCity } from '../src/opening/open.ts'
import { settingsFrom } from '../src/settings.ts'
import type { Took } from './open311.ts'
import type { Environment } from './programs.ts'
import { importRows } from './stage.ts'

type Apart = <T>(work: (env: Environment, folder: string) => Promise<T>) => Promise<T>

/** How long each search took. */
export interface Searched {
  /** What a resident is shown, within the radius of her category. */
  readonly public: Took
  /** What an official is shown: all kinds of a group, four times as far. */
  readonly desk: Took
  /** A resident's, in a category that reaches a thousand metres. */
  readonly wide: Took
  /** An official's in the same category: a thousand metres, the furthest that a city can choose. */
  readonly furthest: Took
  readonly bare: Took
  /** Searches that found something. */
  readonly found: number
}

/** On both kinds of database, out of so many reports. */
export interface Duplicates {
  readonly reports: number
  readonly searches: number
  readonly postgres: Searched
  readonly embedded: Searched
}

const NOW = '2025-12-30T12:00:00.000Z'
const CATEGORIES = ['lamp-out', 'pothole', 'full-bin', 'graffiti', 'tree', 'blocked-drain'] as const
const WORDS = 'lamp broken since Monday corner dark harbour school water deep glass bench'.split(
  ' ',
)
const WIDE = 1000
const WARM = 10

/** Somebody's problem at an invented place of the city, the same ones in every run. */
function problems(many: number): Problem[] {
  const chance = chanceFrom(20_260_302)
  const one = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
  return Array.from({ length: many }, () => ({
    category: one(CATEGORIES),
    answers: {},
    address: null,
    lon: 12.41 + chance() * 0.1,
    lat: 36.91 + chance() * 0.06,
    text: Array.from({ length: 8 }, () => one(WORDS)).join(' '),
    language: 'en',
  }))
}

async function timed(all: readonly Problem[], work: (one: Problem) => Promise<unknown>) {
  const took: number[] = []
  for (const [n, one] of [...all.slice(0, WARM), ...all].entries()) {
    const began = performance.now()
    await work(one)
    if (n >= WARM) took.push(performance.now() - began)
  }
  const sorted = took.toSorted((a, b) => a - b)
  const part = (share: number) => Number((sorted[Math.floor(all.length * share)] ?? 0).toFixed(1))
  return { p50: part(0.5), p95: part(0.95) }
}

async function searched(city: OpenCity, all: readonly Problem[]): Promise<Searched> {
  const { db } = city
  const reports = reportsOf(city.facts)
  const further = {
    ...reports,
    categories: reports.categories.map((one) => ({ ...one, radius: WIDE })),
  }
  const asked = { reports, now: NOW }
  const atDesk = (of: typeof reports) => (one: Problem) =>
    db.as('reports').look((tx) => alikeAtDesk(tx, one, { reports: of, now: NOW, units: 'all' }))
  let found = 0
  const inPublic = async (one: Problem) => {
    const alike = await db.as('reports').look((tx) => alikeInPublic(tx, one, asked))
    if (alike.length > 0) found += 1
  }
  return {
    public: await timed(all, inPublic),
    desk: await timed(all, atDesk(reports)),
    wide: await timed(all, (one) =>
      db.as('reports').look((tx) => alikeInPublic(tx, one, { reports: further, now: NOW })),
    ),
    furthest: await timed(all, atDesk(further)),
    bare: await timed(all, ({ lon, lat }) =>
      db.as('reports').look((tx) =>
        tx.many(
          sql`select number, text from reports.report
            order by spot <-> point(radians(${lon}::float8), ln(tan(pi() / 4 + radians(${lat}::float8) / 2)))
            limit 60`,
          z.unknown(),
        ),
      ),
    ),
    found,
  }
}

/** Takes rows in and searches among them. */
export async function measureDuplicates(apart: Apart, quick: boolean): Promise<Duplicates> {
  const [reports, searches] = quick ? [5000, 100] : [100_000, 400]
  const on = (embedded: boolean) =>
    apart(async (its, folder) => {
      const env = embedded ? { ...its, DATABASE_URL: '', VAULT_DATABASE_URL: '' } : its
      await importRows(env, folder, 'cityright', reports)
      const settings = settingsFrom({ ...process.env, ...env, PORT: '0' })
      const city = await openCity(settings, { work: false, log: pino({ level: 'error' }) })
      try {
        return await searched(city, problems(searches))
      } finally {
        await city.close()
      }
    })
  return { reports, searches, postgres: await on(false), embedded: await on(true) }
}
