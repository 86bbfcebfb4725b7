/** Which version of a decision an entry is for. */
import type { Tx } from '#core/database'
import { listHeld, readChosen, readRegistered } from '#core/decisions'
import type { Entry } from './store/entries.ts'

/** The version that decides once two have agreed to this entry; undefined where its code is not held. */
export async function wouldRun(
  tx: Tx,
  { name, version }: Pick<Entry, 'name' | 'version'>,
): Promise<{ name: string; version: number; hash: string } | undefined> {
  const found = (await readRegistered(tx, name)).find((one) => {
    return version === null ? one.until === null : one.version === version && one.held
  })
  return found && { name, version: found.version, hash: found.hash }
}

/** The versions that an entry may be for, the newest first. */
export async function versionsHeld(tx: Tx, name: string, now: string): Promise<number[]> {
  return (await listHeld(tx, name, now)).map(({ version }) => version)
}

/** The version that a new entry is about, until somebody says another: the one in force, where its code is held. */
export async function versionNow(tx: Tx, name: string, now: string): Promise<number | null> {
  const chosen = (await readChosen(tx, name))?.version
  const held = await versionsHeld(tx, name, now)
  return chosen !== undefined && held.length > 1 && held.includes(chosen) ? chosen : null
}
