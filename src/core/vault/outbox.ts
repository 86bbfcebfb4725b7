import { type Database, sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Channel } from './model.ts'

/** Seconds after which a batch that nobody confirmed is looked at again. */
const SETTLED = 900

/**
 * The schema `vault` of the city database: what the vault still has to be told. Nothing personal.
 */
export const vaultCityMigrations = {
  name: 'vault-city',
  folder: new URL('./city-migrations/', import.meta.url),
}

/** Written in the transaction that kept something: if it commits, the batch is to be confirmed. */
export async function wasKept(tx: Tx, batch: string, module: string, at: string): Promise<void> {
  await tx.run(sql`insert into vault.kept (batch, module, at) values (${batch}, ${module}, ${at})
    on conflict (batch) do nothing`)
}

/**
 * Written in the transaction that closed a case: the vault ends its grants even if it is down now.
 */
export async function caseEnded(
  tx: Tx,
  module: string,
  caseRef: string,
  at: string,
): Promise<void> {
  await tx.run(sql`insert into vault.ended (module, case_ref, at)
    values (${module}, ${caseRef}, ${at})
    on conflict (module, case_ref) do update set at = excluded.at`)
}

async function settle(db: Database, channel: Channel, batch: string): Promise<boolean> {
  const kept = await db.look((tx) =>
    tx.one(
      sql`select true as kept from vault.kept where batch = ${batch}`,
      z.object({ kept: z.boolean() }),
    ),
  )
  await (kept ? channel.confirm(batch) : channel.discard(batch))
  return kept !== undefined
}

async function endCases(db: Database, module: string, channel: Channel): Promise<number> {
  const cases = await db.look((tx) =>
    tx.many(
      sql`select case_ref, at from vault.ended where module = ${module} order by at limit 1000`,
      z.object({ case_ref: z.string(), at: z.string() }),
    ),
  )
  for (const one of cases) {
    await channel.revoke(null, one.case_ref, one.at)
    await db.transact((tx) =>
      tx.run(sql`delete from vault.ended
        where module = ${module} and case_ref = ${one.case_ref} and at = ${one.at}`),
    )
  }
  return cases.length
}

/**
 * What the minute job does: batches left open are confirmed when the city committed them and
 * discarded when not, and closed cases are closed in the vault too.
 */
export async function sweepVault(
  db: Database,
  channels: Readonly<Record<string, Channel>>,
  olderThan: number = SETTLED,
): Promise<{ confirmed: number; discarded: number; ended: number }> {
  const swept = { confirmed: 0, discarded: 0, ended: 0 }
  for (const [module, channel] of Object.entries(channels)) {
    for (const batch of await channel.unconfirmed(olderThan)) {
      if (await settle(db, channel, batch)) swept.confirmed += 1
      else swept.discarded += 1
    }
    swept.ended += await endCases(db, module, channel)
  }
  const day = `${olderThan + 86_400} seconds`
  await db.transact((tx) =>
    tx.run(sql`delete from vault.kept where noted_at < now() - ${day}::interval`),
  )
  return swept
}

/** The entry with this batch, when it was written before. */
export async function sealedIn(tx: Tx, seal: string): Promise<string | undefined> {
  const row = await tx.one(
    sql`select entry from vault.sealed where seal = ${seal}`,
    z.object({ entry: z.string() }),
  )
  return row?.entry
}

/** Written in the transaction that put a batch on the public record. */
export async function wasSealed(tx: Tx, seal: string, of: { entry: string; at: string }) {
  await tx.run(sql`insert into vault.sealed (seal, entry, at)
    values (${seal}, ${of.entry}, ${of.at})`)
}
