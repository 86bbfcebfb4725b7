/** Where a city keeps things: its database, and the vault, which is another process. */
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openVault, type Vault } from '#core/vault'
import type { Logger } from 'pino'
import type { Settings } from '../settings.ts'
import { openCityDatabase } from './migrations.ts'

/** Unix sockets have short names (104 bytes on some systems): below a deep data folder it is a temporary one. */
function socketOf(settings: Settings): string {
  if (settings.vaultSocket) return settings.vaultSocket
  const near = join(settings.data, 'vault.sock')
  if (Buffer.byteLength(near) < 100) return near
  const name = createHash('sha256').update(near).digest('hex').slice(0, 16)
  return join(tmpdir(), `cityright-${name}.sock`)
}

function openVaultOf(settings: Settings, log: Logger): Promise<Vault> {
  return openVault({
    keys: settings.keys,
    socket: socketOf(settings),
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
