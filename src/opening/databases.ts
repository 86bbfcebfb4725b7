/** The database of the city: opened, brought to this release, and with a login for each service. */
import { join } from 'node:path'
import { type LoginPlan, type Prepared, prepareDatabase } from '#core/database'
import type { Service } from '#core/service'
import { migrateVault } from '#core/vault'
import { servicesOf } from '../city.ts'
import { isHub } from '../facts.ts'
import type { Settings } from '../settings.ts'
import { cityLogins, CORE } from './logins.ts'
import { migrationSets } from './migrations.ts'

/** The file with the passwords of the city's logins. */
export const loginFile = ({ keys }: Pick<Settings, 'keys'>) => join(keys, 'database-logins.json')

/** PostgreSQL when a URL names one, else embedded in the data folder. */
export function openCityDatabase(
  settings: Settings,
  services: readonly Service[],
  { passwords = 'require' }: Partial<Pick<LoginPlan, 'passwords'>> = {},
): Promise<Prepared> {
  const { databaseUrl: url, data, databaseLogins: logins } = settings
  const plan = { ...cityLogins(services), file: loginFile(settings), passwords }
  const place = url ? { url } : { folder: join(data, 'city') }
  return prepareDatabase(place, { sets: migrationSets(services), plan, first: CORE, logins })
}

/** Brings both databases to this release. */
export async function migrateCity(
  settings: Settings,
): Promise<{ applied: string[]; logins: string }> {
  const services = servicesOf({ hub: isHub(settings.city) })
  const { db, applied } = await openCityDatabase(settings, services, { passwords: 'make' })
  try {
    const { vaultDatabaseUrl: url, data, keys, databaseLogins: logins } = settings
    const place = url ? { url } : { folder: join(data, 'vault') }
    // The vault may have a key folder of its own; it sets its password when it starts.
    const vault = await migrateVault({ ...place, keys, logins, passwords: 'leave' })
    const names = vault.applied.map((name) => `vault: ${name}`)
    return { applied: [...applied, ...names], logins: db.logins }
  } finally {
    await db.close()
  }
}
