import { type PGlite, parse, protocol } from '@electric-sql/pglite'
import type { Answer } from './driver.ts'

const { serialize } = protocol

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/**
 * What PostgreSQL is sent for one statement (PostgreSQL manual 55.2.3), all of it at once:
 * PGlite's own `query`
 * goes in and out five times. Values are texts already, so the types of the parameters need not be
 * asked for.
 */
function messageOf(text: string, values: readonly (string | null)[]): Uint8Array {
  if (values.length === 0) return serialize.query(text)
  return joined([
    serialize.parse({ text }),
    serialize.bind({ values: [...values] }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ])
}

/**
 * Asks one statement; without values perhaps several, of which the last one's answer comes back.
 */
export async function asked(
  pg: PGlite,
  text: string,
  values: readonly (string | null)[],
): Promise<Answer> {
  const messages = await pg.execProtocolStream(messageOf(text, values), { syncToFs: false })
  const last = parse.parseResults(messages, pg.parsers).at(-1)
  return {
    rows: last?.rows ?? [],
    affected: last?.rowCount ?? last?.affectedRows ?? 0,
  }
}
