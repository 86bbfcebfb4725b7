/** What a watcher remembers, as the text of a file. */
import { z } from 'zod'
import { treeOf } from './growing.ts'
import type { State } from './round.ts'

const Kind = z.enum([
  'unreachable',
  'key-changed',
  'rollback',
  'rewritten',
  'damaged',
  'split-view',
  'too-few-witnesses',
  'witness-missing',
  'stale',
  'key-announced',
  'policy-changed',
  'entry-wrong',
])

const Kept = z.object({
  v: z.literal(1),
  /** The policy that was believed on first use; absent when one was given. */
  believed: z.string().optional(),
  failures: z.number(),
  raised: z.array(
    z.object({
      kind: Kind,
      about: z.string(),
      says: z.string(),
      since: z.string(),
      evidence: z.array(z.string()).optional(),
    }),
  ),
  seen: z
    .object({
      note: z.string().refine((note) => treeOf(note) !== undefined),
      policy: z.string().optional(),
      cosigned: z.record(z.string(), z.number()),
      announced: z.array(z.object({ vkey: z.string(), index: z.number(), sure: z.boolean() })),
      newest: z.string(),
    })
    .optional(),
})

/** The state of a watcher with the policy it believed on first use. */
export interface KeptState extends State {
  readonly believed: string | undefined
}

/** What somebody knows who never looked. */
export const nothingSeen: KeptState = {
  believed: undefined,
  seen: undefined,
  raised: [],
  failures: 0,
}

/** Reads a state; undefined when the text is none. */
export function stateFrom(text: string): KeptState | undefined {
  try {
    const { seen, raised, failures, believed } = Kept.parse(JSON.parse(text))
    return {
      believed,
      failures,
      raised: raised.map(({ evidence, ...one }) => ({ ...one, ...(evidence && { evidence }) })),
      seen: seen && { ...seen, policy: seen.policy },
    }
  } catch {
    return undefined
  }
}

/** A state as it is kept. */
export function stateText({ believed, seen, raised, failures }: KeptState): string {
  return `${JSON.stringify({ v: 1, believed, failures, raised, seen }, null, 1)}\n`
}
