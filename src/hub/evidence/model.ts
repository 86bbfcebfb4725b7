/** Evidence: what a machine found of a city's promises, how far it reaches, and what it does not prove. */

/** The 22 items of the coalition's checklist, by their number in the inventory (coalition-access.md 3.3). */
export const items = [
  ...['S63', 'S64', 'S65', 'S66', 'S67', 'S68', 'S69', 'S70', 'S71', 'S72', 'S73'],
  ...['S74', 'S75', 'S76', 'S77', 'S78', 'S79', 'S80', 'S81', 'S82', 'S83', 'S84'],
] as const
export type Item = (typeof items)[number]

/** What a probe answers. Unknown is never fail: nothing was declared, or nobody could be reached. */
export const values = ['pass', 'partial', 'fail', 'not-applicable', 'unknown'] as const
export type Value = (typeof values)[number]

/** E0 text, E1 document with hash, E2 answered, E3 machine check, E4 peer, E5 independent reviewer (3.2). */
export const levels = ['E0', 'E1', 'E2', 'E3', 'E4', 'E5'] as const
export type Level = (typeof levels)[number]

/** People who confirm what was found: officials of other member cities, and independent reviewers. */
export const voices = ['peer', 'reviewer'] as const
export type Voice = (typeof voices)[number]

/** A fact that was counted or read; never a text somebody wrote at length. */
export type Fact = number | string | boolean
export type Facts = Readonly<Record<string, Fact>>

/** What a document turned out to be. */
export const forms = [
  'calendar',
  'catalogue',
  'feed',
  'malformed',
  'open311',
  'page',
  'places',
  'records',
  'register',
  'software',
] as const
export type Form = (typeof forms)[number]

/** A document as an adapter understood it. */
export interface Reading {
  readonly form: Form
  readonly facts: Facts
  /** Addresses that may be sampled. */
  readonly urls?: readonly string[]
  /** Documents it names with their hash. */
  readonly named?: readonly { readonly url: string; readonly sha256?: string | undefined }[]
}

/** One declared document and what became of it. */
export interface Source {
  readonly rel: string
  readonly href: string
  /** HTTP status; null when nothing came. */
  readonly status: number | null
  /** Why nothing came. */
  readonly failure: string | null
  readonly sha256: string | null
  readonly bytes: number
  /** When it was read in this form. */
  readonly at: string
  readonly form: Form | null
  readonly facts: Facts
  /** What the server said of this copy, for asking again. */
  readonly etag: string | null
  readonly modified: string | null
}

/** What the hub itself knows of the city; a check from outside does not. */
export interface HubFacts {
  /** Null: it was a member before there were proofs, and the hub cannot say. */
  readonly endorsed: boolean | null
  readonly reaffirmed: boolean
  /** Events of the coalition whose host recorded that this city came; null: no host was asked. */
  readonly attended: number | null
}

/** Everything a probe may look at. */
export interface Harvested {
  readonly now: string
  readonly domain: string
  /** Whether there is a discovery document, and what its signature is worth. */
  readonly discovery: {
    readonly sha256: string
    readonly signedness: string
    readonly contacts: Readonly<Record<string, string>>
    readonly declaration: { readonly status: string; readonly decided: boolean } | null
    readonly notApplicable: readonly string[]
  } | null
  readonly sources: readonly Source[]
  readonly hub: HubFacts | null
}

/** What a probe found. */
export interface Finding {
  readonly item: Item
  readonly value: Value
  readonly level: Level
  /** What is missing or wrong, by code; each has a sentence in every language. */
  readonly reasons: readonly string[]
  readonly counted: Facts
  /** The document it stands on. */
  readonly source: string | null
  readonly sha256: string | null
}

/** Version of the checks: a finding of another version may differ without the city having changed. */
export const CHECKER = 'cityright-evidence/1'

/** Documents a probe of this item looks at, by the relation of their link (docs/protocol/discovery.md). */
export const relsOf: Readonly<Record<Item, readonly string[]>> = {
  S63: ['processing-register'],
  S64: ['technology-office'],
  S65: ['equity-agenda'],
  S66: [],
  S67: ['declaration-decision'],
  S68: ['broadband'],
  S69: ['classes'],
  S70: ['campaigns'],
  S71: ['data-protection-policy'],
  S72: ['legislation'],
  S73: ['use-log', 'data-export', 'data-erasure', 'start-page'],
  S74: ['algorithm-register'],
  S75: ['open-data'],
  S76: ['open-data'],
  S77: ['net-neutrality'],
  S78: ['participation'],
  S79: ['channels', 'street-reports', 'participation'],
  S80: ['equity-data'],
  S81: ['accessibility', 'start-page'],
  S82: ['sovereignty-policy', 'dependencies'],
  S83: ['procurement'],
  S84: ['software'],
}
