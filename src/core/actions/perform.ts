import type { z } from 'zod'
import type { Database, Tx } from '#core/database'
import type { Registered } from '#core/decisions'
import type { Files } from '#core/files'
import { newId, newSecret, Refusal } from '#core/kernel'
import type { Jobs } from '#core/jobs'
import { actingFor, noteActed, type Person } from '#core/people'
import { type Channel, type Purposes, type Readers, readers, wasKept } from '#core/vault'
import type { Action, By, Work } from './action.ts'
import { admit, spend } from './admit.ts'
import { byOf } from './by.ts'
import type { CityFacts } from './facts.ts'
import { formValues } from './form-values.ts'
import type { Limits } from './limits.ts'
import { answered, keepAnswer, type Once } from './once.ts'
import { requireReadable } from './readable.ts'
import { reasonsOf } from './reasons.ts'
import { heldDocuments } from './documents.ts'
import { ownDoors } from './rights.ts'
import { toolsOf } from './tools.ts'

/** What performing needs of the city. */
export interface Door {
  readonly db: Database
  channel(service: string): Channel
  readonly registered: Registered
  readonly facts: CityFacts
  readonly files: Files
  readonly jobs: Jobs
  readonly limits: Limits
  clock(): string
}

/** Who asks, and from where. */
export interface Caller {
  readonly person: Person | null
  /** Keyed daily hash of the network address. */
  readonly address: string
  readonly device: string
  /** Keyed hash of a secret of the browser; absent for programs. */
  readonly browser?: string
  readonly language: string
  /** The person who runs the command line of the city itself. */
  readonly operator?: boolean
}

/** What was sent: by a form (texts) or by a program (JSON), with a one-time key or without. */
export interface Sent {
  readonly values: Readonly<Record<string, unknown>>
  readonly form: boolean
  readonly key?: string
  /** What has to be the same when the key comes again, where that is not every value: files are taken in anew. */
  readonly asked?: unknown
}

/** What the web shell has to do after the commit. */
export interface Effects {
  signIn?: string
  signOut?: boolean
}

export interface Performed<Output> {
  readonly output: Output
  readonly input: unknown
  readonly effects: Effects
  /** True when this key was answered before and nothing was done again. */
  readonly replayed: boolean
}

/** One attempt of the work; a retried transaction starts with a new one. */
export interface Attempt {
  readonly tx: Tx
  readonly by: By
  readonly now: string
  /** Names what the vault is given in this attempt; what an attempt that failed gave is thrown away. */
  readonly batch: string
  readonly effects: Effects
  /** Undone decisions are written again when a rule refuses: a decision leaves its trace. */
  readonly trace: ((tx: Tx) => Promise<unknown>)[]
  kept: number
  /** What the vault is told once the work is committed. */
  readonly after: (() => Promise<unknown>)[]
}

function parse<I extends z.ZodObject>(action: Action<I>, sent: Sent): z.infer<I> {
  const values = sent.form ? formValues(action.input, sent.values) : sent.values
  requireReadable(values)
  const parsed = action.input.safeParse(values)
  if (parsed.success) return parsed.data
  throw new Refusal('invalid', reasonsOf(parsed.error, values))
}

/** What somebody does for another is noted with it, or not done (privacy-record.md 2.9). */
async function noteFor(action: Action, caller: Caller, tx: Tx, now: string): Promise<void> {
  if (!caller.person || !actingFor(action, caller.person)) return
  await noteActed(tx, caller.person, { act: action.name, scope: action.onBehalf ?? '', now })
}

async function attempt<I extends z.ZodObject, O extends z.ZodType, P extends Purposes>(
  action: Action<I, O, P>,
  work: Work<z.infer<I>, P>,
  { state, once, caller }: { state: Attempt; once: Once | undefined; caller: Caller },
): Promise<{ output: z.infer<O>; replayed: boolean }> {
  const before = once && (await answered(state.tx, action.name, once))
  if (before) return { output: action.output.parse(before.answer), replayed: true }
  const output = action.output.parse(await action.run(work))
  if (state.kept > 0) await wasKept(state.tx, state.batch, serviceOf(action.name), state.now)
  await noteFor(action, caller, state.tx, state.now)
  const signed = state.effects.signIn !== undefined || state.effects.signOut === true
  if (once && !signed) await keepAnswer(state.tx, action.name, once, output, state.now)
  return { output, replayed: false }
}

/** A form's files are taken in anew each time it is sent, so only a program has to ask the same. */
function onceOf({ person }: Caller, { key, form, values, asked = values }: Sent): Once | undefined {
  if (key === undefined) return undefined
  return { key, by: person?.ref ?? '', ...(form ? {} : { asked }) }
}

/** The service an action or page belongs to: the part of its name before the dot. */
export function serviceOf(name: string): string {
  return name.slice(0, name.indexOf('.'))
}

async function traced(
  door: Door,
  service: string,
  { failure, last }: { failure: unknown; last: Attempt | undefined },
): Promise<never> {
  if (failure instanceof Refusal && last && last.trace.length > 0) {
    await door.db.as(service).transact(async (tx) => {
      for (const write of last.trace) await write(tx)
    })
  }
  throw failure
}

/** An attempt before anything was done in it. */
const begun = (of: Pick<Attempt, 'tx' | 'by' | 'now'>): Attempt => ({
  ...of,
  batch: newId(of.now),
  effects: {},
  trace: [],
  kept: 0,
  after: [],
})

/**
 * The one door through which anything in the city changes (architecture.md §4): policy, limit, input, then
 * one serializable transaction with the work, its record entries, its jobs and its answer; then the vault
 * is told to keep what it was given. Throws a `Refusal` for every expected no.
 */
export async function perform<I extends z.ZodObject, O extends z.ZodType, P extends Purposes>(
  door: Door,
  action: Action<I, O, P>,
  caller: Caller,
  sent: Sent,
): Promise<Performed<z.infer<O>>> {
  const now = door.clock()
  admit(action, caller, now)
  spend(door, action, caller, now)
  const input = parse(action, sent)
  const channel = door.channel(serviceOf(action.name))
  const by = await byOf(caller.person, channel, caller.address, {
    operator: caller.operator ?? false,
    permission: action.who.permission,
    onBehalf: action.onBehalf,
  })
  const personal = readers(channel, action.reads ?? {}, { actor: by.actor, at: now }) as Readers<P>
  const service = serviceOf(action.name)
  const mine = { service, by, at: now, language: caller.language }
  const asked = ownDoors(door, channel, mine)
  const held = heldDocuments(channel, now)
  let last: Attempt | undefined
  const done = await door.db
    .as(service)
    .transact(async (tx) => {
      const state: Attempt = begun({ tx, by, now })
      last = state
      const tools = toolsOf(door, action, caller, state, channel)
      const documents = { ...tools.documents, ...held }
      const work = { ...tools, ...asked, documents, input, personal, newSecret }
      const tried = await attempt(action, work, { state, once: onceOf(caller, sent), caller })
      return { ...tried, state }
    })
    .catch((failure: unknown) => traced(door, service, { failure, last }))
  if (done.state.kept > 0) await channel.confirm(done.state.batch).catch(() => undefined)
  await Promise.allSettled(done.state.after.map((tell) => tell()))
  door.jobs.nudge()
  return { output: done.output, input, effects: done.state.effects, replayed: done.replayed }
}
