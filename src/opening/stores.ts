/** Where a city keeps things: its database, and the vault, which is another process. */
import { join } from 'node:path'
import type { Database } from '#core/database'
import { openVault, type Vault, vaultSocketOf } from '#core/vault'
import type { Service } from '#core/service'
import type { Logger } from 'pino'
import { masterOf } from '../settings-vault.ts'
import type { Settings } from '../settings.ts'
import { openCityDatabase } from './databases.ts'

function openVaultOf(settings: Settings, log: Logger): Promise<Vault> {
  return openVault({
    keys: settings.keys,
    socket: settings.vaultSocket ?? vaultSocketOf(settings.data),
    ...masterOf(settings),
    fork: settings.vaultSocket === undefined,
    log,
    logins: settings.databaseLogins,
    ...(settings.vaultDatabaseUrl
      ? { url: settings.vaultDatabaseUrl }
      : { folder: join(settings.data, 'vault') }),
  })
}

/** What of the walls inside the database does not stand is said at every start (docs/operate/install.md). */
function sayWhose({ logins }: Database, byOwner: boolean, log: Logger): void {
  if (logins === 'one')
    log.warn(
      'all services share one login of the database: a fault in one reaches the tables of all',
    )
  else if (logins === 'each' && byOwner)
    log.info(
      'each service has its own login; DATABASE_URL names the owner, who could do everything',
    )
}

/** Opens the database and the vault at the same time: the vault is another process. */
export async function openStores(
  settings: Settings,
  { log, services }: { log: Logger; services: readonly Service[] },
  held: AsyncDisposableStack,
) {
  const vault = openVaultOf(settings, log)
  const closed = vault.then(
    (it) => () => it.close(),
    () => () => Promise.resolve(),
  )
  held.defer(async () => (await closed)())
  const { db, byOwner } = await openCityDatabase(settings, services)
  held.adopt(db, (it) => it.close())
  sayWhose(db, byOwner, log)
  return [db, await vault] as const
}
