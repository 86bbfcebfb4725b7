/** Every schema of the city database, in the order in which it is made. */
import { actionsMigrations } from '#core/actions'
import { decisionsMigrations } from '#core/decisions'
import { filesMigrations } from '#core/files'
import { jobsMigrations } from '#core/jobs'
import { peopleMigrations } from '#core/people'
import { recordMigrations } from '#core/record'
import type { Service } from '#core/service'
import { vaultCityMigrations } from '#core/vault'

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
