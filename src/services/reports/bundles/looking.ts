/** What the plan of a bundle asks: who acts, and how each report stands. */
import type { Work } from '#core/actions'
import { reachOf } from '../reach.ts'
import type { Held } from '../store/rows.ts'
import { permissionOf } from './model.ts'
import type { Planning, Standing } from './plan.ts'
import { countAround } from './store.ts'

/** What may be known of whoever acts, as the plan asks it. */
export function planningOf(
  by: Work<unknown>['by'],
  it: Pick<Planning, 'act' | 'wish' | 'target'>,
): Planning {
  const permission = permissionOf(it.act)
  const permitted =
    by.actor.kind === 'system' || by.person?.permissions.includes(permission) === true
  return { ...it, permitted, reach: reachOf(by, permission) }
}

/** The reports with what lies around them. */
export async function standingsOf(
  tx: Work<unknown>['tx'],
  reports: readonly Held[],
  seen: ReadonlyMap<string, number>,
): Promise<Standing[]> {
  const ids = reports.map(({ id }) => id)
  const around = await countAround(tx, ids)
  return reports.map((report) => ({
    report,
    seen: seen.get(report.number) ?? 0,
    openParts: around.get(report.id)?.openParts ?? 0,
    duplicates: around.get(report.id)?.duplicates ?? 0,
  }))
}
