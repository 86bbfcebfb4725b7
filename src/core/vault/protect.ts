import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart, readKey } from './key-folder.ts'
import { isSealed, type Lock } from './passphrase.ts'
import { fileOf } from './server/masters/file-name.ts'

/** Puts every key file that lies open under the passphrase; gives their names. */
export function protectKeys(folder: string, lock: Lock): string[] {
  const done: string[] = []
  for (let version = 1; version < 10_000; version += 1) {
    const file = join(folder, `${fileOf(version)}.key`)
    if (!existsSync(file)) {
      if (version === 1) continue
      break
    }
    if (isSealed(readFileSync(file, 'utf8'))) continue
    const key = readKey(folder, fileOf(version), lock)
    if (!key) throw new CannotStart(`${file} cannot be read`)
    const text = lock.close(key)
    if (!isSealed(text)) throw new CannotStart('Name the passphrase in VAULT_PASSPHRASE_FILE')
    writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600, flush: true })
    renameSync(`${file}.new`, file)
    done.push(file)
  }
  return done
}
