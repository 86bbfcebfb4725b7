/** Publishing, as who keeps the directory does it: by the action of the cities' service. */
import type { Action } from '#core/actions'
import cities from '#hub/cities'
import type { TestCity } from '#test/city'

let keepers = 0

/** Publishes an accepted application, as a new city or as one of the directory. */
export async function admitting(
  hub: TestCity,
  application: number,
  city?: string,
): Promise<string> {
  const admit: Action | undefined = cities.actions.find(({ name }) => name === 'cities.admit')
  if (!admit) throw new Error('the directory cannot publish')
  keepers += 1
  const keeper = await hub.official(`keeper${keepers}`, 'secretariat')
  const known = city === undefined ? {} : { city }
  const done = await keeper.does(admit, { application: String(application), ...known })
  return (done as { city: string }).city
}
