/** Threads and what is due, in words. */
import type { CityFacts } from '#core/actions'
import type { Say } from '#core/text'
import { money, type Titles } from './model.ts'
import type { Due } from './store/dues.ts'

/** A unit by its name; one that is gone by its code. */
export function unitName({ units }: Pick<CityFacts, 'units'>, code: string, language: string) {
  const name = units.find((one) => one.code === code)?.name
  return name?.[language] ?? name?.['en'] ?? code
}

/** `Lamp is out, Nord (R-1029)`: what a thread is about; without a title the service and its number. */
export function aboutOf(
  of: { readonly service: string; readonly subject: string; readonly titles: Titles },
  say: Say,
) {
  const { subject, titles } = of
  const title = titles?.[say.language] ?? titles?.['en']
  if (title) return say('messages.about.titled', { title, subject })
  const key = `service.${of.service}`
  const service = say.has(key) ? say(key) : of.service
  return say('messages.about', { service, subject })
}

/** `Charge: €12.50`, or `Deadline`. */
export function dueTitle(due: Pick<Due, 'kind' | 'amount' | 'currency'>, say: Say): string {
  const { kind, amount, currency } = due
  if (amount === null || currency === null) return say(`messages.kind.${kind}`)
  return say('messages.due.charge', { amount: money(amount, currency, say.language) })
}
