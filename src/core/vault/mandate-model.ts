/** Who acts for whom (privacy-record.md 2.9). The vault alone knows which persons these are. */
import type { Wait } from './account-model.ts'

/** What a mandate comes from: the law, a court, or the person. */
export const MANDATES = ['parental', 'court', 'voluntary'] as const
export type MandateKind = (typeof MANDATES)[number]

/** Where a mandate stands. */
export type MandateState = 'offered' | 'taken' | 'asked' | 'standing' | 'ended'

/** Why a mandate ended. */
export type MandateEnd = 'withdrawn' | 'date' | 'majority' | 'desk' | 'erased'

/** A mandate as one of its two persons sees it. */
export interface Mandate {
  readonly mandate: string
  readonly kind: MandateKind
  /** `for`: the other acts for whoever looks; `by`: whoever looks acts for the other. */
  readonly side: 'for' | 'by'
  readonly state: MandateState
  readonly scopes: readonly string[]
  /** How whoever looks calls the other; null when that was erased. */
  readonly name: string | null
  readonly evidence: string | null
  readonly from: string | null
  readonly until: string
  readonly ended: { readonly at: string; readonly why: MandateEnd } | null
}

/** A mandate that a second official has to agree to. Nobody's name stands in it. */
export interface WaitingMandate {
  readonly mandate: string
  readonly kind: MandateKind
  readonly scopes: readonly string[]
  readonly evidence: string
  readonly until: string
  readonly askedAt: string
  readonly badge: string
  /** Asked for by whoever looks at it: another has to agree. */
  readonly own: boolean
}

/** What a mandate in force lets its delegate do. */
export interface InForce {
  readonly mandate: string
  readonly kind: MandateKind
  /** The person represented, as sessions know people. */
  readonly peopleRef: string
  readonly scopes: readonly string[]
  readonly until: string
  /** How the delegate calls that person. */
  readonly name: string | null
}

/** Mandates. A delegate can neither make nor end one. */
export interface Mandates {
  /** Somebody invites another: gives the code to hand over. */
  offer(asked: {
    readonly ref: string
    readonly name: string
    readonly scopes: readonly string[]
    readonly until: string
    readonly at: string
  }): Promise<{ readonly mandate: string; readonly code: string }>
  /** The other enters the code, and says how they call the one who invited them. */
  take(asked: {
    readonly ref: string
    readonly code: string
    readonly name: string
    readonly at: string
  }): Promise<
    { readonly mandate: string } | { readonly wrong: true } | { readonly own: true } | Wait
  >
  /** The second yes of whoever invited. False when nobody took it. */
  confirm(asked: {
    readonly ref: string
    readonly mandate: string
    readonly at: string
  }): Promise<boolean>
  /** The person represented ends a mandate they gave, at once. */
  end(asked: {
    readonly ref: string
    readonly mandate: string
    readonly at: string
  }): Promise<boolean>
  /** At the desk, with a file: one official asks. */
  open(asked: {
    readonly official: string
    readonly badge: string
    readonly kind: 'parental' | 'court'
    /** Number at the desk of who is to act, and how the one represented is to see them. */
    readonly delegate: string
    readonly delegateName: string
    /** Number at the desk of who is represented; without account they are known by name and day of birth. */
    readonly person?: string | undefined
    readonly personName: string
    readonly birthDate: string
    readonly scopes: readonly string[]
    readonly evidence: string
    /** The day the court said; a parental mandate ends at majority in any case. */
    readonly until?: string | undefined
    /** The zone of the city: its clocks say when a day is over. */
    readonly zone: string
    readonly at: string
  }): Promise<
    | { readonly mandate: string }
    | { readonly no: 'delegate' | 'person' | 'same' | 'adult' | 'until' | 'own' }
    | Wait
  >
  waiting(official: string): Promise<readonly WaitingMandate[]>
  /** Another official agrees; never about themselves. */
  approve(asked: {
    readonly official: string
    readonly mandate: string
    readonly at: string
  }): Promise<'approved' | 'own' | 'over'>
  /** The file ended: so does the mandate. */
  stop(asked: { readonly evidence: string; readonly at: string }): Promise<readonly string[]>
  of(ref: string): Promise<readonly Mandate[]>
  /** What this person may do for the other by a mandate now; null when it is not in force. */
  inForce(asked: {
    readonly peopleRef: string
    readonly mandate: string
    readonly at: string
  }): Promise<InForce | null>
  /** Ends what is over by its date; gives the mandates that ended. */
  endDue(at: string): Promise<readonly string[]>
}
