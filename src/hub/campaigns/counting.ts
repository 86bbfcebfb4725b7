/** The counter, computed from the entries of the record; nobody types it. */
import type { Tx } from '#core/database'
import { listEntries } from '#core/record'
import { counter, type Definition } from './model.ts'
import type { Campaign } from './store.ts'

const PART = 500
/** A million entries of one kind; above that the counter of the page would be a report of its own. */
const PARTS = 2000

/** What stands on the record of a campaign. */
export function definitionOf(it: Campaign): Definition {
  const { id, target, starts, zone, days, baseline, rule } = it
  return { campaign: id, target, starts, zone, days, baseline, rule }
}

/** Counts the entries that qualify, kind by kind; the same as `cityright verify --campaign` does with the log. */
export async function countNow(tx: Tx, definition: Definition): Promise<number> {
  const counting = counter(definition)
  for (const kind of definition.rule.kinds) {
    let before: string | undefined
    for (let part = 0; part < PARTS; part += 1) {
      const entries = await listEntries(tx, { kind, before, limit: PART })
      for (const { kind: t, at, body: d } of entries) counting.add({ t, at, d })
      before = entries.at(-1)?.id
      if (entries.length < PART) break
    }
  }
  return counting.count()
}
