import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { before, FETCH_MINUTES, type Share } from '../model.ts'

const ShareRow = z.object({
  share: z.string(),
  owner: z.string(),
  document: z.string(),
  field: z.string(),
  code: z.string().nullable(),
  once: z.boolean(),
  madeAt: z.string(),
  untilAt: z.string(),
  tries: z.number(),
  usedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
})

const columns: Statement = sql`share, owner, document, field, code, once, made_at as "madeAt",
  until_at as "untilAt", tries, used_at as "usedAt", ended_at as "endedAt"`

/** A link was made. */
export async function addShare(tx: Tx, one: Share, secret: string): Promise<void> {
  await tx.run(sql`insert into documents.share (share, owner, document, field, secret, code, once,
      made_at, until_at)
    values (${one.share}, ${one.owner}, ${one.document}, ${one.field}, ${secret}, ${one.code},
      ${one.once}, ${one.madeAt}, ${one.untilAt})`)
}

/** The link with this secret, held until the transaction is over: two cannot both be the only one. */
export function holdBySecret(tx: Tx, secret: string): Promise<Share | undefined> {
  return tx.one(
    sql`select ${columns} from documents.share where secret = ${secret} for update`,
    ShareRow,
  )
}

/** A link of this person, held until the transaction is over. */
export function holdOwn(tx: Tx, share: string, owner: string): Promise<Share | undefined> {
  return tx.one(
    sql`select ${columns} from documents.share where share = ${share} and owner = ${owner}
      for update`,
    ShareRow,
  )
}

/** Links to a document of this person, the newest first. */
export function listShares(tx: Tx, owner: string, document: string): Promise<Share[]> {
  return tx.many(
    sql`select ${columns} from documents.share where owner = ${owner} and document = ${document}
      order by made_at desc limit 100`,
    ShareRow,
  )
}

const OpeningRow = z.object({ share: z.string(), at: z.string() })

/** When links to a document were opened, the newest first. */
export function listOpenings(tx: Tx, document: string): Promise<z.infer<typeof OpeningRow>[]> {
  return tx.many(
    sql`select o.share, o.at from documents.opening o join documents.share s on s.share = o.share
      where s.document = ${document} order by o.at desc limit 500`,
    OpeningRow,
  )
}

/** A code was wrong; gives how many were. */
export async function countWrong(tx: Tx, share: string): Promise<void> {
  await tx.run(sql`update documents.share set tries = tries + 1 where share = ${share}`)
}

/** Opened: for a few minutes the bearer of the pass may fetch the file from this address. */
export async function addOpening(
  tx: Tx,
  of: { opening: string; share: string; pass: string; address: string; at: string },
): Promise<void> {
  await tx.run(sql`insert into documents.opening (opening, share, pass, address, at)
    values (${of.opening}, ${of.share}, ${of.pass}, ${of.address}, ${of.at})`)
  await tx.run(sql`update documents.share set used_at = coalesce(used_at, ${of.at}), tries = 0
    where share = ${of.share}`)
}

/** The link that was just opened with this pass, unless it was ended since. */
export function readOpened(
  tx: Tx,
  of: { pass: string; address: string; now: string },
): Promise<Share | undefined> {
  return tx.one(
    sql`select ${columns} from documents.share where ended_at is null and share = (
      select share from documents.opening where pass = ${of.pass} and address = ${of.address}
        and at > ${before(of.now, FETCH_MINUTES)})`,
    ShareRow,
  )
}

/** Ends a link; what was opened a moment ago cannot be fetched either. */
export async function endShare(tx: Tx, share: string, at: string): Promise<void> {
  await tx.run(sql`update documents.share set ended_at = coalesce(ended_at, ${at})
    where share = ${share}`)
}

/** Ends every link to a document; gives which. */
export async function endSharesOf(tx: Tx, document: string, at: string): Promise<string[]> {
  const rows = await tx.many(
    sql`update documents.share set ended_at = ${at} where document = ${document}
      and ended_at is null returning share`,
    z.object({ share: z.string() }),
  )
  return rows.map(({ share }) => share)
}

/** Links whose day is over, or whose one opening is; the file of the last one was fetched by now. */
export async function listOver(tx: Tx, now: string): Promise<string[]> {
  const rows = await tx.many(
    sql`select share from documents.share where ended_at is null and (until_at <= ${now}
      or (once and used_at <= ${before(now, FETCH_MINUTES)})) limit 1000`,
    z.object({ share: z.string() }),
  )
  return rows.map(({ share }) => share)
}
