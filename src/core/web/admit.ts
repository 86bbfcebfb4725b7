import { formValues, reasonsOf, requireReadable } from '#core/actions'
import { Refusal } from '#core/kernel'
import type { Page } from '#core/pages'
import { type Person, requireProof } from '#core/people'

type AnyPage = Page<any, any, any>

/** What was asked of a page, as its schema reads it. */
export function inputOf(page: AnyPage, values: Record<string, unknown>): unknown {
  const sent = formValues(page.input, values)
  requireReadable(sent)
  const parsed = page.input.safeParse(sent)
  if (!parsed.success) throw new Refusal('invalid', reasonsOf(parsed.error, sent))
  return parsed.data
}

/** Whether this visitor may look, and has shown enough of who they are. */
export function admit(page: AnyPage, person: Person | null, now: string): void {
  if (page.who.admits(person)) return requireProof(page, person, now)
  throw new Refusal(person ? 'forbidden' : 'sign-in', [page.who.sentence])
}
