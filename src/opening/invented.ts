/** Whether the people of a city are invented: then anybody may sign in as them and read their mail. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, Tx } from '#core/database'
import { listPosts } from '#core/people'
import { listEntries } from '#core/record'
import { services } from '../city.ts'
import type { Settings } from '../settings.ts'
import { readMark } from './sample/mark.ts'

/** Whether an act of a service is on the record; what a city declares when it starts is none. */
async function hasActed(tx: Tx): Promise<boolean> {
  const acts = services.flatMap(({ entries = [], declares = [] }) =>
    entries.filter((one) => !declares.includes(one)),
  )
  for (const { name: kind } of acts) {
    if ((await listEntries(tx, { kind, limit: 1 })).length > 0) return true
  }
  return false
}

/** Whether nobody works in this city and nothing ever happened in it. */
export async function isEmpty(db: Database): Promise<boolean> {
  return db.look(async (tx) => {
    const posts = await listPosts(tx, { limit: 1 })
    return posts.length === 0 && !(await hasActed(tx))
  })
}

/**
 * A city on embedded databases that was filled with invented people, or is about to be. One in which real
 * people live already does not become a sample because somebody forgot `--no-sample`.
 */
export async function isInvented(db: Database, settings: Settings): Promise<boolean> {
  if (!settings.sample || settings.databaseUrl) return false
  if (readMark(settings.data) !== undefined) return true
  return existsSync(join(settings.city, 'sample')) && isEmpty(db)
}
