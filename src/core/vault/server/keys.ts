/** The keys of the vault: the master key, wherever it is, and what it opens in the database. */
import { createHmac } from 'node:crypto'
import { type Database, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { CannotStart } from '../key-folder.ts'
import { lockFrom } from '../passphrase.ts'
import { openFileMaster } from './masters/file.ts'
import { knownMasters } from './masters/known.ts'
import type { MasterKey, MasterPlace } from './masters/provider.ts'
import { openTransitMaster } from './masters/transit.ts'
import { newKey } from './seal.ts'

const bytes = z.instanceof(Uint8Array)

/**
 * Roots from which pseudonyms, indexes, codes and the pepper of passwords are made. They outlive a
 * new master key.
 */
const ROOTS = ['pseudonym', 'index', 'code', 'pepper'] as const
type Root = (typeof ROOTS)[number]

export interface Keys {
  readonly master: MasterKey
  /**
   * The key of one use, such as `key('pseudonym', 'reports')` (RFC 5869 in spirit: one label, one
   * key).
   */
  key(root: Root, label: string): Uint8Array
}

async function rootOf(tx: Tx, name: Root, master: MasterKey): Promise<Uint8Array> {
  const row = await tx.one(
    sql`select wrapped, master from keys.secret where name = ${name}`,
    z.object({ wrapped: bytes, master: z.number() }),
  )
  if (row) return master.unwrap(row)
  const made = newKey()
  const kept = await master.wrap(made)
  await tx.run(sql`insert into keys.secret (name, wrapped, master)
    values (${name}, ${kept.wrapped}, ${kept.master})`)
  return made
}

/** The master key where the operator says it is. What was wrapped elsewhere is not opened there. */
async function masterOf(db: Database, folder: string, place: MasterPlace): Promise<MasterKey> {
  const { masterKey = 'file' } = place
  const kind = masterKey.replace(/:.*/s, '')
  const [newest] = await knownMasters(db)
  if (newest && newest.kind !== kind) {
    throw new CannotStart(
      `The keys of this vault are wrapped by a master key of the kind ${newest.kind}, but ` +
        `MASTER_KEY says ${masterKey}`,
    )
  }
  if (kind === 'file') {
    return openFileMaster({ db, folder, lock: lockFrom(place.passphraseFile) })
  }
  if (kind === 'transit') return openTransitMaster({ db, ...place, masterKey })
  throw new CannotStart(`MASTER_KEY is file or transit:https://…, not ${masterKey}`)
}

/**
 * Reads the keys, making them on the first start. Throws `CannotStart` when they are not the right
 * ones.
 */
export async function openKeys(
  db: Database,
  folder: string,
  place: MasterPlace = {},
): Promise<Keys> {
  const master = await masterOf(db, folder, place)
  const roots = await db.transact(async (tx) => {
    const found = new Map<Root, Uint8Array>()
    for (const name of ROOTS) found.set(name, await rootOf(tx, name, master))
    return found
  })
  const made = new Map<string, Uint8Array>()
  return {
    master,
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
