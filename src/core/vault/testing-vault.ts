/**
 * A vault for tests that listens: in a folder of its own, or on a database of its own at
 * DATABASE_URL.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshDatabases } from '#test/databases'
import type { ServerSettings } from './server/main.ts'

/** A place for one vault. */
export interface Place extends ServerSettings {
  /** Everything of it, to be looked through. */
  readonly root: string
  remove(): Promise<void>
}

export async function newPlace(): Promise<Place> {
  const root = mkdtempSync(join(tmpdir(), 'vault-'))
  const { environment, drop } = await freshDatabases(root)
  const url = environment['VAULT_DATABASE_URL']
  return {
    root,
    ...(url ? { url } : { folder: join(root, 'data', 'vault') }),
    keys: join(root, 'keys'),
    socket: join(root, 'vault.sock'),
    async remove() {
      await drop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Waits until something is true, at most so many milliseconds. */
export async function until(
  is: () => boolean | Promise<boolean>,
  most: number = 120_000,
): Promise<void> {
  const end = Date.now() + most
  while (!(await is())) {
    if (Date.now() > end) throw new Error('it did not happen')
    await new Promise((done) => setTimeout(done, 20))
  }
}
