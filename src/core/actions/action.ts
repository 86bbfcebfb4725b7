import type { z } from 'zod'
import type { Tx } from '#core/database'
import type { Decider, Decision } from '#core/decisions'
import type { Upload } from '#core/files'
import type { Rule } from '#core/kernel'
import type { Enqueue } from '#core/jobs'
import type { Demand, Person, Policy } from '#core/people'
import type { EntryKind, Recorder } from '#core/record'
import type {
  Accounts,
  Actor,
  Cases,
  Mandates,
  Oversight,
  Purpose,
  Purposes,
  Readers,
} from '#core/vault'
import type { OwnDocuments, ResidenceDoor, SessionDoor } from './doors.ts'
import type { CityFacts } from './facts.ts'
import type { OwnConsents, OwnRights } from './rights.ts'

/** Who acts or looks, as one service may know it. */
export interface By {
  readonly person: Person | null
  /** This service's pseudonym of the person; null when nobody is signed in. */
  readonly ref: string | null
  /** Whose act it is, as the core knows people: who acts, or whom they act for; null when nobody is signed in. */
  readonly whose: string | null
  /** What the public record says of who acted: `role:resident`, `role:delegate`, `anonymous`, `operator`. */
  readonly as: string
  readonly actor: Actor
  /** Keyed hash of the network address. It changes every day and tells nothing else. */
  readonly address: string
}

/** Permission to read, given by an act of the person whose data it is. */
export interface Grant {
  readonly purpose: Purpose
  readonly case: string
  /** With this secret the person, who has no account, reads what belongs to the case. */
  readonly code?: string
}

/** What an action may use. Everything it changes goes through `tx`, so it may be repeated. */
export interface Work<I, P extends Purposes = Purposes> {
  readonly input: I
  readonly by: By
  readonly tx: Tx
  readonly now: string
  readonly language: string
  readonly city: CityFacts
  newId(): string
  newSecret(): string
  readonly personal: Readers<P>
  /** Puts personal values into the vault; they vanish again unless this action commits. */
  keep(
    ref: string | null,
    values: Readonly<Record<string, string>>,
    grants: readonly Grant[],
    /** What they are about, where a person has several of their kind: `M-7/<number>`. */
    item?: string,
  ): Promise<string>
  readonly grants: {
    give(ref: string, grant: Grant): Promise<void>
    /** The case is closed: nobody may read for it any more. */
    end(caseRef: string): Promise<void>
  }
  readonly record: Recorder
  readonly decide: Decider
  readonly later: Enqueue
  readonly files: {
    claim(upload: string, subject: string): Promise<Upload>
    release(file: string): Promise<void>
  }
  /** Documents in the vault; the bytes are never here. */
  readonly documents: OwnDocuments
  readonly session: SessionDoor
  /** Accounts live in the vault, which opens them to the service `account` alone. */
  readonly accounts: Accounts
  /** What who acts may ask of their own data. The vault answers only the service `folder`. */
  readonly rights: OwnRights
  /** The vault answers only the service `residence`. */
  readonly residence: ResidenceDoor
  /** Who acts for whom. The vault answers only the service `mandates`. */
  readonly mandates: Mandates
  /** What may be known of an open request. The vault answers only the service `protection`. */
  readonly cases: Cases
  /** Numbers, breaches and holds. The vault answers only the service `processing`. */
  readonly oversight: Oversight
  /** What who acts agrees to of this service, and takes back (GDPR art. 7). */
  readonly consents: OwnConsents
  /** Roughly what the person acts with, such as `Firefox on Linux`. */
  readonly device: string
  /** Keyed hash of a secret that this browser holds while it is open; empty when it holds none yet. */
  readonly browser: string
}

/** Files a form may bring along. */
export interface Uploads {
  readonly field: string
  readonly most: number
  readonly kinds: readonly ('photo' | 'document')[]
  /**
   * Where it goes: to the city's files, sealed into the vault (the field holds the id of a document that
   * waits to be claimed), or nowhere (the field holds its SHA-256 in hexadecimal). Files when it is not said.
   */
  readonly to?: 'files' | 'vault' | 'hash'
}

/** How often one address or one session may act. */
export interface Limit {
  readonly per: 'address' | 'session'
  readonly most: number
  readonly seconds: number
}

/** One thing a person can do. */
export interface Action<
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodType = z.ZodType,
  P extends Purposes = any,
> extends Demand {
  /** `service.verb`; also operationId, text key and metric. */
  readonly name: string
  /** Page path and verb stem, such as `/reports/:number/withdraw`. */
  readonly path: string
  readonly who: Policy
  readonly input: I
  readonly output: O
  readonly rules: readonly Rule<any>[]
  readonly reads?: P
  readonly keeps?: readonly Purpose[]
  readonly records?: readonly EntryKind[]
  readonly decides?: readonly Decision<any, any>[]
  readonly uploads?: Uploads
  readonly limit?: Limit
  /** A mail program may do it with one POST and no form of ours (RFC 8058): the secret in its path is the permission. */
  readonly oneClick?: true
  /** Where a form goes on to; without it, to the page above the verb. */
  onto?(output: z.infer<O>, input: z.infer<I>): string
  /** Which page shows the problem; without it, the page above the verb. */
  on?(input: Readonly<Record<string, unknown>>): string
  run(work: Work<z.infer<I>, P>): Promise<z.infer<O>>
}

/** Declares one thing a person can do. Form, JSON, OpenAPI, permission and record follow from it. */
export function action<
  I extends z.ZodObject,
  O extends z.ZodType,
  P extends Purposes = Record<never, never>,
>(spec: Action<I, O, P>): Action<I, O, P> {
  return spec
}

/** The path of a page or action with its parameters filled in. */
export function pathOf(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(values[name] ?? '')),
  )
}

/** The page above a verb: `/reports/7/withdraw` stands on `/reports/7`. */
export function above(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}
