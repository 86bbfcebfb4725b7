/** Everything the city declares, as plain data: what the API page, the registers and the reference are drawn from. */
import type { Demand } from '#core/people'

export interface DeclaredAction {
  readonly name: string
  readonly service: string
  readonly path: string
  /** Text key of the sentence that says who may. */
  readonly who: string
  /** Name of the policy. */
  readonly policy: string
  /** How sure the city must be of who it is, and how lately it was shown. */
  readonly demand: Demand
  readonly rules: readonly { name: string; says: string; law: string; reasons: readonly string[] }[]
  readonly reads: readonly string[]
  readonly keeps: readonly string[]
  readonly records: readonly string[]
  readonly decides: readonly string[]
  /** JSON Schema of what goes in and what comes out. */
  readonly input: object
  readonly output: object
}

export interface DeclaredPage {
  readonly name: string
  readonly service: string
  readonly path: string
  readonly who: string
  readonly policy: string
  /** How sure the city must be of who it is, and how lately it was shown. */
  readonly demand: Demand
  readonly reads: readonly string[]
  readonly also: readonly string[]
  readonly input: object
}

export interface DeclaredPurpose {
  readonly id: string
  readonly version: number
  readonly service: string
  readonly fields: readonly string[]
  /** Terms of the Data Privacy Vocabulary: of its fields, and of the purpose itself. */
  readonly pd: readonly string[]
  readonly dpv: string
  /** The notice people consent to, where it rests on consent. */
  readonly notice: { readonly name: string; readonly version: number } | null
  readonly gdpr: string
  readonly law: string
  readonly scope: string
  readonly actors: readonly string[]
  readonly recipients: readonly string[]
  readonly retention: string
  /** Each kind of data: its term of the vocabulary, its class, and whether it is a special category. */
  readonly personal: readonly {
    readonly name: string
    readonly pd: string
    readonly class: string
    readonly special: boolean
  }[]
  /** When people see that somebody read: `immediate`, or the law that delays it. */
  readonly visibility: string
  /** The impact assessment it needs (GDPR art. 35), and whether it needs one. */
  readonly dpia: string | null
  readonly needsDpia: boolean
}

export interface Declared {
  readonly services: readonly { name: string; right: number; uses: readonly string[] }[]
  readonly actions: readonly DeclaredAction[]
  readonly pages: readonly DeclaredPage[]
  readonly purposes: readonly DeclaredPurpose[]
  readonly decisions: readonly {
    name: string
    version: number
    service: string
    says: string
    law: string
    contestAt: string
    /** The outcome that leaves a case to a person. */
    person: string | null
    /** Lists with the names of its codes: of the `outcome`, and of values of its because. */
    names: Readonly<Record<string, string>>
    /** Where everybody reads by which rules or classifier it decides now. */
    partsAt: string | null
  }[]
  readonly entries: readonly { name: string; service: string; body: object }[]
  /** Kinds of entries that are news for other cities, and of which type (docs/protocol/changes.md). */
  readonly changes: readonly { kind: string; type: string }[]
  readonly jobs: readonly { name: string; service: string; every: string | null }[]
}
