import { inspect } from 'node:util'

/** Where a personal value may end: a letter, an official's page, the person's own, an application, what is shared by a link. */
export type Sink = 'mail' | 'staff-view' | 'self-view' | 'application' | 'shared-view'

const HIDDEN = '‹personal›'

/** A personal value. It prints as `‹personal›` in logs, JSON and templates; `reveal` opens it. */
export class Personal<T = string, Id extends string = string> {
  readonly #value: T
  readonly #sinks: readonly Sink[]
  /** The purpose it was read for. */
  readonly purpose: Id

  constructor(value: T, purpose: Id, sinks: readonly Sink[]) {
    this.#value = value
    this.#sinks = sinks
    this.purpose = purpose
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }

  static open<V>(personal: Personal<V>, sink: Sink): V {
    if (!personal.#sinks.includes(sink)) {
      throw new Error(`${personal.purpose} does not name the sink ${sink}`)
    }
    return personal.#value
  }
}

/** The value itself, for a sink that its purpose names; any other sink is a bug and throws. */
export function reveal<T>(personal: Personal<T>, sink: Sink): T {
  return Personal.open(personal, sink)
}
