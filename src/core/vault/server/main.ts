/**
 * The vault itself: opens its database and keys, and answers on its socket until it is told to
 * stop.
 */
import type { Socket } from 'node:net'
import { isAbsolute, relative } from 'node:path'
import type { Database } from '#core/database'
import { requireNoneUnderWay } from '../backup/under-way.ts'
import { CannotStart, readOrMakeKey } from '../key-folder.ts'
import type { VaultLog } from '../log.ts'
import { openVaultDatabase, type VaultPlace } from '../place.ts'
import { takeConnection } from './connection.ts'
import { openKeys } from './keys.ts'
import type { MasterPlace } from './masters/provider.ts'
import { replayLedger } from './ledger.ts'
import { listen } from './listen.ts'
import { openPasswords } from './passwords.ts'
import type { Strongroom } from './strongroom.ts'

/** Where the vault keeps what it holds, and where it listens. */
export interface ServerSettings extends VaultPlace, MasterPlace {
  readonly keys: string
  readonly socket: string
  /** `one`: the vault works as the owner of its database. */
  readonly logins?: 'each' | 'one' | undefined
}

/** A vault that answers. */
export interface RunningVault {
  close(): Promise<void>
}

function refuseTogether({ keys, folder }: ServerSettings): void {
  if (!folder) return
  const inside = relative(folder, keys)
  if (inside.startsWith('..') || isAbsolute(inside)) return
  throw new CannotStart(
    `The key folder ${keys} lies in the data folder ${folder}: ` +
      'a copy of the data would bring its keys along',
  )
}

/** Everything but the socket: on a database that is ready, with its keys. */
export async function openRoom(
  db: Database,
  settings: Pick<ServerSettings, 'keys'> & MasterPlace,
  log: VaultLog,
): Promise<Strongroom> {
  const keys = await openKeys(db, settings.keys, settings)
  await replayLedger({ db, log }, settings.keys)
  return {
    db,
    keys,
    log,
    folder: settings.keys,
    passwords: openPasswords(keys.key('pepper', 'password')),
  }
}

/** Starts to answer. Throws `CannotStart`, with a sentence for the operator, when it must not. */
export async function startVault(settings: ServerSettings, log: VaultLog): Promise<RunningVault> {
  refuseTogether(settings)
  requireNoneUnderWay(settings.keys)
  const { url, folder, keys, socket: path } = settings
  const { db } = await openVaultDatabase({ url, folder }, settings)
  const open = new Set<Socket>()
  try {
    const room = await openRoom(db, settings, log)
    const channelKey = readOrMakeKey(keys, 'channel')
    const server = await listen(path, (socket) => {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
      takeConnection(socket, room, channelKey)
    })
    return {
      async close() {
        const closed = new Promise((done) => server.close(done))
        for (const socket of open) socket.destroy()
        await closed
        await db.close()
      },
    }
  } catch (failure) {
    await db.close()
    throw failure
  }
}
