/** How two people of one name and birthday are told apart in the end, and whoever was first is heard before. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { THIRD_FACTS, type ToldApart } from '../residence-model.ts'
import { eraseWithin } from './erase.ts'
import { sealValues } from './keep.ts'
import { requireKeepable } from './keepable.ts'
import type { LedgerLine } from './ledger.ts'
import { refFor } from './persons.ts'
import type { Strongroom } from './strongroom.ts'

export const namesakeRow = z.object({
  person: z.string(),
  kind: z.enum(THIRD_FACTS).nullable(),
  same: z.boolean(),
})
/** Somebody of this name and birthday, and whether by this very fact. */
export type Namesake = z.infer<typeof namesakeRow>

/** By which name and birthday an account has a proof. */
export async function ownIdentity(tx: Tx, person: string): Promise<Buffer | undefined> {
  const row = await tx.one(
    sql`select identity from vault.residence where person = ${person}`,
    z.object({ identity: z.instanceof(Uint8Array) }),
  )
  return row && Buffer.from(row.identity)
}

const waitingRow = z.object({
  person: z.string(),
  identity: z.instanceof(Uint8Array),
  kind: z.enum(THIRD_FACTS),
  fact: z.instanceof(Uint8Array),
  frees: z.boolean(),
  official: z.string(),
  agreed: z.boolean(),
  /** Until then whoever was first is heard. */
  settleAt: z.string().nullable(),
  open: z.boolean(),
})
type Waiting = z.infer<typeof waitingRow>

/** What waits for somebody: agreed to, or asked for since. */
export function waitingOf(
  tx: Tx,
  { person, since, at }: { person: string; since: string; at: string },
): Promise<Waiting | undefined> {
  return tx.one(
    sql`select person, identity, fact_kind as kind, fact, frees, official, settle_at as "settleAt",
        agreed_at is not null as agreed, coalesce(settle_at > ${at}, false) as open
      from vault.namesake
      where person = ${person} and settled is null and (agreed_at is not null or asked_at > ${since})
      for update`,
    waitingRow,
  )
}

export interface Settling {
  readonly batch: string
  readonly at: string
  readonly until: string
  /** Erasures, for the ledger outside the database. */
  readonly lines: LedgerLine[]
}

/** Everybody else with a proof under this name and birthday: the same person, or not told apart yet. */
function othersOf(tx: Tx, { person, identity, fact: hash }: Waiting) {
  return tx.many(
    sql`select person, fact_kind as kind, coalesce(fact = ${hash}, false) as same
      from vault.residence where identity = ${identity} and person <> ${person} for update`,
    namesakeRow,
  )
}

/** Keeps the proof of whoever waited; the accounts named lose theirs. */
async function hold(tx: Tx, room: Strongroom, module: string, of: Waiting & Settling) {
  const { person, batch, at } = of
  await tx.run(sql`insert into vault.residence (person, identity, fact_kind, fact, batch, since)
    values (${person}, ${of.identity}, ${of.kind}, ${of.fact}, ${batch}, ${at})`)
  const kept = await requireKeepable(tx, module, { 'residence.residentUntil': of.until })
  await sealValues(tx, room, { person, batch, at, module }, kept)
  await tx.run(sql`update vault.namesake set settled = ${batch} where person = ${person}`)
}

/** Settles a wait as far as it can be now. */
export async function settled(
  tx: Tx,
  room: Strongroom,
  module: string,
  of: Waiting & Settling,
): Promise<ToldApart> {
  const { person, at, lines } = of
  if (await ownIdentity(tx, person)) {
    await tx.run(sql`update vault.residence set fact_kind = ${of.kind}, fact = ${of.fact}
      where person = ${person}`)
    await tx.run(sql`delete from vault.namesake where person = ${person}`)
    return { state: 'kept' }
  }
  const others = await othersOf(tx, of)
  if (others.some(({ same }) => same) && !of.frees) {
    lines.push(await eraseWithin(tx, { person, class: 'residence', why: 'retention', at }))
    return { state: 'same' }
  }
  const untold = others.filter(({ same, kind }) => !same && kind === null)
  if (untold.length > 0 && of.open) {
    const first: string[] = []
    for (const one of untold) first.push(await refFor(tx, room, module, one.person))
    return { state: 'waits', until: of.settleAt ?? '', first }
  }
  const freed: { ref: string; same: boolean }[] = []
  for (const one of others.filter(({ same, kind }) => same || kind === null)) {
    lines.push(
      await eraseWithin(tx, { person: one.person, class: 'residence', why: 'request', at }),
    )
    freed.push({ ref: await refFor(tx, room, module, one.person), same: one.same })
  }
  await hold(tx, room, module, of)
  return { state: 'held', freed }
}
