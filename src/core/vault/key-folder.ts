/**
 * The key folder: outside the data folder, so that a copy of the data is worth nothing without it.
 */
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { writeWhole } from '#core/database'
import { isSealed, type Lock, lockOf } from './passphrase.ts'

/** Why the vault does not start, in one sentence for the operator. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

/**
 * `vault.key` is the master key and the vault's alone; `channel.key` lets the city open its lines.
 */
export type KeyName = 'vault' | `vault-${number}` | 'channel'

/** Makes the folder, for its owner alone. */
export function openKeyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  refuseOpenToOthers(folder)
}

function refuseOpenToOthers(path: string): void {
  const mode = statSync(path).mode & 0o777
  if (process.platform === 'win32' || (mode & 0o077) === 0) return
  throw new CannotStart(
    `${path} can be read by others (mode ${mode.toString(8)}): ` +
      `take that away with chmod go= ${path}`,
  )
}

/** A key of the folder; undefined when the file is not there. */
export function readKey(
  folder: string,
  name: KeyName,
  lock: Lock = lockOf(undefined),
): Buffer | undefined {
  const path = join(folder, `${name}.key`)
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new CannotStart(`The key file ${path} cannot be read: ${(failure as Error).message}`)
  }
  refuseOpenToOthers(path)
  const key = lock.open(text)
  if (key) return key
  throw new CannotStart(
    isSealed(text)
      ? `The key file ${path} does not open with this passphrase (VAULT_PASSPHRASE_FILE)`
      : `The key file ${path} is damaged: it should hold 64 hexadecimal digits`,
  )
}

/** A key of the folder, made on the first start. When two starts meet, both take the same. */
export function readOrMakeKey(
  folder: string,
  name: KeyName,
  lock: Lock = lockOf(undefined),
): Buffer {
  const known = readKey(folder, name, lock)
  if (known) return known
  try {
    const text = `${lock.close(randomBytes(32))}\n`
    writeWhole(join(folder, `${name}.key`), text)
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure
  }
  return readOrMakeKey(folder, name, lock)
}
