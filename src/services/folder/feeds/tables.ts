/** Who looked, for spreadsheets and programs. */
import { Refusal } from '#core/kernel'
import { cell, type Feed, type FeedLook, jsonFeed, tableFeed } from '#core/pages'
import type { Say } from '#core/text'
import type { Access } from '#core/vault'
import { type Asked, wantedOf, wrongDays } from '../model.ts'
import { inUnit, sentence } from '../naming.ts'

/** Rows that are read at a time. */
const ROWS = 500

type Row = Access & { readonly sentence: string }
type Column = readonly [name: string, value: (row: Row) => string | number | null]

const columns: readonly Column[] = [
  ['id', (row) => row.id],
  ['at', (row) => row.at],
  ['outcome', (row) => row.outcome],
  ['service', (row) => row.module],
  ['purpose', (row) => row.purpose],
  ['version', (row) => row.purposeVersion],
  ['fields', (row) => row.fields.join(' ')],
  ['actor', (row) => row.actor.kind],
  ['unit', (row) => row.actor.unit],
  ['badge', (row) => row.actor.badge],
  ['case', (row) => row.case],
  ['reason', (row) => row.reason],
  ['gdpr', (row) => row.basis?.gdpr ?? null],
  ['law', (row) => row.basis?.law ?? null],
  ['denied', (row) => row.denied ?? null],
  ['breach', (row) => row.breach ?? null],
  ['emergency', (row) => (row.emergency ? 'yes' : null)],
  ['shownFrom', (row) => row.shownFrom ?? null],
  ['sentence', (row) => row.sentence],
]

/** These accesses as comma-separated values with a header line (RFC 4180). */
export async function* csvLines(
  accesses: AsyncIterable<readonly Access[]>,
  say: Say,
): AsyncGenerator<string> {
  yield `${columns.map(([name]) => name).join(',')}\r\n`
  for await (const part of accesses) {
    const rows = part.map((access) => ({ ...access, sentence: sentence(access, say) }))
    const lines = rows.map((row) => columns.map(([, value]) => cell(value(row))).join(','))
    yield lines.map((line) => `${line}\r\n`).join('')
  }
}

async function* partsOf({ input, folder, city, say }: FeedLook<Asked>): AsyncIterable<Row[]> {
  const wanted = wantedOf(input, city.zone)
  let { before } = input
  for (;;) {
    const more = { ...wanted, limit: ROWS, ...(before ? { before } : {}) }
    const found = await folder.accesses(more)
    const told = found.map((access) => inUnit(access, city, say.language))
    yield told.map((access) => ({ ...access, sentence: sentence(access, say) }))
    before = found.at(-1)?.id
    if (found.length < ROWS || before === undefined) return
  }
}

/** What cannot be understood is refused, field by field, before anything is sent. */
function understanding({ type, write }: Feed<Asked>): Feed<Asked> {
  return {
    type,
    write(work) {
      const wrong = Object.entries(wrongDays(work.input))
      const reasons = wrong.map(([field, code]) => ({ code: `folder.wrong.${code}`, field }))
      if (reasons.length > 0) throw new Refusal('invalid', reasons)
      return write(work)
    },
  }
}

/** Who looked, as a table. */
export const csv = understanding(tableFeed<Asked, Row>(columns, partsOf))

/** Who looked, for programs. */
export const json = understanding(jsonFeed<Asked, Row>('accesses', { partsOf, item: (row) => row }))
