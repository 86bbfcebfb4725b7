/** What another system says of a report: it stands on the timeline, and the report follows where it may. */
import type { Tx } from '#core/database'
import { newId, newSecret } from '#core/kernel'
import { recorder } from '#core/record'
import { advance, type Hand, handOf as reporterHand, happen } from './advance.ts'
import { publicly } from './masking.ts'
import { publicClass, type State, stepBetween } from './model.ts'
import { holdPublic } from './store/change.ts'
import { holdOpenParts } from './store/merged.ts'
import type { Held } from './store/rows.ts'

/** What was said elsewhere, and which state of ours it means; null when it says nothing of one. */
export interface Heard {
  readonly number: string
  readonly state: State | null
  readonly text: string
  /** Code of the system that said it. */
  readonly from: string
}

/** Who writes it down: a service of this city, in a transaction of its own. */
export interface Hearing {
  readonly tx: Tx
  readonly now: string
  readonly service: string
  readonly city: Hand['city']
}

/** The way from one state to another: the step itself, or through the one state that lies between. */
export function wayTo(from: State, to: State): readonly State[] {
  const may = (one: State, next: State) => stepBetween(one, next)?.who.includes('official') === true
  if (from === to) return []
  if (may(from, to)) return [to]
  const over = (['in_progress', 'reopened', 'assigned'] as const).find(
    (between) => may(from, between) && may(between, to),
  )
  return over ? [over, to] : []
}

function handOf({ tx, now, service, city }: Hearing): Hand {
  return {
    tx,
    now,
    city,
    who: { by: 'city', badge: null, unit: null },
    newId: () => newId(now),
    newSecret,
    record: recorder(tx, { by: 'operator', now, service }),
    tell: async () => undefined,
  }
}

const waits = (state: State) => state === 'waiting_reporter' || state === 'reopen_requested'

/** A report that waits for its reporter goes on waiting; one with open parts is not over because another system says so. */
async function mayFollow(tx: Tx, report: Held, to: State): Promise<boolean> {
  if (waits(report.state)) return false
  return publicClass(to) !== 'closed' || (await holdOpenParts(tx, report.id)).length === 0
}

/**
 * Writes down what another system said. The report takes the state that is meant, where the workflow leads there;
 * otherwise the words alone stand on its timeline.
 */
export async function hearFrom(hearing: Hearing, heard: Heard): Promise<State> {
  const hand = handOf(hearing)
  let report: Held = await holdPublic(hearing.tx, heard.number)
  const { state } = heard
  // What another system wrote stays whole there; here stands what everybody may read.
  const text = publicly(heard.text, [])
  const follows = state !== null && (await mayFollow(hearing.tx, report, state))
  const way = follows ? wayTo(report.state, state) : []
  for (const [at, to] of way.entries()) {
    const last = at === way.length - 1
    const needed = stepBetween(report.state, to)?.text === true
    const words = last || needed ? text : undefined
    report = await advance(hand, report, { to, as: 'official', elsewhere: heard.from, text: words })
  }
  const facts = { elsewhere: heard.from }
  if (way.length === 0 && text.trim() !== '')
    await happen(hand, report, { kind: 'heard', audience: 'public', text, facts })
  return report.state
}

/** The report goes to another system: while that works on it, the city waits for it (art. 9). */
export async function passOn(hearing: Hearing, it: Pick<Heard, 'number' | 'from'>): Promise<void> {
  const report = await holdPublic(hearing.tx, it.number)
  const [to] = wayTo(report.state, 'waiting_external')
  if (to !== 'waiting_external' || waits(report.state)) return
  await advance(handOf(hearing), report, { to, as: 'official', elsewhere: it.from })
}

/** What a program says for whoever reported by it. */
export interface SaidFor {
  readonly number: string
  readonly text: string
  /** It is taken back. */
  readonly withdraws: boolean
}

/** The words of a reporter, brought by the program that brought the report: an answer, or more about it (art. 7). */
export async function sayFor(
  work: Parameters<typeof reporterHand>[0],
  { number, withdraws, ...said }: SaidFor,
): Promise<State> {
  const text = publicly(said.text, [])
  const hand = reporterHand(work, 'reporter', async () => undefined)
  const report = await holdPublic(work.tx, number)
  const asked = report.state === 'waiting_reporter'
  if (text.trim() !== '')
    await happen(hand, report, {
      kind: asked ? 'replied' : 'explained',
      audience: 'reporter',
      text,
    })
  if (withdraws) return (await advance(hand, report, { to: 'withdrawn', as: 'reporter' })).state
  if (!asked || text.trim() === '') return report.state
  const to = report.before ?? 'received'
  return (await advance(hand, report, { to, as: 'reporter' })).state
}
