/** Where a city keeps things: its database, and the vault, which is another process. */
import { join } from 'node:path'
import { openVault, type Vault, vaultSocketOf } from '#core/vault'
import type { Logger } from 'pino'
import { masterOf, type Settings } from '../settings.ts'
import { openCityDatabase } from './migrations.ts'

function openVaultOf(settings: Settings, log: Logger): Promise<Vault> {
  return openVault({
    keys: settings.keys,
    socket: settings.vaultSocket ?? vaultSocketOf(settings.data),
    ...masterOf(settings),
    fork: settings.vaultSocket === undefined,
    log,
    ...(settings.vaultDatabaseUrl
      ? { url: settings.vaultDatabaseUrl }
      : { folder: join(settings.data, 'vault') }),
  })
}

/** Opens the database and the vault at the same time: the vault is another process. */
export async function openStores(settings: Settings, log: Logger, held: AsyncDisposableStack) {
  const vault = openVaultOf(settings, log)
  const closed = vault.then(
    (it) => () => it.close(),
    () => () => Promise.resolve(),
  )
  held.defer(async () => (await closed)())
  const db = held.adopt(await openCityDatabase(settings), (it) => it.close())
  return [db, await vault] as const
}
