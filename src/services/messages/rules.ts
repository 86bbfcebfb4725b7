/** Who may write in a thread, and what may become of what is due. Pure. */
import { rule } from '#core/kernel'
import type { DueKind, DueState } from './model.ts'

/** What the rule needs to know. */
export interface Writing {
  readonly state: 'open' | 'closed'
  /** The units somebody writes for; a resident writes in their own thread alone. */
  readonly units: readonly string[] | 'all' | 'own'
  readonly unit: string
}

export const mayWrite = rule<Writing>({
  name: 'messages.mayWrite',
  says: 'The resident and the unit of a thread write in it until it is closed; a resident opens it again by writing.',
  law: 'Administrative Procedure Ordinance 2/2024, art. 14(1)',
  refuseWhen: {
    'foreign-unit': ({ units, unit }) =>
      units !== 'all' && units !== 'own' && !units.includes(unit),
    'thread-closed': ({ units, state }) => units !== 'own' && state === 'closed',
  },
})

/** What is asked of something that is due. */
export interface Changing {
  readonly kind: DueKind
  readonly from: DueState
  readonly to: DueState
  readonly units: readonly string[] | 'all'
  readonly unit: string
}

export const mayChangeDue = rule<Changing>({
  name: 'messages.mayChangeDue',
  says: 'The unit says of a charge that it is paid, of a deadline that it is done, and takes either back, as long as it is open.',
  law: 'Administrative Procedure Ordinance 2/2024, art. 16',
  refuseWhen: {
    'foreign-unit': ({ units, unit }) => units !== 'all' && !units.includes(unit),
    'not-open': ({ from }) => from !== 'open',
    'not-such-an-end': ({ kind, to }) =>
      to === 'open' || (to === 'paid' && kind !== 'charge') || (to === 'done' && kind === 'charge'),
  },
})

/** What is set down as due. */
export interface Setting {
  readonly kind: DueKind
  /** In the smallest unit; undefined when what was typed is no amount. */
  readonly amount: number | undefined
  readonly asked: boolean
  readonly currency: boolean
  readonly on: string
  readonly today: string
}

export const maySetDue = rule<Setting>({
  name: 'messages.maySetDue',
  says: 'What is due has a day that is not over; a charge has an amount in a currency there is, a deadline has none.',
  law: 'Administrative Procedure Ordinance 2/2024, art. 15',
  refuseWhen: {
    'day-over': ({ on, today }) => on < today,
    'no-amount': ({ kind, amount }) => kind === 'charge' && amount === undefined,
    'no-charge': ({ kind, asked }) => kind === 'deadline' && asked,
    'no-currency': ({ kind, currency }) => kind === 'charge' && !currency,
  },
})
