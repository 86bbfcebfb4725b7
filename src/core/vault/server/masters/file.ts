/** The master key as a file of the key folder, perhaps under a passphrase. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Database } from '#core/database'
import { CannotStart, openKeyFolder, readKey, readOrMakeKey } from '../../key-folder.ts'
import { fileOf } from './file-name.ts'
import { fingerprintOf, type Lock } from '../../passphrase.ts'
import { unwrap, wrap } from '../seal.ts'
import { type Known, knownMasters, remember } from './known.ts'
import type { MasterKey } from './provider.ts'

interface Folder {
  readonly db: Database
  readonly folder: string
  readonly lock: Lock
}

function missing({ folder }: Folder, version: number): CannotStart {
  return new CannotStart(
    `The vault database is encrypted, but its key file ${folder}/${fileOf(version)}.key is missing. ` +
      'Bring it back from its backup, or make it whole from two shares with cityright masterkey ' +
      'recover: without it the personal data cannot be read by anybody.',
  )
}

/** Throws when this is not the key that the database was encrypted with. */
function requireSame({ folder }: Folder, known: Known, key: Buffer): void {
  if (timingSafeEqual(known.fingerprint, fingerprintOf(key))) return
  throw new CannotStart(
    `The key file ${folder}/${fileOf(known.version)}.key is not the one this vault database was ` +
      'encrypted with. Bring the right one back from its backup, or name another key folder with KEYS.',
  )
}

/** The versions whose files are there; the newest has to be. */
async function readAll(of: Folder): Promise<Map<number, Buffer>> {
  const { db, folder, lock } = of
  const before = await knownMasters(db)
  const keys = new Map<number, Buffer>()
  for (const known of before) {
    const key = readKey(folder, fileOf(known.version), lock)
    if (!key && known === before[0]) throw missing(of, known.version)
    if (!key) continue
    requireSame(of, known, key)
    keys.set(known.version, key)
  }
  if (before.length === 0) keys.set(1, await make(of, 1))
  return keys
}

/** Makes a version: the file first, so that nothing is ever wrapped by a key that is not kept. */
async function make(of: Folder, version: number): Promise<Buffer> {
  const key = readOrMakeKey(of.folder, fileOf(version), of.lock)
  const known = { version, kind: 'file', fingerprint: fingerprintOf(key) }
  requireSame(of, await remember(of.db, known), key)
  return key
}

/** Opens the key files, making the first on the first start (AES-KWP, RFC 5649). */
export async function openFileMaster(of: Folder): Promise<MasterKey> {
  openKeyFolder(of.folder)
  const keys = await readAll(of)
  let version = Math.max(...keys.keys())
  const objects = new Map<number, KeyObject>()
  const keyOf = (which: number): Buffer => {
    const key = keys.get(which)
    if (!key) throw new Error(`version ${which} of the master key is not in the key folder`)
    return key
  }
  const objectOf = (which: number): KeyObject => {
    const object = objects.get(which) ?? createSecretKey(keyOf(which))
    objects.set(which, object)
    return object
  }
  return {
    get version() {
      return version
    },
    wrap: (key) => Promise.resolve({ wrapped: wrap(keyOf(version), key), master: version }),
    // eslint-disable-next-line typescript/require-await -- a wrong key rejects
    unwrap: async ({ wrapped, master }) => unwrap(objectOf(master), wrapped),
    async rotate() {
      const next = version + 1
      keys.set(next, await make(of, next))
      version = next
      return next
    },
    // eslint-disable-next-line typescript/require-await -- like the others
    async retire(below) {
      for (const old of [...keys.keys()].filter((one) => one < below)) {
        keys.delete(old)
        objects.delete(old)
        rmSync(join(of.folder, `${fileOf(old)}.key`), { force: true })
      }
    },
  }
}
