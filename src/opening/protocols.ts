/** What the city speaks with other programs, beside its own pages and actions. */
import type { Protocol, RunningCity } from '#core/web'
import type { Settings } from '../settings.ts'
import { openOpen311 } from './open311/mount.ts'
import { openProvider } from './provider/mount.ts'

/** A city without the register of applications signs nobody in to any. */
export function protocolsOf(city: RunningCity, settings: Settings): Protocol[] {
  const runs = (service: string) => city.services.some(({ name }) => name === service)
  return [
    ...(runs('applications') ? [openProvider(city, settings)] : []),
    ...(runs('open311') ? [openOpen311(city)] : []),
  ]
}
