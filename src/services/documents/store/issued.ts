import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { before, FETCH_MINUTES, type Issued } from '../model.ts'

const IssuedRow = z.object({
  document: z.string(),
  number: z.string(),
  kind: z.string(),
  unit: z.string(),
  caseRef: z.string(),
  issuedAt: z.string(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  sha256: z.string().nullable(),
  salt: z.string().nullable(),
  entry: z.string(),
  withdrawnAt: z.string().nullable(),
  withdrawnBecause: z.string().nullable(),
})

const issuedColumns: Statement = sql`document, number, kind, unit, case_ref as "caseRef",
  issued_at as "issuedAt", valid_from as "validFrom", valid_until as "validUntil", sha256, salt,
  entry, withdrawn_at as "withdrawnAt", withdrawn_because as "withdrawnBecause"`

/** A document was given. */
export async function addIssued(tx: Tx, one: Issued): Promise<void> {
  await tx.run(sql`insert into documents.document (document, number, kind, unit, case_ref, issued_at,
      valid_from, valid_until, sha256, salt, entry)
    values (${one.document}, ${one.number}, ${one.kind}, ${one.unit}, ${one.caseRef},
      ${one.issuedAt}, ${one.validFrom}, ${one.validUntil}, ${one.sha256}, ${one.salt},
      ${one.entry})`)
}

/** The document with this number. */
export function readByNumber(tx: Tx, number: string): Promise<Issued | undefined> {
  return tx.one(
    sql`select ${issuedColumns} from documents.document where number = ${number}`,
    IssuedRow,
  )
}

/** The document with this number, held until the transaction is over. */
export function holdIssued(tx: Tx, number: string): Promise<Issued | undefined> {
  return tx.one(
    sql`select ${issuedColumns} from documents.document where number = ${number} for update`,
    IssuedRow,
  )
}

/** The document that was given with exactly this file, the newest one. */
export function readByFile(tx: Tx, sha256: string): Promise<Issued | undefined> {
  return tx.one(
    sql`select ${issuedColumns} from documents.document where sha256 = ${sha256}
      order by issued_at desc limit 1`,
    IssuedRow,
  )
}

/** What is known of these documents. */
export function listIssued(tx: Tx, documents: readonly string[]): Promise<Issued[]> {
  return tx.many(
    sql`select ${issuedColumns} from documents.document where document = any(${documents}::uuid[])`,
    IssuedRow,
  )
}

/** What these units gave, or all of them, the newest first. */
export function listOfUnits(tx: Tx, units: readonly string[] | 'all'): Promise<Issued[]> {
  const own = units === 'all' ? [] : units
  return tx.many(
    sql`select ${issuedColumns} from documents.document
      where ${units === 'all'} or unit = any(${own}::text[])
      order by issued_at desc, document limit 200`,
    IssuedRow,
  )
}

/** What was given in this case, the newest first. */
export function listOfCase(tx: Tx, caseRef: string): Promise<Issued[]> {
  return tx.many(
    sql`select ${issuedColumns} from documents.document where case_ref = ${caseRef}
      order by issued_at desc, document limit 50`,
    IssuedRow,
  )
}

/** It is no longer good. */
export async function setWithdrawn(
  tx: Tx,
  number: string,
  of: { at: string; because: string },
): Promise<void> {
  await tx.run(sql`update documents.document set withdrawn_at = ${of.at},
    withdrawn_because = ${of.because} where number = ${number}`)
}

/** Hash and salt of documents that were erased go too: what is left relates to nobody. */
export function forgetFiles(tx: Tx, documents: readonly string[]): Promise<number> {
  return tx.run(sql`update documents.document set sha256 = null, salt = null
    where document = any(${documents}::uuid[])`)
}

/** Documents whose hash is still known, after this one. */
export async function listWithFile(tx: Tx, after: string): Promise<string[]> {
  const rows = await tx.many(
    sql`select document from documents.document where sha256 is not null and document > ${after}::uuid
      order by document limit 1000`,
    z.object({ document: z.string() }),
  )
  return rows.map(({ document }) => document)
}

const CheckedRow = z.object({
  number: z.string().nullable(),
  sha256: z.string(),
  outcome: z.enum(['matches', 'differs', 'unknown']),
  at: z.string(),
})

/** What came of a check. */
export type Checked = z.infer<typeof CheckedRow>

export async function addChecked(tx: Tx, id: string, one: Checked): Promise<void> {
  await tx.run(sql`insert into documents.comparison (checked, number, sha256, outcome, at)
    values (${id}, ${one.number}, ${one.sha256}, ${one.outcome}, ${one.at})`)
}

/** A check that was made after this moment. */
export function readChecked(tx: Tx, id: string, after: string): Promise<Checked | undefined> {
  return tx.one(
    sql`select number, sha256, outcome, at from documents.comparison
      where checked = ${id} and at > ${after}`,
    CheckedRow,
  )
}

/** Checks and passes that can no longer be used. */
export async function forgetOld(tx: Tx, now: string): Promise<void> {
  await tx.run(sql`delete from documents.comparison where at < ${before(now, 60)}`)
  await tx.run(sql`update documents.opening set pass = opening::text, address = ''
    where at < ${before(now, FETCH_MINUTES)} and address <> ''`)
}
