import type { z } from 'zod'
import type { Action, CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import type { Decision } from '#core/decisions'
import type { ServedLink } from '#core/discovery'
import type { Job } from '#core/jobs'
import type { Declared, Page, Passage } from '#core/pages'
import type { EntryKind } from '#core/record'
import type { Texts } from '#core/text'
import type { Purpose } from '#core/vault'

/** What a service may use when the city starts; it must bear being done at every start. */
export interface Starting {
  readonly tx: Tx
  readonly now: string
  readonly city: CityFacts
  /** Everything this city declares. */
  readonly declared: Declared
}

/** What an import found, line by line. */
export interface ImportSummary {
  read: number
  imported: number
  updated: number
  unchanged: number
  /** Rows that could not be taken in, the first ten thousand of them. */
  refused: { line: number; reason: string }[]
  /** How many more were refused than are listed. */
  refusedMore?: number
  /** Columns of the file that mean nothing to this import. */
  unknown: string[]
  /** What else whoever imports should know, in words. */
  notes?: string[]
}

/** What an import may use. It changes the city only by performing actions. */
export interface ImportWork {
  readonly file: string
  readonly preset: string | undefined
  readonly dryRun: boolean
  /** What was said for the options this kind declares. */
  readonly options?: Readonly<Record<string, string>>
  readonly city: CityFacts
  readonly now: string
  /** Performs an action as the operator of the command line. */
  perform<I extends z.ZodObject, O extends z.ZodType>(
    action: Action<I, O>,
    input: z.infer<I>,
  ): Promise<z.infer<O>>
  look<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** How far it is: bytes read of bytes there are. */
  progress(read: number, total: number): void
}

/** Something this service can take in from a file: `cityright import <what> FILE`. */
export interface ImportKind {
  readonly what: string
  readonly says: string
  readonly presets: readonly string[]
  /** Further options of the command line, by name, each with what it is for. */
  readonly options?: Readonly<Record<string, string>>
  run(work: ImportWork): Promise<ImportSummary>
}

/** Types of news that cities and hubs exchange (docs/protocol/changes.md). */
export type ChangeType =
  | 'city'
  | 'commitment'
  | 'endorsement'
  | 'event'
  | 'evidence'
  | 'place'
  | 'practice'
  | 'statement'

/** A part of the core in which a few services work beside their own tables (src/opening/logins.ts). */
export type CoreRoom =
  | 'people'
  /** Who holds which post, to read: colleagues are named by role and badge. */
  | 'posts'
  | 'sessions'
  | 'invitations'
  | 'acting'
  | 'acted'
  | 'jobs'
  | 'districts'
  | 'decisions'
  /** How decisions stand in the register: audits, the kill switch, publication. */
  | 'standing'
  | 'parts'
  | 'followed-logs'

export interface Service {
  /** The folder's name: a word a resident would say. */
  readonly name: string
  /** Which of the five digital rights it serves. */
  readonly right: 1 | 2 | 3 | 4 | 5
  /** Other services whose named reads it calls. */
  readonly uses: readonly string[]
  /** Tables of those services that it writes to, through what they name for it. */
  readonly writes?: readonly string[]
  /** Rooms of the core that its login on the database opens as well. */
  readonly touches?: readonly CoreRoom[]
  readonly actions: readonly Action<any, any, any>[]
  readonly pages: readonly Page<any, any, any>[]
  /** Ways out to other services and back. */
  readonly passages?: readonly Passage<any>[]
  /** Address of the entry of the menu that its pages stand under; absent: its own. */
  readonly under?: string
  readonly decisions?: readonly Decision<any, any>[]
  readonly jobs?: readonly Job<any, any>[]
  readonly purposes?: readonly Purpose<any, any>[]
  readonly entries?: readonly EntryKind[]
  /** Which of its entries are news for other cities: kind → type of news. */
  readonly changes?: Readonly<Record<string, ChangeType>>
  /** What officials of this service may be allowed, beside what its policies name. */
  readonly permissions?: readonly string[]
  readonly texts: Texts
  readonly migrations?: URL
  /** Schema of this service's part of the city's configuration. */
  readonly config?: z.ZodType
  readonly imports?: readonly ImportKind[]
  /** What it serves for other cities and for programs; each stands in the city's discovery document. */
  readonly links?: readonly ServedLink[]
  start?(work: Starting): Promise<void>
  /** What `start` writes on the record: the city's declarations, which are nobody's acts. */
  readonly declares?: readonly EntryKind[]
}

/** Declares a city service; `service.ts` is the only file of its folder that others can reach. */
export function service(spec: Service): Service {
  return spec
}
