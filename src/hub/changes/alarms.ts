/** Alarms: raised once, in the record as well, and ended when what was wrong is right again. */
import type { Tx } from '#core/database'
import { newId } from '#core/kernel'
import { listSplitViews, recorder, sizesOf } from '#core/record'
import { alarmOver, alarmRaised } from './entries.ts'
import type { AlarmKind } from './model.ts'
import { addAlarm, endAlarms } from './store/alarms.ts'
import { cityOfLog } from './store/members.ts'

const subject = { subject: '/federation' }

/** Raises an alarm, unless it is raised. */
export async function raise(
  tx: Tx,
  it: { readonly kind: AlarmKind; readonly about: string; readonly detail: string },
  now: string,
): Promise<void> {
  const id = newId(now)
  const detail = it.detail.slice(0, 200)
  if (!(await addAlarm(tx, { ...it, id, detail, since: now }))) return
  const write = recorder(tx, { by: 'operator', now, service: 'changes' })
  await write(alarmRaised, { alarm: id, kind: it.kind, about: it.about, detail }, subject)
}

/** What was wrong is right again. A split view is never over: it was signed. */
export async function calm(
  tx: Tx,
  it: { readonly kinds: readonly AlarmKind[]; readonly about: string },
  now: string,
): Promise<void> {
  const write = recorder(tx, { by: 'operator', now, service: 'changes' })
  for (const { id, kind, about } of await endAlarms(tx, { ...it, now })) {
    await write(alarmOver, { alarm: id, kind, about }, subject)
  }
}

/** Whatever this city saw as a witness and can prove is an alarm that names whose log it is. */
export async function raiseSplitViews(tx: Tx, now: string): Promise<void> {
  for (const split of await listSplitViews(tx)) {
    const about = (await cityOfLog(tx, split.origin)) ?? split.origin
    const [known, note] = sizesOf(split)
    const detail = `${split.origin} ${known} ${note} ${split.id}`
    await raise(tx, { kind: 'split-view', about, detail }, now)
  }
}
