/** What somebody takes along: the areas they follow. */
import type { Tx } from '#core/database'
import type { Area, Rhythm } from './model.ts'
import { listOwn } from './store.ts'

/** An area in the archive of its follower. */
export interface TakenArea extends Area {
  readonly state: string
  readonly rhythm: Rhythm
  readonly since: string
  readonly until: string
}

/** Everything somebody follows; the secrets of the letters stay in the letters. */
export async function takeAreas(tx: Tx, person: string): Promise<TakenArea[]> {
  const all = await listOwn(tx, person)
  return all.map(({ state, rhythm, askedAt, endsOn, ...one }) => ({
    district: one.district,
    called: one.called,
    lon: one.lon,
    lat: one.lat,
    metres: one.metres,
    category: one.category,
    state,
    rhythm,
    since: askedAt,
    until: endsOn,
  }))
}
