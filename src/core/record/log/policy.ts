/** Whom to believe: logs, witnesses, and how many of them (C2SP tlog-policy). */
import { type Checkpoint, checkpointFrom } from './checkpoint.ts'
import { parseKey, type VerifierKey } from './keys.ts'
import { type Checked, checkNote, LOG_TYPES, type Note, WITNESS_TYPES } from './note.ts'

/** A log or a witness that a policy names. */
export interface Party {
  readonly key: VerifierKey
  /** Name inside the policy; for a log the name of its key. */
  readonly name: string
  readonly url: string | undefined
}

interface Group {
  readonly least: number
  readonly members: readonly string[]
}

/** A policy as its file says it. */
export interface Policy {
  readonly logs: readonly Party[]
  readonly witnesses: readonly Party[]
  readonly groups: ReadonlyMap<string, Group>
  /** Name of a witness or group, or `none`. */
  readonly quorum: string
}

/** A policy that asks for no witness at all. */
export const nobody: Policy = { logs: [], witnesses: [], groups: new Map(), quorum: 'none' }

interface Draft {
  readonly logs: Party[]
  readonly witnesses: Party[]
  readonly groups: Map<string, Group>
  /** Names that may still be members of a group. */
  readonly free: Set<string>
  quorum: string | undefined
}

function party(
  name: string | undefined,
  text: string,
  url: string | undefined,
  of: 'log' | 'witness',
) {
  const key = parseKey(text)
  const types = of === 'log' ? LOG_TYPES : WITNESS_TYPES
  if (!types.includes(key.type)) throw new Error(`the key of ${key.name} is not that of a ${of}`)
  return { key, name: name ?? key.name, url }
}

function add(list: Party[], one: Party): void {
  if (list.some(({ key }) => Buffer.compare(key.bytes, one.key.bytes) === 0)) {
    throw new Error(`the key of ${one.name} is listed twice`)
  }
  list.push(one)
}

function define(draft: Draft, name: string | undefined): string {
  if (!name || name === 'none' || draft.groups.has(name) || known(draft, name)) {
    throw new Error(`${name ?? 'nothing'} cannot be a name here, or is one already`)
  }
  draft.free.add(name)
  return name
}

const known = (draft: Draft, name: string) =>
  draft.groups.has(name) || draft.witnesses.some((witness) => witness.name === name)

function leastOf(text: string | undefined, count: number): number {
  const said = /^\d+$/.test(text ?? '') ? Number(text) : 0
  const least = text === 'all' ? count : text === 'any' ? 1 : said
  if (Number.isInteger(least) && least >= 1 && least <= count) return least
  throw new Error(`of ${count} members, ${text ?? 'none'} cannot be needed`)
}

function addGroup(draft: Draft, [text, least, ...members]: readonly string[]): void {
  for (const member of members) {
    if (!draft.free.delete(member)) throw new Error(`${member} is not free to be in a group`)
  }
  const group = { least: leastOf(least, members.length), members }
  draft.groups.set(define(draft, text), group)
}

function addLine(draft: Draft, [word, ...rest]: readonly string[]): void {
  const [first, second, third] = rest
  if (word === 'log' && rest.length <= 2) {
    add(draft.logs, party(undefined, first ?? '', second, 'log'))
  } else if (word === 'witness' && rest.length <= 3) {
    const name = define(draft, first)
    add(draft.witnesses, party(name, second ?? '', third, 'witness'))
  } else if (word === 'group') addGroup(draft, rest)
  else if (word === 'quorum' && rest.length === 1 && draft.quorum === undefined) {
    if (first !== 'none' && !known(draft, first ?? '')) throw new Error(`${first} is nobody yet`)
    draft.quorum = first
  } else throw new Error('it is no line of a policy')
}

/** Only tabs may steer in a policy (C2SP tlog-policy, character set). */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/

/** Reads a policy file; an unusable line is named in one sentence. */
export function parsePolicy(text: string): Policy {
  const draft: Draft = {
    logs: [],
    witnesses: [],
    groups: new Map(),
    free: new Set(),
    quorum: undefined,
  }
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter(Boolean)
    try {
      if (CONTROL.test(line)) throw new Error('it holds a control character')
      if (words.length > 0 && !words[0]?.startsWith('#')) addLine(draft, words)
    } catch (failure) {
      const why = failure instanceof Error ? failure.message : String(failure)
      throw new Error(`line ${index + 1} of the policy cannot be used: ${why}`, { cause: failure })
    }
  }
  if (draft.quorum === undefined) throw new Error('the policy has no line quorum')
  return { ...draft, quorum: draft.quorum }
}

/** Whether these witnesses (by their names in the policy) are enough. */
export function isQuorum({ groups, quorum }: Policy, cosigned: ReadonlySet<string>): boolean {
  const met = (name: string): boolean => {
    const group = groups.get(name)
    return group ? group.members.filter(met).length >= group.least : cosigned.has(name)
  }
  return quorum === 'none' || met(quorum)
}

/** What the signatures under a checkpoint come to. */
export interface Judgement {
  readonly checkpoint: Checkpoint
  /** Signatures of the log. */
  readonly log: readonly Checked[]
  readonly cosigned: readonly { readonly name: string; readonly seconds: number }[]
  readonly quorum: boolean
}

/** Judges a signed checkpoint; throws a sentence that says why it cannot be believed. Too few witnesses is not a reason: see `quorum`. */
export function judge(note: Note, policy: Policy): Judgement {
  const checkpoint = checkpointFrom(note.text)
  if (!checkpoint) throw new Error('this is not a checkpoint')
  const logs = policy.logs.filter(({ key }) => key.name === checkpoint.origin)
  if (logs.length === 0) throw new Error(`the policy knows no log ${checkpoint.origin}`)
  const log = checkNote(
    note,
    logs.map(({ key }) => key),
  )
  if (!log) throw new Error('a signature of the log is wrong')
  if (log.length === 0) throw new Error('the log did not sign this checkpoint')
  const cosigned = policy.witnesses.flatMap(({ name, key }) => {
    const [found] = checkNote(note, [key]) ?? []
    return found ? [{ name, seconds: found.seconds }] : []
  })
  const quorum = isQuorum(policy, new Set(cosigned.map(({ name }) => name)))
  return { checkpoint, log, cosigned, quorum }
}
