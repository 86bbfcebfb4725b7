/** The keys of the vault: the master key from the key folder, and what it opens in the database. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Database, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { CannotStart, openKeyFolder, readKey, readOrMakeKey } from '../key-folder.ts'
import { newKey, unwrap, wrap } from './seal.ts'

const bytes = z.instanceof(Uint8Array)

/**
 * Roots from which pseudonyms, indexes, codes and the pepper of passwords are made. They outlive a
 * new master key.
 */
const ROOTS = ['pseudonym', 'index', 'code', 'pepper'] as const
type Root = (typeof ROOTS)[number]

export interface Keys {
  readonly master: Uint8Array
  /** Version of the master key that wraps new keys. */
  readonly version: number
  /**
   * The key of one use, such as `key('pseudonym', 'reports')` (RFC 5869 in spirit: one label, one
   * key).
   */
  key(root: Root, label: string): Uint8Array
}

function fingerprint(master: Uint8Array): Buffer {
  return createHmac('sha256', master).update('cityright master key').digest()
}

const masterRow = z.object({ version: z.number(), fingerprint: bytes })

function readMaster(tx: Tx) {
  return tx.one(
    sql`select version, fingerprint from keys.master order by version desc limit 1`,
    masterRow,
  )
}

/** The master key, or a sentence that says which file has to be brought back. */
async function masterOf(
  db: Database,
  folder: string,
): Promise<{ master: Buffer; version: number }> {
  const before = await db.look(readMaster)
  const master = before ? readKey(folder, 'vault') : readOrMakeKey(folder, 'vault')
  if (!master) {
    throw new CannotStart(
      `The vault database is encrypted, but its key file ${folder}/vault.key is missing. ` +
        'Bring it back from its backup: without it the personal data cannot be read by anybody.',
    )
  }
  const mark = fingerprint(master)
  const known = await db.transact(async (tx) => {
    const row = await readMaster(tx)
    if (row) return row
    await tx.run(sql`insert into keys.master (version, fingerprint) values (1, ${mark})`)
    return { version: 1, fingerprint: mark }
  })
  if (timingSafeEqual(known.fingerprint, mark)) return { master, version: known.version }
  throw new CannotStart(
    `The key file ${folder}/vault.key is not the one this vault database was encrypted with. ` +
      'Bring the right one back from its backup, or name another key folder with KEYS.',
  )
}

async function rootOf(
  tx: Tx,
  name: Root,
  master: Uint8Array,
  version: number,
): Promise<Uint8Array> {
  const row = await tx.one(
    sql`select wrapped from keys.secret where name = ${name}`,
    z.object({ wrapped: bytes }),
  )
  if (row) return unwrap(master, row.wrapped)
  const made = newKey()
  await tx.run(sql`insert into keys.secret (name, wrapped, master)
    values (${name}, ${wrap(master, made)}, ${version})`)
  return made
}

/**
 * Reads the keys, making them on the first start. Throws `CannotStart` when they are not the right
 * ones.
 */
export async function openKeys(db: Database, folder: string): Promise<Keys> {
  openKeyFolder(folder)
  const { master, version } = await masterOf(db, folder)
  const roots = await db.transact(async (tx) => {
    const found = new Map<Root, Uint8Array>()
    for (const name of ROOTS) found.set(name, await rootOf(tx, name, master, version))
    return found
  })
  const made = new Map<string, Uint8Array>()
  return {
    master,
    version,
    key(root, label) {
      const name = `${root}/${label}`
      const known = made.get(name)
      if (known) return known
      const from = roots.get(root) as Uint8Array
      const key = createHmac('sha256', from).update(name).digest()
      made.set(name, key)
      return key
    },
  }
}
