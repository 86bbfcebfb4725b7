/**
 * The ledger of erasures: in the database, and as a file of the key folder. Neither copy is brought
 * back without the other, so what was erased stays erased (privacy-record.md 2.8).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Tx, writeDurably } from '#core/database'
import { z } from 'zod'
import { CannotStart } from '../key-folder.ts'
import { shredAll } from './shred.ts'
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

/** Writes lines into the database; what is there already stays as it is. */
export async function noteErasures(tx: Tx, lines: readonly LedgerLine[]): Promise<void> {
  await tx.run(sql`insert into vault.erasure (id, person, class, why, values, at, gone_at)
    select line.id, line.person, line.class, line.why, line.values, line.at, line.gone
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (id uuid, person uuid,
      class text, why text, values integer, at timestamptz, gone timestamptz)
    on conflict (id) do nothing`)
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
      const portion = missing.slice(from, from + PORTION)
      await shredAll(tx, portion)
      await noteErasures(tx, portion)
    })
  }
  const written = new Set(lines.map(({ id }) => id))
  const unwritten = (await room.db.look(ledgerOf)).filter(({ id }) => !written.has(id))
  appendLedger(folder, unwritten)
  if (missing.length > 0) room.log.info({ count: missing.length }, 'erasures were done again')
  return missing.length
}
