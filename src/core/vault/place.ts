import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#core/database'

/** Where the vault's own database is: a PostgreSQL server, or a folder. */
export interface VaultPlace {
  readonly url?: string | undefined
  readonly folder?: string | undefined
}

/** The schemas `vault` and `keys` of the vault's database. */
export const vaultMigrations = {
  name: 'vault',
  folder: new URL('./migrations/', import.meta.url),
}

/** Brings the vault's database to this release, while no vault runs on it. */
export async function migrateVault(place: VaultPlace): Promise<{ applied: string[] }> {
  const db = await openDatabase(place)
  try {
    return await db.migrate([vaultMigrations])
  } finally {
    await db.close()
  }
}

/** Unix sockets have short names (104 bytes on some systems): below a deep data folder it is a temporary one. */
export function vaultSocketOf(dataFolder: string): string {
  const near = join(dataFolder, 'vault.sock')
  if (Buffer.byteLength(near) < 100) return near
  const name = createHash('sha256').update(near).digest('hex').slice(0, 16)
  return join(tmpdir(), `cityright-${name}.sock`)
}
