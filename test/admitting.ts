/** Publishing, as who keeps the directory does it: by the action of the cities' service. */
import { z } from 'zod'
import type { TestCity } from '#test/city'
import { hubCan } from '#test/coalition'

let keepers = 0

/** Publishes an accepted application, as a new city or as one of the directory. */
export async function admitting(
  hub: TestCity,
  application: number,
  city?: string,
): Promise<string> {
  keepers += 1
  const keeper = await hub.official(`keeper${keepers}`, 'secretariat')
  const known = city === undefined ? {} : { city }
  const it = { application: String(application), ...known }
  const done = await keeper.does(hubCan('cities.admit'), it)
  return z.object({ city: z.string() }).parse(done).city
}
