/**
 * The checks of a read (privacy-record.md 2.4). Each is one line, and each has a test that fails
 * without it.
 */
import { moduleOf } from '../purpose.ts'
import type { Facts } from './facts.ts'
import type { StoredPurpose } from './shapes.ts'
import type { Asked } from './read.ts'

/** `gap`: nothing is declared. `violation`: something is declared, but not for this. */
export interface Denial {
  readonly why: string
  readonly breach: 'gap' | 'violation'
}

interface Check extends Denial {
  when(facts: Facts): boolean
}

/** Milliseconds for which somebody counts as having just proved who they are. */
const FRESH = 15 * 60_000
/** How often one official may read for a purpose in a day that does not say it. */
const VOLUME = 1_000
/** Letters of a reason that says something. */
const SAYS_SOMETHING = 10

function isSelf({ asked, coded }: Facts): boolean {
  return coded || (asked.actor.ref !== null && asked.actor.ref === asked.ref)
}

function mayAct(facts: Facts, purpose: StoredPurpose): boolean {
  const { kind, permissions } = facts.asked.actor
  return purpose.actors.some((rule) => {
    if (rule === 'self') return isSelf(facts)
    if (rule === 'system') return kind === 'system'
    return kind === 'official' && permissions.some((one) => rule === `official:${one}`)
  })
}

/** Somebody proved who they are within the last quarter of an hour; a job of the city is no person. */
function isFresh({ actor, at }: Asked): boolean {
  const age = actor.freshAt ? Date.parse(at) - Date.parse(actor.freshAt) : -1
  return actor.kind === 'system' || (age >= 0 && age <= FRESH)
}

function saysWhy({ reason = '' }: Asked): boolean {
  return reason.trim().length >= SAYS_SOMETHING
}

/** Needs an open case: any but an emergency, which has checks of its own. */
function needsCase({ purpose, asked }: Facts): boolean {
  return purpose?.scope === 'case' && !asked.emergency
}

/** `application:catalogue` is one of the kind `application`. */
const kindOf = (recipient: string) => recipient.split(':')[0] ?? recipient

/** How often one official may read for it in a day. */
export const limitOf = (purpose: StoredPurpose | null) => purpose?.volume?.perActorPerDay ?? VOLUME

const gap = (why: string, when: Check['when']): Check => ({ why, breach: 'gap', when })
const violation = (why: string, when: Check['when']): Check => ({ why, breach: 'violation', when })

/** What every reading has to pass, of one person or of many, in the order in which it is asked. */
export const declaredChecks: readonly Check[] = [
  violation('foreign-purpose', ({ asked, module }) => moduleOf(asked.purpose) !== module),
  gap('purpose-unknown', ({ purpose }) => purpose === null),
  violation('purpose-retired', ({ active }) => !active),
  gap('purpose-not-recorded', ({ recorded }) => !recorded),
  gap('assessment-not-published', ({ unassessed }) => unassessed),
  gap('field-undeclared', ({ asked, known }) => asked.fields.some((one) => !known.includes(one))),
  violation('field-beyond-purpose', ({ asked, purpose }) =>
    asked.fields.some((one) => !purpose?.fields.includes(one)),
  ),
  violation('actor-not-allowed', (facts) => !facts.purpose || !mayAct(facts, facts.purpose)),
  violation('step-up-needed', ({ asked, special }) => special && !isFresh(asked)),
]

/** What the reading of one person has to pass, in the order in which it is asked. */
export const checks: readonly Check[] = [
  ...declaredChecks,
  violation('recipient-undeclared', ({ asked, purpose }) =>
    Boolean(asked.recipient && !purpose?.recipients.includes(kindOf(asked.recipient))),
  ),
  violation('scope-not-open', ({ purpose }) => !['self', 'case'].includes(purpose?.scope ?? '')),
  violation('not-yourself', (facts) => facts.purpose?.scope === 'self' && !isSelf(facts)),
  violation('no-emergency-here', ({ asked, purpose }) =>
    Boolean(asked.emergency && !(purpose?.emergency && asked.actor.kind === 'official')),
  ),
  violation('emergency-unexplained', ({ asked }) => Boolean(asked.emergency) && !saysWhy(asked)),
  violation('emergency-not-fresh', ({ asked }) => Boolean(asked.emergency) && !isFresh(asked)),
  violation('no-case', (facts) => needsCase(facts) && !facts.asked.case),
  violation('no-grant', (facts) => needsCase(facts) && !facts.granted),
  gap('person-unknown', ({ person }) => person === null),
  violation('no-consent', ({ purpose, consent }) => Boolean(purpose?.notice) && consent === null),
  violation('notice-outdated', ({ purpose, consent }) =>
    Boolean(purpose?.notice && consent !== purpose.notice.version),
  ),
  violation('restricted', (facts) => facts.restricted && !isSelf(facts)),
  violation('objected', ({ objected }) => objected),
  violation('mandate-over', ({ mandated }) => !mandated),
  violation('too-many-readings', ({ before, purpose }) => before >= limitOf(purpose)),
]

/** The first reason not to read; undefined when there is none. */
export function denialOf(facts: Facts, all: readonly Check[] = checks): Denial | undefined {
  const failed = all.find((check) => check.when(facts))
  return failed && { why: failed.why, breach: failed.breach }
}
