/** Who may try an action, and how often. */
import { Refusal } from '#core/kernel'
import { requireProof, requireReach } from '#core/people'
import type { Action } from './action.ts'
import type { Caller, Door } from './perform.ts'

/** Whether somebody may try it, and showed enough for it; throws a `Refusal` otherwise. */
export function admit(action: Action, caller: Caller, now: string): void {
  if (caller.operator) return
  requireReach(action, caller.person)
  if (action.who.admits(caller.person)) return requireProof(action, caller.person, now)
  throw new Refusal(caller.person ? 'forbidden' : 'sign-in', [action.who.sentence])
}

/** Nobody acts more often than the action bears. */
export function spend(door: Door, { name, limit }: Action, caller: Caller, now: string): void {
  if (!limit || caller.operator) return
  const { person, address } = caller
  door.limits.spend(
    name,
    limit.per === 'session' ? (person?.session ?? address) : address,
    limit,
    now,
  )
}
