/** What the command line asks a vault that runs, and does in a key folder. */
import { Line, vaultDown } from './client/line.ts'
import { protectKeys } from './protect.ts'
import { readKey } from './key-folder.ts'
import { tokenOf } from './protocol.ts'

export { isEscrowed, makeEscrow, readEscrow, recoverKey, rehearseEscrow } from './escrow.ts'
export { lockFrom } from './passphrase.ts'
export { protectKeys }

/** Keys of a million people are wrapped anew within this. */
const PATIENCE = 3_600_000

/** Changes the master key of a vault that runs, or ends the old ones. */
export async function askOperator(
  where: { readonly keys: string; readonly socket: string },
  op: 'keys.rotate' | 'keys.retire',
): Promise<{ version: number; rewrapped?: number }> {
  const line = new Line(where.socket, () => {
    const key = readKey(where.keys, 'channel')
    if (!key) throw vaultDown()
    return { hello: 'operator', token: tokenOf(key, 'operator') }
  })
  try {
    return (await line.ask(op, {}, PATIENCE)) as { version: number; rewrapped?: number }
  } finally {
    line.close()
  }
}
