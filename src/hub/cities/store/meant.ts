/** Which city somebody means. */
import type { Tx } from '#core/database'
import { folded } from '../model/words.ts'
import { findCities, readNames } from './list.ts'

/** The one city somebody means by a line: its id, or a name that only one city has; undefined when it is none or several. */
export async function whichCity(tx: Tx, line: string): Promise<string | undefined> {
  const said = line.trim()
  if ((await readNames(tx, [said])).has(said)) return said
  const wanted = folded(said)
  const same = (await findCities(tx, said, 20)).filter(({ name, names }) =>
    [name, ...Object.values(names)].some((one) => folded(one) === wanted),
  )
  return same.length === 1 ? same[0]?.id : undefined
}
