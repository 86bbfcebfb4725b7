/**
 * The checks of a read (privacy-record.md 2.4). Each is one line, and each has a test that fails
 * without it.
 */
import { moduleOf } from '../purpose.ts'
import type { StoredPurpose } from './shapes.ts'
import type { Asked } from './read.ts'

/** What is known when somebody asks to read. */
export interface Facts {
  readonly module: string
  readonly asked: Asked
  /** The purpose with this id and version, if it was ever published. */
  readonly purpose: StoredPurpose | null
  readonly active: boolean
  readonly person: string | null
  /** There is a live grant of this person for this purpose and case. */
  readonly granted: boolean
  /** The unsettled batch the grant came with. */
  readonly batch: string | null
  /** Which of the fields are declared at all. */
  readonly known: readonly string[]
}

/** `gap`: nothing is declared. `violation`: something is declared, but not for this. */
export interface Denial {
  readonly why: string
  readonly breach: 'gap' | 'violation'
}

interface Check extends Denial {
  when(facts: Facts): boolean
}

function isSelf({ asked }: Facts): boolean {
  return asked.actor.ref !== null && asked.actor.ref === asked.ref
}

function mayAct(facts: Facts, purpose: StoredPurpose): boolean {
  const { kind, permissions } = facts.asked.actor
  return purpose.actors.some((rule) => {
    if (rule === 'self') return isSelf(facts)
    if (rule === 'system') return kind === 'system'
    return kind === 'official' && permissions.some((one) => rule === `official:${one}`)
  })
}

const gap = (why: string, when: Check['when']): Check => ({ why, breach: 'gap', when })
const violation = (why: string, when: Check['when']): Check => ({ why, breach: 'violation', when })

/** In the order in which they are asked. */
export const checks: readonly Check[] = [
  violation('foreign-purpose', ({ asked, module }) => moduleOf(asked.purpose) !== module),
  gap('purpose-unknown', ({ purpose }) => purpose === null),
  violation('purpose-retired', ({ active }) => !active),
  gap('field-undeclared', ({ asked, known }) => asked.fields.some((one) => !known.includes(one))),
  violation('field-beyond-purpose', ({ asked, purpose }) =>
    asked.fields.some((one) => !purpose?.fields.includes(one)),
  ),
  violation('actor-not-allowed', (facts) => !facts.purpose || !mayAct(facts, facts.purpose)),
  violation('scope-not-open', ({ purpose }) => !['self', 'case'].includes(purpose?.scope ?? '')),
  violation('not-yourself', (facts) => facts.purpose?.scope === 'self' && !isSelf(facts)),
  violation('no-case', ({ purpose, asked }) => purpose?.scope === 'case' && !asked.case),
  violation('no-grant', ({ purpose, granted }) => purpose?.scope === 'case' && !granted),
  gap('person-unknown', ({ person }) => person === null),
]

/** The first reason not to read; undefined when there is none. */
export function denialOf(facts: Facts): Denial | undefined {
  const failed = checks.find((check) => check.when(facts))
  return failed && { why: failed.why, breach: failed.breach }
}
