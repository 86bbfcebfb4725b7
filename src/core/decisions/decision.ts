import { createHash } from 'node:crypto'
import type { Json } from '#core/kernel'
import type { Personal } from '#core/vault'
import { sourceOf } from './source.ts'

/** Why: a text key of the service with the values that go into it. */
export interface Because {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** What came out, and why. */
export interface Verdict<Outcome extends string = string> {
  readonly outcome: Outcome
  readonly because: Because
}

/** A part of a decision, by its place and the hash of its bytes. */
export interface UsedPart {
  readonly place: string
  readonly hash: string
}

/** Code of a version before, which the release keeps so that the city can go back to it without another start. */
export interface Earlier<Facts, Outcome extends string = string> extends Omit<
  Decision<Facts, Outcome>,
  'decide' | 'parts' | 'earlier'
> {
  readonly parts?: (facts: Facts) => readonly UsedPart[]
  /** It has to make do with the facts of the version of today. */
  readonly decide: (facts: Facts) => Verdict<Outcome>
}

/** Something a machine decides, written down so that anybody can read and contest it. */
export interface Decision<Facts, Outcome extends string = string> {
  /** `service.verb` */
  readonly name: string
  /** Counts up whenever the outcome for some facts may have become another. */
  readonly version: number
  /** What it does, in one English sentence. */
  readonly says: string
  /** The law or ordinance that lets a machine decide this. */
  readonly law: string
  /** Path of the page where a person looks at it again (GDPR art. 22(3)). */
  readonly contestAt: string
  /** The outcome that leaves a case to a person: given whenever the register does not let a machine decide. */
  readonly person?: Outcome
  /** Days after its first publication from which on it may run only when people have looked at its entry again. */
  readonly revisionDays?: number
  /** Days within which an audit has to follow on the one before; absent: none is demanded. */
  readonly auditDays?: number
  /** Numbers and tables it decides by, beside its source. */
  readonly model?: Json
  /** Functions of ours that `decide` calls; their source is part of the model. */
  readonly calls?: readonly ((...given: never[]) => unknown)[]
  /** Lists with the names of its codes, of the `outcome` and of values of its because: `units`, `reports.categories`. */
  readonly names?: Readonly<Record<string, string>>
  /** Path of the page where everybody reads the parts in force. */
  readonly partsAt?: string
  /** Parts bound while the city runs that these facts were made by (`parts.ts`). */
  parts?(facts: Facts): readonly UsedPart[]
  /** Versions before it whose code is kept, to go back to. */
  readonly earlier?: readonly Earlier<Facts, Outcome>[]
  /** Pure: the same facts always give the same verdict. */
  decide(facts: Facts): Verdict<Outcome>
}

/** True when some part of `T`, four levels deep, is a personal value. */
type HoldsPersonal<T, Depth extends readonly unknown[] = []> =
  NonNullable<T> extends Personal<any, any>
    ? true
    : Depth['length'] extends 4
      ? false
      : NonNullable<T> extends object
        ? true extends {
            [Key in keyof T]-?: HoldsPersonal<T[Key], readonly [...Depth, Key]>
          }[keyof T]
          ? true
          : false
        : false

type Impersonal<Facts> =
  HoldsPersonal<Facts> extends true ? 'facts of a decision hold nothing personal' : unknown

function requireEarlier({ name, version, earlier = [] }: Decision<any, any>): void {
  let before = version
  for (const one of earlier) {
    if (one.name !== name || one.version >= before) {
      throw new Error(
        `${name} keeps versions before ${before}, the newest first, under its own name`,
      )
    }
    before = one.version
  }
}

/** Every version whose code is held, the newest first. */
export function versionsOf<Facts, Outcome extends string>(
  newest: Decision<Facts, Outcome>,
): readonly Earlier<Facts, Outcome>[] {
  return [newest, ...(newest.earlier ?? [])]
}

const NAME = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/

/** Declares a decision. It runs only once the city has put it into the register at its start. */
export function decision<Facts, Outcome extends string>(
  spec: Decision<Facts, Outcome> & Impersonal<Facts>,
): Decision<Facts, Outcome> {
  const written: Decision<Facts, Outcome> = spec
  const { name, version } = written
  if (!NAME.test(name))
    throw new Error(`${name} cannot name a decision: write it like reports.route`)
  if (!Number.isInteger(version) || version < 1) {
    throw new Error(`the decision ${name} needs a version: 1, 2, 3 …`)
  }
  requireEarlier(written)
  const declared: Decision<Facts, Outcome> = spec
  return Object.freeze({ ...declared })
}

/**
 * SHA-256 of everything that makes the decision what it is: name, version, source and declared
 * model. Layout and comments do not count, so that source and build have one hash.
 */
export function modelHash({ name, version, decide, calls, model }: Earlier<any>): string {
  const sources = [decide, ...(calls ?? [])].map(sourceOf)
  const whole = JSON.stringify([name, version, ...sources, model ?? null])
  return createHash('sha256').update(whole).digest('hex')
}
