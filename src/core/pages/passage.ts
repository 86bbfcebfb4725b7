import type { z } from 'zod'
import type { Action, CityFacts, Limit } from '#core/actions'
import type { Person, Policy } from '#core/people'
import type { Providers } from '#core/providers'
import type { Accounts } from '#core/vault'

/** What a passage may use. It is the one place where a visitor waits for somebody else's answer. */
export interface Passing<I> {
  readonly input: I
  readonly person: Person | null
  readonly now: string
  readonly language: string
  readonly city: CityFacts
  readonly providers: Providers
  readonly accounts: Accounts
  /** Keyed hash of a secret of this browser; a browser without one is given it. */
  readonly browser: string
  /** The address that was asked for, as the outside knows it. */
  readonly address: string
  /** Gives the browser something to bring back within ten minutes, sealed so that only it can. */
  carry(mark: string, values: Readonly<Record<string, unknown>>): Promise<void>
  /** What this browser brings back, once; null when it brings nothing. */
  carried(mark: string): Promise<Readonly<Record<string, unknown>> | null>
  /**
   * Does something in the name of who asks, through the same door as everybody (`perform`); gives what came of it,
   * or the reason for which it was refused.
   */
  act<I extends z.ZodObject, O extends z.ZodType>(
    action: Action<I, O>,
    values: z.input<I>,
  ): Promise<{ readonly output: z.infer<O> } | { readonly wrong: string }>
}

/** Out to another service (`to`), on to a path of this city, or the page on which it is told what went wrong. */
export type Passed =
  | { readonly to: string }
  | { readonly onto: string }
  | {
      readonly on: string
      readonly wrong: string
      readonly values?: Readonly<Record<string, string>>
    }

/** A way out of the city to another service, or the way back: a GET that answers with a redirect. */
export interface Passage<I extends z.ZodObject = z.ZodObject> {
  /** `service.passage`. */
  readonly name: string
  readonly path: string
  readonly who: Policy
  readonly input: I
  readonly limit: Limit
  run(passing: Passing<z.infer<I>>): Promise<Passed>
}

/** Declares a way out and back. A form leads nowhere else (CSP `form-action`), so a link has to. */
export function passage<I extends z.ZodObject>(spec: Passage<I>): Passage<I> {
  return spec
}
