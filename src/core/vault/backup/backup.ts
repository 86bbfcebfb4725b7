/**
 * Backups of the vault: ciphertext here, keys there (privacy-record.md 2.8). What was brought back
 * answers only after the ledger of erasures was done again.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { type Database, openDatabase, sql } from '#core/database'
import { z } from 'zod'
import { CannotStart, openKeyFolder } from '../key-folder.ts'
import type { VaultLog } from '../log.ts'
import { type VaultPlace, vaultMigrations } from '../place.ts'
import { KEY_BACKUP_DAYS } from '../server/erase.ts'
import { appendLedger, LEDGER, readLedger, replayLedger } from '../server/ledger.ts'
import { openKeys } from '../server/keys.ts'
import type { MasterPlace } from '../server/masters/provider.ts'
import { dumpTables, loadTables } from './dump.ts'
import { KEY_TABLES, VAULT_TABLES } from './tables.ts'
import { beginRestore, endRestore, isUnderWay } from './under-way.ts'

const CIPHERTEXT = 'vault.jsonl.gz'
const KEYS = 'keys.jsonl.gz'
/** What of the key folder goes along: master keys, their note, the key of the lines, the ledger. */
const WANTED = /^(?:.+\.key|escrow\.json|erasures\.jsonl|record\.(?:signers|host|announced))$/
/** How the folder of one backup is called. */
const STAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d{6})Z$/

/** Whose vault it is. */
export interface VaultOf extends VaultPlace, MasterPlace {
  /** The key folder. */
  readonly keys: string
}

const stampOf = (now: string) => now.replace(/\.\d+Z$/, 'Z').replaceAll(':', '')

function refuseTogether(to: string, keysTo: string): void {
  for (const [one, other] of [
    [to, keysTo],
    [keysTo, to],
  ] as const) {
    const inside = relative(one, other)
    if (inside.startsWith('..') || isAbsolute(inside)) continue
    throw new CannotStart(`${keysTo} and ${to} lie in each other: keep keys and ciphertext apart`)
  }
}

/** Older copies of keys could open what was erased since: they end with the days a receipt promises. */
function prune(keysTo: string, now: string): string[] {
  const oldest = Date.parse(now) - KEY_BACKUP_DAYS * 86_400_000
  const old = readdirSync(keysTo).filter((name) => {
    const [, year, month, day] = STAMP.exec(name) ?? []
    return day !== undefined && Date.parse(`${year}-${month}-${day}T23:59:59Z`) < oldest
  })
  for (const name of old) rmSync(join(keysTo, name), { recursive: true })
  return old
}

function copyKeys(from: string, to: string): void {
  for (const name of readdirSync(from).filter((one) => WANTED.test(one))) {
    copyFileSync(join(from, name), join(to, name))
  }
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

/** Copies the vault as it is at one moment: ciphertext to one folder, keys to another. */
export async function backupVault(
  vault: VaultOf,
  of: { readonly to: string; readonly keysTo: string; readonly now: string },
): Promise<BackedUp> {
  refuseTogether(of.to, of.keysTo)
  const stamp = stampOf(of.now)
  const [folder, keyFolder] = [join(of.to, stamp), join(of.keysTo, stamp)]
  const db = await openDatabase({ url: vault.url, folder: vault.folder })
  try {
    await db.migrate([vaultMigrations])
    for (const one of [folder, keyFolder]) mkdirSync(one, { recursive: true, mode: 0o700 })
    const [rows, keys] = await db.look(async (tx) => [
      await dumpTables(tx, VAULT_TABLES, join(folder, CIPHERTEXT)),
      await dumpTables(tx, KEY_TABLES, join(keyFolder, KEYS)),
    ])
    copyKeys(vault.keys, keyFolder)
    return { folder, keyFolder, rows, keys, pruned: prune(of.keysTo, of.now) }
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
