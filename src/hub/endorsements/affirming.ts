/** Affirming again: every 24 months, and when the declaration has a new major version (coalition-access.md 3.1). */
import type { Enqueue } from '#core/jobs'
import { listVersions } from '#hub/declaration'
import type { Hand } from './advance.ts'
import { affirmAsked } from './entries.ts'
import { letter } from './letters.ts'
import { AFFIRM_MONTHS } from './model.ts'
import { monthsAfter } from './model/days.ts'
import { addAffirmLetter, listToAffirm } from './store/affirming.ts'

const MOST = 500

/**
 * Asks members to affirm again: a month before their decision is 24 months old, when it is, and when there is a new
 * version. Nobody loses anything by it: a member of an older version stays a member of that version.
 */
export async function askToAffirm(
  hand: Hand & { readonly now: string; readonly ask: Enqueue },
): Promise<void> {
  const { tx, record, today, now, ask } = hand
  const [newest] = await listVersions(tx)
  const due = await listToAffirm(tx, {
    soonFrom: monthsAfter(today, 1 - AFFIRM_MONTHS),
    lateFrom: monthsAfter(today, -AFFIRM_MONTHS),
    newest: newest?.version ?? '',
    most: MOST,
  })
  for (const one of due) {
    const { city, because, mark, application, decidedOn } = one
    await addAffirmLetter(tx, { ...one, at: now })
    const until = monthsAfter(decidedOn, AFFIRM_MONTHS)
    const about = because === 'version' ? { declaration: mark } : { due: until }
    await record(affirmAsked, { city, because, ...about }, { subject: `/cities/${city}` })
    const kind = `affirm-${because}` as const
    await ask(letter, { application, kind, until: because === 'version' ? mark : until })
  }
}
