/** Batches: what one action of the city kept, settled or thrown away as one. */
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const batchInput = z.object({ batch: name })
export const unconfirmedInput = z.object({ olderThan: z.number().nonnegative() })

/** Batches of two services never meet, even when they are called the same. */
function fullName(module: string, batch: string): string {
  return `${module} ${batch}`
}

type State = 'open' | 'confirmed' | 'discarded'

const StateRow = z.object({ state: z.enum(['open', 'confirmed', 'discarded']) })

function stateOf(tx: Tx, module: string, batch: string): Promise<{ state: State } | undefined> {
  return tx.one(
    sql`select state from vault.batch where module = ${module} and batch = ${batch}`,
    StateRow,
  )
}

/**
 * Opens a batch, or goes on with it, and gives its full name; what is settled takes nothing more.
 */
export async function useBatch(tx: Tx, module: string, batch: string): Promise<string> {
  await tx.run(sql`insert into vault.batch (module, batch, state)
    values (${module}, ${batch}, 'open')
    on conflict do nothing`)
  const found = await stateOf(tx, module, batch)
  if (found?.state !== 'open') throw new Refusal('conflict', ['vault.batch-settled'])
  return fullName(module, batch)
}

async function settle(tx: Tx, module: string, batch: string, state: State): Promise<boolean> {
  const found = await stateOf(tx, module, batch)
  if (!found || found.state === state) return false
  if (found.state !== 'open') throw new Refusal('conflict', ['vault.batch-settled'])
  await tx.run(sql`update vault.batch set state = ${state}
    where module = ${module} and batch = ${batch}`)
  await tx.run(sql`delete from vault.kept where batch = ${fullName(module, batch)}`)
  return true
}

/** The city committed: the values count, and what they replace is gone. */
export async function confirm(room: Strongroom, module: string, batch: string): Promise<void> {
  await room.db.transact(async (tx) => {
    if (!(await settle(tx, module, batch, 'confirmed'))) return
    const own = fullName(module, batch)
    await tx.run(sql`delete from vault.datum old using vault.datum mine, vault.datum newer
      where mine.batch = ${own} and (old.person, old.field) = (mine.person, mine.field)
        and (newer.person, newer.field) = (mine.person, mine.field) and old.id < newer.id
        and old.case_ref is not distinct from mine.case_ref
        and newer.case_ref is not distinct from mine.case_ref
        and old.item is not distinct from mine.item and newer.item is not distinct from mine.item
        and coalesce(old.batch, ${own}) = ${own} and coalesce(newer.batch, ${own}) = ${own}`)
    await tx.run(sql`update vault.datum set batch = null where batch = ${own}`)
    await tx.run(sql`update vault.grant set batch = null where batch = ${own}`)
    await tx.run(sql`update vault.code set batch = null where batch = ${own}`)
    await tx.run(sql`update vault.document set batch = null
      where batch = ${own} and person is not null`)
    await tx.run(sql`update vault.document_note set batch = null where batch = ${own}`)
    await tx.run(sql`update vault.residence set batch = null where batch = ${own}`)
    await tx.run(sql`update vault.namesake set batch = null where batch = ${own}`)
    await tx.run(sql`delete from vault.namesake where settled = ${own}`)
    await tx.run(sql`update vault.person set batch = null where batch = ${own}`)
  })
}

/** The city did not commit: nothing of it was ever here. Accesses stay: what was read was read. */
export async function discard(room: Strongroom, module: string, batch: string): Promise<void> {
  await room.db.transact(async (tx) => {
    if (!(await settle(tx, module, batch, 'discarded'))) return
    const own = fullName(module, batch)
    await tx.run(sql`delete from vault.datum where batch = ${own}`)
    await tx.run(sql`delete from vault.grant where batch = ${own}`)
    await tx.run(sql`delete from vault.code where batch = ${own}`)
    await tx.run(sql`delete from vault.document_note where batch = ${own}`)
    await tx.run(sql`delete from keys.document where document in
      (select document from vault.document where batch = ${own})`)
    await tx.run(sql`delete from vault.document where batch = ${own}`)
    await tx.run(sql`delete from vault.residence where batch = ${own}`)
    await tx.run(sql`delete from vault.namesake where batch = ${own}`)
    await tx.run(sql`update vault.namesake set settled = null where settled = ${own}`)
    await tx.run(sql`delete from keys.dek where person in
      (select person from vault.person where batch = ${own})`)
    await tx.run(sql`delete from vault.person where batch = ${own}`)
  })
}

/** What the sweep has to look at: batches older than so many seconds, by the vault's own clock. */
export async function unconfirmed(
  room: Strongroom,
  module: string,
  olderThan: number,
): Promise<string[]> {
  return room.db.transact(async (tx) => {
    await tx.run(sql`delete from vault.batch where module = ${module} and state <> 'open'
      and made_at < clock_timestamp() - interval '30 days'`)
    const open = await tx.many(
      sql`select batch from vault.batch where module = ${module} and state = 'open'
        and made_at <= clock_timestamp() - ${`${olderThan} seconds`}::interval
        order by made_at limit 10000`,
      z.object({ batch: z.string() }),
    )
    return open.map(({ batch }) => batch)
  })
}
