/**
 * The ledger of erasures: in the database, and as a file of the key folder. Neither copy is brought
 * back without the other, so what was erased stays erased (privacy-record.md 2.8).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Tx, writeDurably } from '#core/database'
import { z } from 'zod'
import { CannotStart } from '../key-folder.ts'
import { shredDocuments } from './documents/shred.ts'
import type { Strongroom } from './strongroom.ts'

/** Name of the file in the key folder. */
export const LEDGER = 'erasures.jsonl'

const why = z.enum(['request', 'retention', 'account'])

/** One line: that a class of a person is gone. No name, no value. */
export const ledgerLine = z.object({
  id: z.uuid(),
  person: z.uuid(),
  class: z.string(),
  why,
  values: z.int().nonnegative(),
  at: z.string(),
  gone: z.string(),
})

export type LedgerLine = z.infer<typeof ledgerLine>

/** Lines that one look compares. */
const PORTION = 1_000

/** Every line of a file; a last line that a power cut broke off is none. */
export function readLedger(file: string): LedgerLine[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((text, at) => {
    if (text === '') return []
    try {
      return [ledgerLine.parse(JSON.parse(text))]
    } catch {
      if (at === lines.length - 1) return []
      throw new CannotStart(`${file}:${at + 1} is damaged: bring the ledger back from its backup`)
    }
  })
}

/** Writes lines at the end, and waits for the disk. */
export function appendLedger(folder: string, lines: readonly LedgerLine[]): void {
  if (lines.length === 0) return
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  writeDurably(join(folder, LEDGER), text, 'more')
}

/** Writes a line into the database; false when it was there. */
export async function noteErasure(tx: Tx, line: LedgerLine): Promise<boolean> {
  const { id, person, class: retention, at, gone, values } = line
  const made = await tx.run(sql`insert into vault.erasure
    (id, person, class, why, values, at, gone_at)
    values (${id}, ${person}, ${retention}, ${line.why}, ${values}, ${at}, ${gone})
    on conflict (id) do nothing`)
  return made > 0
}

/** The key of a class is destroyed, and everything that it opened; gives how many values there were. */
export async function shred(tx: Tx, person: string, retention: string): Promise<number> {
  await tx.run(sql`delete from keys.dek where person = ${person} and class = ${retention}`)
  if (retention === 'account') await closeAccount(tx, person)
  if (retention === 'residence') {
    await tx.run(sql`delete from vault.residence where person = ${person}`)
    await tx.run(sql`delete from vault.namesake where person = ${person}`)
  }
  if (retention === 'account' || retention === 'mandate') await endOwn(tx, person, retention)
  const documents = await shredDocuments(tx, person, retention)
  const values = await tx.run(
    sql`delete from vault.datum where person = ${person} and class = ${retention}`,
  )
  return values + documents
}

/** Without its address an account is none, and nothing opens it any more. */
async function closeAccount(tx: Tx, person: string): Promise<void> {
  await tx.run(sql`delete from vault.letter where person = ${person}`)
  await tx.run(sql`delete from vault.identity where person = ${person}`)
  await tx.run(sql`delete from vault.passkey where person = ${person}`)
  await tx.run(sql`delete from vault.account where person = ${person}`)
}

/**
 * Who closes the account acts for nobody any more; who erases what is kept of mandates ends those they gave
 * themselves. What a court or the law gave stays.
 */
async function endOwn(tx: Tx, person: string, retention: string): Promise<void> {
  const whose =
    retention === 'account'
      ? sql`delegate = ${person} or person = ${person}`
      : sql`person = ${person}`
  await tx.run(sql`update vault.mandate set ended_at = now(), ended_why = 'erased'
    where ended_at is null and (${whose}) and (kind = 'voluntary' or delegate = ${person})`)
}

const lineRow = ledgerLine

/** Every line that the database has. */
export function ledgerOf(tx: Tx): Promise<LedgerLine[]> {
  return tx.many(
    sql`select id, person, class, why, values, at, gone_at as gone from vault.erasure order by id`,
    lineRow,
  )
}

/**
 * Before a vault answers, file and database say the same: what only the file knows is erased again,
 * as after a backup was brought back; what only the database knows is written into the file.
 */
export async function replayLedger(
  room: Pick<Strongroom, 'db' | 'log'>,
  folder: string,
): Promise<number> {
  const lines = readLedger(join(folder, LEDGER))
  const known = new Set((await room.db.look(ledgerOf)).map(({ id }) => id))
  const missing = lines.filter(({ id }) => !known.has(id))
  for (let from = 0; from < missing.length; from += PORTION) {
    await room.db.transact(async (tx) => {
      for (const line of missing.slice(from, from + PORTION)) {
        await shred(tx, line.person, line.class)
        await noteErasure(tx, line)
      }
    })
  }
  const written = new Set(lines.map(({ id }) => id))
  const unwritten = (await room.db.look(ledgerOf)).filter(({ id }) => !written.has(id))
  appendLedger(folder, unwritten)
  if (missing.length > 0) room.log.info({ count: missing.length }, 'erasures were done again')
  return missing.length
}
