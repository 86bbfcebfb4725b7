/** The second official, and what happens by itself to whoever waits to be told apart from a namesake. */
import { sql } from '#core/database'
import { z } from 'zod'
import type { ToldApart } from '../residence-model.ts'
import { useBatch } from './batches.ts'
import { eraseWithin } from './erase.ts'
import { appendLedger, type LedgerLine } from './ledger.ts'
import { ownIdentity, settled, waitingOf } from './namesake-settling.ts'
import { fact, factHash } from './namesakes.ts'
import { personOf, refFor } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

const DAY = 86_400_000
/** Days in which whoever was first may show their own fact, and in which a second official has to agree. */
const HEARD = 14
const AGREED = 1
const PORTION = 200

const own = { batch: name, ref: name, at: moment }
export const agreeInput = z.object({ ...own, official: name, fact, until: z.iso.date() })
export const dueInput = z.object({ at: moment })
export const settleInput = z.object({ ...own, until: z.iso.date() })

const later = (at: string, days: number) => new Date(Date.parse(at) + days * DAY).toISOString()

/** The second official types the fact as well; it has to be the same, and another official. */
export async function agree(room: Strongroom, module: string, asked: z.infer<typeof agreeInput>) {
  const { official, at, until } = asked
  const lines: LedgerLine[] = []
  const said = await room.db.transact(async (tx) => {
    lines.length = 0
    const batch = await useBatch(tx, module, asked.batch)
    const person = await personOf(tx, module, asked.ref)
    const found = await waitingOf(tx, { person, since: later(at, -AGREED), at })
    if (!found || found.agreed) return { no: 'not-asked' as const }
    if (found.official === official || asked.ref === official) return { no: 'own' as const }
    const { kind } = found
    const typed = factHash(room, Buffer.from(found.identity), { kind, fact: asked.fact })
    if (!typed.equals(found.fact)) return { no: 'fact' as const }
    const settleAt = later(at, HEARD)
    await tx.run(sql`update vault.namesake set agreed_at = ${at}, settle_at = ${settleAt}
      where person = ${person}`)
    return settled(tx, room, module, { ...found, settleAt, open: true, batch, at, until, lines })
  })
  appendLedger(room.folder, lines)
  return said
}

/** The wait is over, or whoever was first showed their own fact. */
export async function settle(room: Strongroom, module: string, asked: z.infer<typeof settleInput>) {
  const { at, until } = asked
  const lines: LedgerLine[] = []
  const said = await room.db.transact(async (tx): Promise<ToldApart> => {
    lines.length = 0
    const batch = await useBatch(tx, module, asked.batch)
    const person = await personOf(tx, module, asked.ref)
    const found = await waitingOf(tx, { person, since: at, at })
    if (!found?.agreed) return { state: 'kept' }
    return settled(tx, room, module, { ...found, batch, at, until, lines })
  })
  appendLedger(room.folder, lines)
  return said
}

const personRow = z.object({ person: z.string() })

/** Whose wait is over, or can be; what no second official agreed to is forgotten with what was kept for it. */
export async function due(room: Strongroom, module: string, { at }: z.infer<typeof dueInput>) {
  const lines: LedgerLine[] = []
  const waiting = await room.db.transact(async (tx) => {
    lines.length = 0
    const stale = await tx.many(
      sql`delete from vault.namesake n where agreed_at is null and batch is null
          and asked_at <= ${later(at, -AGREED)}
        returning person`,
      personRow,
    )
    for (const { person } of stale) {
      if (await ownIdentity(tx, person)) continue
      lines.push(await eraseWithin(tx, { person, class: 'residence', why: 'retention', at }))
    }
    const ready = await tx.many(
      sql`select person from vault.namesake n where agreed_at is not null and settled is null
          and (settle_at <= ${at} or not exists (select 1 from vault.residence r
            where r.identity = n.identity and r.person <> n.person and r.fact is null))
        order by settle_at limit ${PORTION}`,
      personRow,
    )
    const refs: string[] = []
    for (const { person } of ready) refs.push(await refFor(tx, room, module, person))
    return refs
  })
  appendLedger(room.folder, lines)
  return waiting
}
