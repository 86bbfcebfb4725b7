/** A new master key while the vault goes on: every key is wrapped anew, no value is touched. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { MasterKey } from './masters/provider.ts'
import { name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** Keys that are wrapped anew in one transaction. */
const PORTION = 500

/** After so many keys the log says how far it is. */
const TOLD = 100_000

const bytes = z.instanceof(Uint8Array)
const dekRow = z.object({
  person: z.string(),
  class: name,
  version: z.number(),
  wrapped: bytes,
  master: z.number(),
})
const secretRow = z.object({ name, wrapped: bytes, master: z.number() })

async function again(master: MasterKey, one: { wrapped: Uint8Array; master: number }) {
  return master.wrap(await master.unwrap(one))
}

const hex = (one: Uint8Array) => Buffer.from(one).toString('hex')

/** Wraps a portion of keys anew; how many there were. A key that was erased meanwhile stays gone. */
async function portion(tx: Tx, master: MasterKey): Promise<number> {
  const rows = await tx.many(
    sql`select person, class, version, wrapped, master from keys.dek
      where master < ${master.version} order by master limit ${PORTION}`,
    dekRow,
  )
  const wrapped = await Promise.all(rows.map((row) => again(master, row)))
  await tx.run(sql`update keys.dek d set wrapped = decode(n.wrapped, 'hex'), master = n.master
    from unnest(${rows.map(({ person }) => person)}::text[],
      ${rows.map((row) => row.class)}::text[], ${rows.map(({ version }) => version)}::int[],
      ${wrapped.map((one) => hex(one.wrapped))}::text[],
      ${wrapped.map((one) => one.master)}::int[]) as n (person, class, version, wrapped, master)
    where d.person = n.person::uuid and d.class = n.class and d.version = n.version`)
  return rows.length
}

async function secrets(tx: Tx, master: MasterKey): Promise<void> {
  const rows = await tx.many(
    sql`select name, wrapped, master from keys.secret where master < ${master.version}`,
    secretRow,
  )
  for (const row of rows) {
    const kept = await again(master, row)
    await tx.run(sql`update keys.secret set wrapped = ${kept.wrapped}, master = ${kept.master}
      where name = ${row.name}`)
  }
}

/** Wraps every key under the newest version; gives how many. It may be done again after a crash. */
export async function rewrap({ db, keys: { master }, log }: Strongroom): Promise<number> {
  await db.transact((tx) => secrets(tx, master))
  for (let done = 0; ;) {
    const count = await db.transact((tx) => portion(tx, master))
    done += count
    if (count < PORTION) return done
    if (done % TOLD === 0) log.info({ done }, 'keys are wrapped anew')
  }
}

/** Makes a new master key and wraps every key under it. Readers and writers go on meanwhile. */
export async function rotate(room: Strongroom): Promise<{ version: number; rewrapped: number }> {
  const version = await room.keys.master.rotate()
  const rewrapped = await rewrap(room)
  room.log.info({ version, rewrapped }, 'the master key was changed')
  return { version, rewrapped }
}

/**
 * Ends older master keys, once nothing is wrapped by them: older copies of the keys open no more.
 */
export async function retire(room: Strongroom): Promise<{ version: number }> {
  const { master } = room.keys
  await rewrap(room)
  await master.retire(master.version)
  return { version: master.version }
}
