/** Whom to believe (C2SP tlog-policy): the lines log, witness, group and quorum. */
import { same } from './bytes.ts'
import { Fault } from './fault.ts'
import { type Key, keyFrom, type KeyType } from './keys.ts'

/** A witness under the name that the policy gives it. */
export interface Witness {
  readonly name: string
  readonly key: Key
}

interface Group {
  readonly least: number
  readonly members: readonly string[]
}

/** A policy as its file says it. */
export interface Policy {
  readonly logs: readonly Key[]
  readonly witnesses: readonly Witness[]
  readonly groups: ReadonlyMap<string, Group>
  readonly quorum: string
}

const BLANK = /[ \t]+/
/** Only tabs may steer in a policy. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/

class Draft {
  readonly logs: Key[] = []
  readonly witnesses: Witness[] = []
  readonly groups = new Map<string, Group>()
  readonly names = new Set(['none'])
  /** Names that are in a group already: each may be in one only. */
  readonly taken = new Set<string>()
  quorum: string | undefined

  async line([word, ...rest]: readonly string[]): Promise<boolean> {
    const [first = '', second = ''] = rest
    if (word === 'log') return rest.length <= 2 && this.log(await keyOf(first, [1, 6]))
    if (word === 'witness') {
      return rest.length <= 3 && this.witness(first, await keyOf(second, [4, 6]))
    }
    if (word === 'group') return this.group(first, second, rest.slice(2))
    if (word !== 'quorum' || rest.length !== 1 || this.quorum !== undefined) return false
    this.quorum = first
    return this.names.has(first)
  }

  private define(name: string): boolean {
    const fresh = name !== '' && !this.names.has(name)
    this.names.add(name)
    return fresh
  }

  private log(key: Key | undefined): boolean {
    if (!key || this.logs.some(({ bytes }) => same(bytes, key.bytes))) return false
    this.logs.push(key)
    return true
  }

  private witness(name: string, key: Key | undefined): boolean {
    if (!key || this.witnesses.some((one) => same(one.key.bytes, key.bytes))) return false
    this.witnesses.push({ name, key })
    return this.define(name)
  }

  private group(name: string, needed: string, members: readonly string[]): boolean {
    for (const member of members) {
      const free = member !== 'none' && this.names.has(member) && !this.taken.has(member)
      if (!free) return false
      this.taken.add(member)
    }
    const all = members.length
    const said = /^[0-9]+$/.test(needed) ? Number(needed) : 0
    const least = needed === 'all' ? all : needed === 'any' ? 1 : said
    this.groups.set(name, { least, members })
    return Number.isInteger(least) && least >= 1 && least <= all && this.define(name)
  }
}

async function keyOf(text: string, types: readonly KeyType[]): Promise<Key | undefined> {
  const key = await keyFrom(text)
  return key && types.includes(key.type) ? key : undefined
}

/** Reads a policy; a fault of the field names the first line that cannot be used. */
export async function policyFrom(text: string): Promise<Policy> {
  const draft = new Draft()
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.split(BLANK).filter(Boolean)
    const silent = words.length === 0 || words[0]?.startsWith('#')
    const usable = !CONTROL.test(line) && (silent || (await draft.line(words)))
    if (!usable) throw new Fault('policy', 'policy-line', { line: at + 1 })
  }
  const { logs, witnesses, groups, quorum } = draft
  if (quorum === undefined) throw new Fault('policy', 'no-quorum')
  return { logs, witnesses, groups, quorum }
}

/** Whether these witnesses are enough. */
export function isEnough({ groups, quorum }: Policy, seen: ReadonlySet<string>): boolean {
  const counts = (name: string): boolean => {
    const group = groups.get(name)
    return group ? group.members.filter(counts).length >= group.least : seen.has(name)
  }
  return quorum === 'none' || counts(quorum)
}
