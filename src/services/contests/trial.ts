/** What the tests of contests share: a reason that was given, a contest as it stands, and the morning's round. */
import { sql } from '#core/database'
import { enqueuer } from '#core/jobs'
import { Refusal } from '#core/kernel'
import type { TestCity } from '#test/city'
import { round } from './jobs.ts'

export const why = (code: string) => (failure: unknown) =>
  failure instanceof Refusal && failure.reasons.some((reason) => reason.code === code)
export const grounds = 'It is not the lamp that is broken: there is a hole in the street.'
export const answer = 'You are right: this is a hole, and the streets unit takes it over.'
export const wrong = { kind: 'category', wanted: 'pothole', grounds } as const
/** The two ways a review ends. */
export const said = {
  outcome: 'upheld',
  right: 'pothole',
  changed: 'category',
  similar: 're-examined',
} as const
export const no = { outcome: 'rejected', changed: 'explained', similar: 'none-known' } as const

/** A contest with the version it stands at. */
export async function contestAt(city: TestCity, number: string) {
  const id = Number(number.slice(2))
  const [row] = await city.rows(sql`select version from contests.contest where id = ${id}`)
  return { number, version: Number(row?.['version']) }
}

/** The round that looks each morning for what is due. */
export async function morningOf({ city, work }: Pick<TestCity, 'city' | 'work'>): Promise<void> {
  await city.db.transact((tx) => enqueuer(tx, city.clock)(round, {}))
  await work()
}

/** What the record says of a kind, in its order. */
export async function entriesOf(city: TestCity, kind: string): Promise<Record<string, unknown>[]> {
  const found = await city.rows(sql`select d from record.outbox where t = ${kind} order by id`)
  return found.map(({ d }) => d as Record<string, unknown>)
}
