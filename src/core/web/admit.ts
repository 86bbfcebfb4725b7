/** Who may look at a page, and as whom. */
import { type By, byOf, formValues, reasonsOf, requireReadable } from '#core/actions'
import { Refusal } from '#core/kernel'
import type { Page } from '#core/pages'
import { actingFor, type Person, requireProof, requireReach } from '#core/people'
import type { Channel } from '#core/vault'
import type { Visit } from './here.ts'

type AnyPage = Page<any, any, any>

/** What a page was asked with, as its shape makes it. */
export function inputOf(page: AnyPage, values: Record<string, unknown>): unknown {
  const sent = formValues(page.input, values)
  requireReadable(sent)
  const parsed = page.input.safeParse(sent)
  if (!parsed.success) throw new Refusal('invalid', reasonsOf(parsed.error, sent))
  return parsed.data
}

/** Whether somebody may look at a page at all, and showed enough for it. */
export function admit(page: AnyPage, person: Person | null, now: string): void {
  if (page.who.name !== 'anyone') requireReach(page, person)
  if (page.who.admits(person)) return requireProof(page, person, now)
  throw new Refusal(person ? 'forbidden' : 'sign-in', [page.who.sentence])
}

/** Whoever acts for another looks at what is open to all as anybody does: nothing of their own is mixed in. */
function lookerOf(page: AnyPage, person: Person | null): Person | null {
  const own = !person?.acting || page.onBehalf === 'own' || actingFor(page, person)
  return own ? person : null
}

const actingOn = (page: AnyPage) => ({
  permission: page.who.permission,
  onBehalf: page.onBehalf,
})

/** Who looks, as the service of the page may know them. */
export function lookingBy(page: AnyPage, { asking }: Visit, channel: Channel): Promise<By> {
  return byOf(lookerOf(page, asking.person), channel, asking.address, actingOn(page))
}
