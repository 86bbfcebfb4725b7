/** How a sign-in ends: in, at the second half, or refused; and the letter to the owner when it was somewhere new. */
import type { Shown, Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { assuranceOf, type Proof, strongest } from '#core/people'
import type { CameIn } from '#core/vault'
import { accountOf } from '../config.ts'
import { sendLetter } from '../jobs.ts'
import { onward, withNext } from '../model.ts'

type Entering = Pick<
  Work<{ readonly next?: string | undefined }>,
  'input' | 'by' | 'now' | 'city' | 'accounts' | 'session' | 'later' | 'device'
>

/** A provider that does not tell when it last asked: whatever needs a fresh proof asks again. */
const LONG_AGO = new Date(0).toISOString()

/** Refuses with the seconds to wait; says nothing of whether there is an account. */
export function mayTry<T extends object>(answer: T | { readonly wait: number }): T {
  if ('wait' in answer) throw new Refusal('too-many', ['too-many'], { retryAfter: answer.wait })
  return answer
}

/** What is shown now adds to what the same person showed before in this session. */
export function shownBy(
  { by, city }: Pick<Entering, 'by' | 'city'>,
  peopleRef: string,
  how: readonly Proof[],
): Shown {
  const own = by.person?.ref === peopleRef ? by.person : null
  const all = [...new Set([...(own?.how ?? []), ...how])]
  const level = assuranceOf(all, accountOf(city).mailIsSecond)
  return { how: all, assurance: strongest(level, own?.assurance ?? 'low') }
}

/** Tells the owner of an account by mail that something about it has happened. */
export async function tell(
  { accounts, later, now, device }: Pick<Entering, 'accounts' | 'later' | 'now' | 'device'>,
  peopleRef: string,
  kind: 'entered' | 'changed' | 'recovery',
): Promise<void> {
  const { letter } = await accounts.tell({ peopleRef, now, kind })
  await later(sendLetter, { letter, about: device })
}

/** Signs in whoever showed enough, and says where to go on to. */
export async function enter(
  work: Entering,
  answer: CameIn,
  wrong: { code: string; field?: string },
): Promise<{ next: string }> {
  const came = mayTry(answer)
  if ('wrong' in came) throw new Refusal('refused', [wrong])
  const { next } = work.input
  if ('second' in came) return { next: withNext(`/sign-in/second/${came.second}`, next) }
  const { peopleRef, how, assurance = 'low', provedAt } = came
  const shown = shownBy(work, peopleRef, how)
  const isNews = await work.session.start(peopleRef, {
    ...shown,
    assurance: strongest(shown.assurance, assurance),
    ...(provedAt === undefined ? {} : { provedAt: provedAt ?? LONG_AGO }),
  })
  if (isNews) await tell(work, peopleRef, 'entered')
  return { next: onward(next) }
}
