/** Every schema of the city database, in the order in which it is made. */
import { actionsMigrations } from '#core/actions'
import { type Database, openDatabase } from '#core/database'
import { decisionsMigrations } from '#core/decisions'
import { filesMigrations } from '#core/files'
import { jobsMigrations } from '#core/jobs'
import { peopleMigrations } from '#core/people'
import { recordMigrations } from '#core/record'
import type { Service } from '#core/service'
import { migrateVault, vaultCityMigrations } from '#core/vault'
import { join } from 'node:path'
import { servicesOf } from '../city.ts'
import { isHub } from '../facts.ts'
import type { Settings } from '../settings.ts'

/** The migration sets of the core and of these services. */
export function migrationSets(of: readonly Service[]): { name: string; folder: URL }[] {
  return [
    peopleMigrations,
    vaultCityMigrations,
    recordMigrations,
    decisionsMigrations,
    filesMigrations,
    jobsMigrations,
    actionsMigrations,
    ...of.flatMap(({ name, migrations }) => (migrations ? [{ name, folder: migrations }] : [])),
  ]
}

/** The city database: PostgreSQL when a URL names one, else embedded in the data folder. */
export function openCityDatabase(settings: Settings): Promise<Database> {
  return openDatabase(
    settings.databaseUrl ? { url: settings.databaseUrl } : { folder: join(settings.data, 'city') },
  )
}

/** Brings both databases to this release. */
export async function migrateCity(settings: Settings): Promise<{ applied: string[] }> {
  const db = await openCityDatabase(settings)
  try {
    const city = await db.migrate(migrationSets(servicesOf({ hub: isHub(settings.city) })))
    const vault = await migrateVault(
      settings.vaultDatabaseUrl
        ? { url: settings.vaultDatabaseUrl }
        : { folder: join(settings.data, 'vault') },
    )
    return { applied: [...city.applied, ...vault.applied.map((name) => `vault: ${name}`)] }
  } finally {
    await db.close()
  }
}
