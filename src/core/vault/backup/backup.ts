/**
 * Backups of the vault: ciphertext here, keys there (privacy-record.md 2.8). What was brought back
 * answers only after the ledger of erasures was done again.
 */
import { copyFileSync, existsSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Database, openDatabase, sql } from '#core/database'
import { z } from 'zod'
import { CannotStart, openKeyFolder } from '../key-folder.ts'
import type { VaultLog } from '../log.ts'
import { type VaultPlace, vaultMigrations } from '../place.ts'
import { appendLedger, LEDGER, readLedger, replayLedger } from '../server/ledger.ts'
import { openKeys } from '../server/keys.ts'
import type { MasterPlace } from '../server/masters/provider.ts'
import {
  beginCopy,
  CIPHERTEXT,
  copyKeys,
  endCopy,
  KEYS,
  prune,
  refuseTogether,
  requireCopy,
  WANTED,
} from './copies.ts'
import { checkFile, dumpTables, loadTables } from './dump.ts'
import { KEY_TABLES, VAULT_TABLES } from './tables.ts'
import { beginRestore, endRestore, isUnderWay } from './under-way.ts'

/** Whose vault it is. */
export interface VaultOf extends VaultPlace, MasterPlace {
  /** The key folder. */
  readonly keys: string
}

/** What a backup wrote. */
export interface BackedUp {
  readonly folder: string
  readonly keyFolder: string
  readonly rows: number
  readonly keys: number
  /** Copies of keys that were too old. */
  readonly pruned: readonly string[]
}

/**
 * Copies the vault as it is at one moment: ciphertext to one folder, keys to another. `beside` copies into the first
 * what is kept beside the vault. The folders get their names when all of it is there: a backup that was killed is none.
 */
export async function backupVault(
  vault: VaultOf,
  of: {
    readonly to: string
    readonly keysTo: string
    readonly now: string
    readonly beside?: (folder: string) => Promise<void> | void
  },
): Promise<BackedUp> {
  refuseTogether(of)
  const db = await openDatabase({ url: vault.url, folder: vault.folder })
  try {
    await db.migrate([vaultMigrations])
    const copy = beginCopy(of, of.now)
    // Before the rows, in case a master key is ended meanwhile; and after them, in case one is made.
    copyKeys(vault.keys, copy.keyFolder)
    const [rows, keys] = await db.look(async (tx) => [
      await dumpTables(tx, VAULT_TABLES, join(copy.folder, CIPHERTEXT)),
      await dumpTables(tx, KEY_TABLES, join(copy.keyFolder, KEYS)),
    ])
    copyKeys(vault.keys, copy.keyFolder)
    await of.beside?.(copy.folder)
    return { ...endCopy(copy), rows, keys, pruned: prune(of, of.now) }
  } finally {
    await db.close()
  }
}

async function isEmpty(db: Database): Promise<boolean> {
  const found = await db.look((tx) =>
    tx.one(
      sql`select true as full from (select 1 from vault.person union all select 1 from keys.master)
        as x limit 1`,
      z.object({ full: z.boolean() }),
    ),
  )
  return found === undefined
}

/** Lines of every ledger that is left: of the key folder, and of every copy of keys beside this one. */
function mergeLedgers(keys: string, keysFrom: string): void {
  const beside = dirname(keysFrom)
  const folders = [keysFrom, ...readdirSync(beside).map((name) => join(beside, name))]
  const known = new Set(readLedger(join(keys, LEDGER)).map(({ id }) => id))
  for (const folder of folders) {
    const fresh = readLedger(join(folder, LEDGER)).filter(({ id }) => !known.has(id))
    for (const { id } of fresh) known.add(id)
    appendLedger(keys, fresh)
  }
}

/**
 * Keys that are there already stay; what is missing comes from the copy. Each is there whole or not at all: a restore
 * that was killed in the middle of a file would take the half of a key for the key when it goes on.
 */
function bringKeys(keys: string, keysFrom: string): void {
  openKeyFolder(keys)
  for (const name of readdirSync(keysFrom).filter((one) => WANTED.test(one))) {
    if (name === LEDGER || existsSync(join(keys, name))) continue
    const part = join(keys, `${name}.part`)
    copyFileSync(join(keysFrom, name), part)
    renameSync(part, join(keys, name))
  }
}

/** What a restore brought back, and how many erasures had to be done again. */
export interface Restored {
  readonly rows: number
  readonly keys: number
  readonly erasedAgain: number
}

/**
 * Brings a vault back into an empty database. It ends with the ledger: whoever was erased after the
 * backup is gone again, before anything answers. Until it is over nothing starts; stopped, it goes on
 * when it is done again. `beside` brings back what is kept beside the vault, and is told whether it goes on.
 */
export async function restoreVault(
  vault: VaultOf,
  of: {
    readonly from: string
    readonly keysFrom: string
    readonly log: VaultLog
    readonly beside?: (goesOn: boolean) => Promise<void>
  },
): Promise<Restored> {
  requireCopy(of.from, of.keysFrom)
  await checkFile(join(of.keysFrom, KEYS))
  await checkFile(join(of.from, CIPHERTEXT))
  const db = await openDatabase({ url: vault.url, folder: vault.folder })
  try {
    await db.migrate([vaultMigrations])
    openKeyFolder(vault.keys)
    const empty = await isEmpty(db)
    if (!empty && !isUnderWay(vault.keys))
      throw new CannotStart('This vault is not empty: name an empty database to restore into')
    const goesOn = beginRestore(vault.keys, of)
    bringKeys(vault.keys, of.keysFrom)
    mergeLedgers(vault.keys, of.keysFrom)
    // One transaction: of a restore that was stopped, the vault has nothing or everything.
    const [keys, rows] = empty
      ? await db.transact(async (tx) => [
          await loadTables(tx, KEY_TABLES, join(of.keysFrom, KEYS)),
          await loadTables(tx, VAULT_TABLES, join(of.from, CIPHERTEXT)),
        ])
      : [0, 0]
    const erasedAgain = await replayLedger({ db, log: of.log }, vault.keys)
    await openKeys(db, vault.keys, vault)
    await of.beside?.(goesOn)
    endRestore(vault.keys)
    return { rows, keys, erasedAgain }
  } finally {
    await db.close()
  }
}
