/** Erasure of retention classes: the key is destroyed, and with it what it opened (GDPR art. 17). */
import { newId } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Erasure, ErasureReceipt, Standing } from '../rights-model.ts'
import { prepareFarewell } from './farewell.ts'
import { appendLedger, type LedgerLine, noteErasures } from './ledger.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import { shredAll } from './shred.ts'
import type { Strongroom } from './strongroom.ts'

/** Days for which backups of keys are kept: until then a copy could still open what was erased. */
export const KEY_BACKUP_DAYS = 30

export const eraseInput = z.object({
  ref: name,
  classes: z.array(name).min(1).max(100).optional(),
  /** The officer decided that an open case does not need the data. */
  decided: z.boolean().default(false),
  at: moment,
})

/** What proves one's accesses goes only when it is asked for by name. */
const PROOFS = 'access'

/** What is read by consent alone does not outweigh a request for erasure (GDPR art. 17(1)(b)). */
const CONSENT = '6(1)(a)'

const goneAt = (at: string) => new Date(Date.parse(at) + KEY_BACKUP_DAYS * 86_400_000).toISOString()

const standingRow = z.object({ class: z.string(), held: z.boolean(), needed: z.boolean() })

/**
 * Each class of which something is there, and what keeps it: an order, or an open case. What is read by consent
 * alone keeps nothing: to ask for erasure is to take it back (GDPR art. 17(1)(b)).
 */
export function standingOf(tx: Tx, person: string) {
  return tx.many(
    sql`select c.class,
        exists (select 1 from vault.hold h where h.person = ${person} and h.class = c.class
          and h.until_at is null) as held,
        c.class <> 'account' and exists (select 1 from vault.grant g
          join vault.purpose p on p.id = g.purpose and p.active
            and p.body #>> '{basis,gdpr}' <> ${CONSENT}
          join vault.field f on p.body -> 'fields' @> to_jsonb(f.name)
          where g.person = ${person} and g.until_at is null and not p.body ? 'notice'
            and f.body ->> 'class' = c.class) as needed
      from (select distinct class from keys.dek where person = ${person}) as c order by 1`,
    standingRow,
  )
}

/** One class of a person that is to be erased, and why. */
export type Due = Pick<LedgerLine, 'person' | 'class' | 'why' | 'at'>

/** Erases classes within a transaction; the lines still have to go into the file. */
export async function eraseAllWithin(tx: Tx, all: readonly Due[]): Promise<LedgerLine[]> {
  const valuesOf = await shredAll(tx, all)
  const lines = all.map((of) => ({
    ...of,
    id: newId(of.at),
    values: valuesOf(of),
    gone: goneAt(of.at),
  }))
  await noteErasures(tx, lines)
  return lines
}

/** Erases one class within a transaction; the line still has to go into the file. */
export async function eraseWithin(tx: Tx, of: Due): Promise<LedgerLine> {
  const [line] = await eraseAllWithin(tx, [of])
  if (!line) throw new Error('nothing was erased')
  return line
}

type Asked = z.infer<typeof eraseInput>

async function judged(tx: Tx, room: Strongroom, person: string, asked: Asked) {
  const { classes, decided, at } = asked
  let farewell: string | undefined
  const lines: LedgerLine[] = []
  const outcomes: ErasureReceipt['classes'][number][] = []
  const standing = await standingOf(tx, person)
  for (const { class: retention, held, needed } of standing) {
    if (classes ? !classes.includes(retention) : retention === PROOFS) continue
    if (held || (needed && !decided)) {
      outcomes.push({ class: retention, outcome: held ? 'held' : 'needed' })
      continue
    }
    const why = retention === 'account' ? 'account' : 'request'
    if (why === 'account') farewell = await prepareFarewell(tx, room, person, at)
    lines.push(await eraseWithin(tx, { person, class: retention, why, at }))
    outcomes.push({ class: retention, outcome: 'erased' })
  }
  return { lines, outcomes, farewell }
}

/**
 * Erases what the person asks for. What an order holds stays; what an open case needs stays unless
 * the officer decided otherwise. The receipt says which is which, and when the last copy is gone.
 */
export async function erase(
  room: Strongroom,
  module: string,
  asked: Asked,
): Promise<ErasureReceipt> {
  const { lines, outcomes, farewell } = await room.db.transact(async (tx) => {
    const person = await personOf(tx, module, asked.ref)
    return judged(tx, room, person, asked)
  })
  appendLedger(room.folder, lines)
  const { at } = asked
  return { at, goneAt: goneAt(at), classes: outcomes, ...(farewell ? { farewell } : {}) }
}

/** What a request for erasure would come to now, so that the person knows before they ask. */
export async function standing(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<Standing[]> {
  return room.db.look(async (tx) => standingOf(tx, await personOf(tx, module, ref)))
}

const erasureRow = z.object({
  id: z.string(),
  class: z.string(),
  why: z.enum(['request', 'retention', 'account']),
  values: z.number(),
  at: z.string(),
  goneAt: z.string(),
})

/** Everything that was erased of a person, newest first. */
export async function erasures(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<Erasure[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    return tx.many(
      sql`select id, class, why, values, at, gone_at as "goneAt" from vault.erasure
        where person = ${person} order by id desc limit 1000`,
      erasureRow,
    )
  })
}
