/** Who got a value that was corrected, and whether they know (GDPR art. 19). */
import { sql, type Tx } from '#core/database'
import { type Recipient, recipientColumns, RecipientRow } from './rows.ts'

type New = Pick<Recipient, 'kind' | 'code' | 'lastAt' | 'cases'>

/** Notes who has to be told. A service reads the new value by itself. */
export async function addRecipients(
  tx: Tx,
  request: number,
  { all, now }: { all: readonly New[]; now: string },
): Promise<void> {
  for (const { kind, code, lastAt, cases } of all) {
    const known = kind === 'service' ? now : null
    const told = kind === 'outside' ? null : now
    await tx.run(sql`insert into protection.recipient
        (request, kind, code, last_at, cases, told_at, acknowledged_at)
      values (${request}, ${kind}, ${code}, ${lastAt}, ${cases}, ${told}, ${known})
      on conflict do nothing`)
  }
}

/** Everybody who got the value of a request. */
export function listRecipients(tx: Tx, request: number): Promise<Recipient[]> {
  return tx.many(
    sql`select ${recipientColumns} from protection.recipient
      where request = ${request} order by kind, code limit 500`,
    RecipientRow,
  )
}

/** Corrections that units have to take over. */
export function listUnknown(
  tx: Tx,
  units: readonly string[] | 'all',
  limit = 100,
): Promise<Recipient[]> {
  const mine = units === 'all' ? sql`true` : sql`code = any(${[...units]}::text[])`
  return tx.many(
    sql`select ${recipientColumns} from protection.recipient
      where kind = 'unit' and acknowledged_at is null and ${mine}
      order by last_at desc limit ${limit}`,
    RecipientRow,
  )
}

/** Somebody outside was written to; false when that stands already. */
export async function setTold(
  tx: Tx,
  of: Pick<Recipient, 'request' | 'kind' | 'code'>,
  at: string,
): Promise<boolean> {
  const rows = await tx.run(sql`update protection.recipient set told_at = ${at}
    where request = ${of.request} and kind = ${of.kind} and code = ${of.code} and told_at is null`)
  return rows > 0
}

/** A recipient says that they took the new value over; false when that stands already. */
export async function setAcknowledged(
  tx: Tx,
  of: Pick<Recipient, 'request' | 'kind' | 'code'>,
  at: string,
): Promise<boolean> {
  const rows = await tx.run(sql`update protection.recipient
    set acknowledged_at = ${at}, told_at = coalesce(told_at, ${at})
    where request = ${of.request} and kind = ${of.kind} and code = ${of.code}
      and acknowledged_at is null`)
  return rows > 0
}
