/** What the office that oversees the processing of data may ask: numbers, never whose. */
import type { Actor } from './context-model.ts'

/** How often something was read in a month of the city; never of whom. */
export interface MonthRead {
  readonly purpose: string
  /** Such as `2027-03`. */
  readonly month: string
  readonly count: number
}

/** What was declared and has not been read since a day. */
export interface Unread {
  readonly purpose: string
  readonly field: string
}

/** Which accesses or open cases a breach concerns; every part narrows it down. */
export interface Concerned {
  /** `accesses`: whose data was read. `cases`: whose data could be read for an open case. */
  readonly by: 'accesses' | 'cases'
  readonly from: string
  readonly until: string
  readonly module?: string | undefined
  readonly purpose?: string | undefined
  /** Number of the official, as residents see it. */
  readonly badge?: string | undefined
}

/** A legal hold that was asked for, as officials see it: never on whom it is. */
export interface HoldOrder {
  readonly id: string
  readonly change: 'placed' | 'released'
  readonly class: string
  readonly reference: string
  readonly askedAt: string
  readonly decidedAt: string | null
  readonly agreed: boolean | null
  /** People it is about. */
  readonly people: number
  /** Whoever looks asked for it, so another has to agree. */
  readonly own: boolean
  /** It stands: was placed, and not released. */
  readonly stands: boolean
}

/** On whose data a hold is to be: of an account, or of everybody with this case. */
export interface HoldAsked {
  readonly class: string
  readonly reference: string
  readonly email?: string | undefined
  readonly case?: string | undefined
  readonly actor: Actor
  readonly at: string
}

/** That a breach concerned somebody, and since when it stands in their folder. */
export interface BreachNotice {
  readonly breach: string
  readonly at: string
}

/** What the vault answers the service `processing` alone. */
export interface Oversight {
  /** Reads by purpose and month, from a moment on, by the clocks of a zone. */
  reads(asked: { readonly from: string; readonly zone: string }): Promise<readonly MonthRead[]>
  /** Fields of active purposes that are older than `since` and were not read after it. */
  unread(since: string): Promise<readonly Unread[]>
  /** Accesses that a law delayed, by the year in which they happened. */
  delayed(zone: string): Promise<readonly { readonly year: string; readonly count: number }[]>
  /** Computes and remembers whom a breach concerns; who was told already stays. Gives how many. */
  concerned(breach: string, of: Concerned, at: string): Promise<number>
  /** Puts a notice into the folder of each; gives how many were told now. */
  tell(breach: string, at: string): Promise<number>
  /** How many a breach concerns, and how many of them were told. */
  told(breach: string): Promise<{ readonly people: number; readonly told: number }>
  askHold(asked: HoldAsked): Promise<{ readonly people: number }>
  askRelease(asked: {
    readonly order: string
    readonly actor: Actor
    readonly at: string
  }): Promise<boolean>
  /** Says what came of it: `own` when whoever asked would agree, `over` when it is decided. */
  decideHold(asked: {
    readonly order: string
    readonly agreed: boolean
    readonly actor: Actor
    readonly at: string
  }): Promise<'done' | 'own' | 'over'>
  orders(official: string): Promise<readonly HoldOrder[]>
  /** An assessment was published: what names it in `dpia` is read from now on. */
  assessed(code: string): Promise<void>
}

/** How many people have which values; never fewer than ten. */
export interface Counted {
  readonly groups: readonly {
    readonly values: Readonly<Record<string, string>>
    readonly count: number
  }[]
  /** Those of smaller groups, together: nobody, or ten at least; null where there are fewer than ten in all. */
  readonly others: number | null
}

/** How often somebody was counted among others. */
export interface InNumbers {
  readonly purpose: string
  /** Year and month: 2026-03. */
  readonly month: string
  readonly times: number
}
