import type { z } from 'zod'
import type { Tx } from '#core/database'
import type { Decider, Decision } from '#core/decisions'
import type { Upload } from '#core/files'
import type { Rule } from '#core/kernel'
import type { Enqueue } from '#core/jobs'
import type { Assurance, Demand, Person, Policy, Proof } from '#core/people'
import type { EntryKind, Recorder } from '#core/record'
import type { Accounts, Actor, Oversight, Purpose, Purposes, Readers } from '#core/vault'
import type { CityFacts } from './facts.ts'
import type { OwnRights } from './rights.ts'

/** Who acts or looks, as one service may know it. */
export interface By {
  readonly person: Person | null
  /** This service's pseudonym of the person; null when nobody is signed in. */
  readonly ref: string | null
  /** What the public record says of who acted: `role:resident`, `anonymous`, `operator`. */
  readonly as: string
  readonly actor: Actor
  /** Keyed hash of the network address. It changes every day and tells nothing else. */
  readonly address: string
}

/** Permission to read, given by an act of the person whose data it is. */
export interface Grant {
  readonly purpose: Purpose
  readonly case: string
}

/** What somebody showed, and how sure that makes the city. */
export interface Shown {
  readonly how: readonly Proof[]
  readonly assurance: Assurance
}

/** Signing in and out, as effects of an action. */
export interface SessionDoor {
  /**
   * A new session for the account; the web shell sets the cookie after the commit. True when the owner should be
   * told: somebody signed in with a browser not seen before.
   */
  start(peopleRef: string, shown: Shown): Promise<boolean>
  /** The same session under a new secret, after what it may do has changed. */
  renew(): Promise<void>
  /** Ends the session with this id; without one, the session of who acts. */
  end(session?: string): Promise<void>
  endAll(peopleRef: string): Promise<void>
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
  readonly session: SessionDoor
  /** Accounts live in the vault, which opens them to the service `account` alone. */
  readonly accounts: Accounts
  /** What who acts may ask of their own data. The vault answers only the service `folder`. */
  readonly rights: OwnRights
  /** Numbers, breaches and holds. The vault answers only the service `processing`. */
  readonly oversight: Oversight
  /** Roughly what the person acts with, such as `Firefox on Linux`. */
  readonly device: string
}

/** Files a form may bring along. */
export interface Uploads {
  readonly field: string
  readonly most: number
  readonly kinds: readonly ('photo' | 'document')[]
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
