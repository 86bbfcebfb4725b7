/** What stands beside the values on the page that is taken along: requests, breaches, and being counted among others. */
import type { Say } from '#core/text'
import type { Everything } from './everything.ts'
import { day, heads, part } from './part.ts'

/** What was asked about one's data; the words and the answers stand among the values. */
export function askedAbout({ along }: Everything, say: Say): string {
  return part(
    say('folder.requests'),
    heads(say, 'number', 'what', 'since', 'outcome'),
    along.requests.map(({ number, kind, state, receivedAt, outcome }) => [
      number,
      say(`protection.kind.${kind}`),
      day(receivedAt, say),
      outcome ? say(`protection.outcome.${outcome}`) : say(`protection.state.${state}`),
    ]),
  )
}

/** Breaches that concerned the person, with what was written of them. */
export function breachesIn({ taken, along }: Everything, say: Say): string {
  return part(
    say('folder.take.breaches'),
    heads(say, 'number', 'since', 'what'),
    taken.breaches.map(({ breach, at }) => [
      breach,
      day(at, say),
      along.letters.get(breach) ?? null,
    ]),
  )
}

/** For what the person was counted among others. */
export function numbersIn({ taken }: Everything, say: Say): string {
  return part(
    say('folder.in-numbers'),
    ['purpose', 'month', 'times'].map((name) => say(`folder.in-numbers.${name}`)),
    taken.inNumbers.map(({ purpose, month, times }) => [
      say(`purpose.${purpose}.title`),
      month,
      say.number(times),
    ]),
  )
}
