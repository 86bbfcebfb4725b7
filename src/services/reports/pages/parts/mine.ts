/** The report of whoever shows its follow-up code, or signed in asks for the own one by number. */
import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import { numberIn } from '../../model.ts'
import { readByCode, readOwn } from '../../store/one.ts'

/** The report behind a code, or behind a number when its reporter is signed in. */
export function readMine(tx: Tx, by: By, which: string): ReturnType<typeof readByCode> {
  const own = by.ref !== null && numberIn(which) !== undefined
  return own ? readOwn(tx, which, by.ref ?? '') : readByCode(tx, which)
}
