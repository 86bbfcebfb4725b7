import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  checkProof,
  type Continued,
  hashText,
  judge,
  type Judgement,
  noteFrom,
  parsePolicy,
  type Policy,
  proofFrom,
  type ReadFile,
  verifyLog,
} from '#core/record/log'
import { Command } from 'commander'
import { verifyEvidence } from './evidence.ts'
import { progressBar } from './progress.ts'
import { webLog } from './web-log.ts'

interface Options {
  policy?: string
  since?: string
  json?: boolean
}

/** What was found, for people in `lines` and for machines in `facts`. */
interface Finding {
  readonly lines: readonly string[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly quorum: boolean
  /** The checkpoint, to be kept for the next time. */
  readonly note?: string
}

function folderFiles(folder: string): ReadFile {
  return (path) => {
    const file = join(folder, path)
    const there = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
    return Promise.resolve(there ? readFileSync(file) : undefined)
  }
}

async function policyOf(file: string | undefined, read: ReadFile): Promise<[Policy, boolean]> {
  if (file) return [parsePolicy(readFileSync(file, 'utf8')), true]
  const own = await read('policy')
  if (!own) throw new Error('This log has no policy of its own: name one with --policy FILE.')
  return [parsePolicy(Buffer.from(own).toString()), false]
}

function witnessed({ cosigned, quorum }: Judgement, policy: Policy): string {
  const names = cosigned.map(
    ({ name, seconds }) => `${name} at ${new Date(seconds * 1000).toISOString()}`,
  )
  const who = names.length > 0 ? `: ${names.join(', ')}` : ''
  const enough =
    policy.quorum === 'none' ? 'the policy asks for none' : quorum ? 'enough' : 'too few'
  return `Witnessed by ${cosigned.length} of ${policy.witnesses.length} (${enough})${who}`
}

const continuedLine = ({ origin, size, archive }: Continued) =>
  `It continues ${origin}, which was ended at ${size} entries (its files: ${archive}/)`

const FOUND_KEY =
  'The key was taken from the log itself. Who it belongs to is only sure with --policy FILE from somebody you trust.'

function sinceOf(file: string | undefined, policy: Policy) {
  if (!file || !existsSync(file)) return undefined
  const note = noteFrom(readFileSync(file, 'utf8'))
  if (!note) throw new Error(`${file} is not a checkpoint that was kept by --since.`)
  return judge(note, policy).checkpoint
}

async function verifyWhole(where: string, options: Options): Promise<Finding> {
  const read = /^https?:/.test(where) ? webLog(where.replace(/\/+$/, '')) : folderFiles(where)
  const [policy, trusted] = await policyOf(options.policy, read)
  const since = sinceOf(options.since, policy)
  const bar = progressBar(!options.json)
  const found = await verifyLog({ read, policy, since, progress: bar.show }).finally(bar.end)
  const { checkpoint, cosigned, quorum, kinds, note, continues } = found
  const { origin, size, root } = checkpoint
  return {
    quorum,
    note,
    facts: {
      origin,
      size,
      root: hashText(root),
      cosigned,
      kinds: Object.fromEntries(kinds),
      continues,
      trusted,
    },
    lines: [
      `${origin} holds: ${size} entries, every one hashed, root ${hashText(root)}`,
      witnessed(found, policy),
      ...(continues ? [continuedLine(continues)] : []),
      ...(since ? [`It begins with the ${since.size} entries that were seen before.`] : []),
      ...[...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => `  ${n}  ${kind}`),
      ...(trusted ? [] : [FOUND_KEY]),
    ],
  }
}

function verifyProof(text: string, options: Options): Finding {
  if (!options.policy) {
    throw new Error('A proof is checked against a policy: name one with --policy FILE.')
  }
  const policy = parsePolicy(readFileSync(options.policy, 'utf8'))
  const proof = proofFrom(text)
  if (!proof) throw new Error('This file is neither a folder of a log nor a proof.')
  const proven = checkProof(proof, policy)
  const { checkpoint, index, quorum, cosigned, payload } = proven
  const entry: unknown = JSON.parse(Buffer.from(proven.entry).toString())
  const said = JSON.stringify(entry)
  return {
    quorum,
    facts: { origin: checkpoint.origin, size: checkpoint.size, index, entry, payload, cosigned },
    lines: [
      `Proved: this is entry ${index} of ${checkpoint.origin}, which had ${checkpoint.size} entries`,
      witnessed(proven, policy),
      `  ${said}`,
      ...(payload === undefined ? [] : [`  and in its batch: ${JSON.stringify(payload)}`]),
    ],
  }
}

/** True when the text was evidence of a split view, which was checked and explained. */
function explained(text: string, options: Options): boolean {
  const found = verifyEvidence(text, options.policy)
  if (!found) return false
  const { facts, lines, proven } = found
  process.stdout.write(`${options.json ? JSON.stringify(facts) : lines.join('\n')}\n`)
  if (!proven) throw new Error('This evidence does not prove by itself that the record was split.')
  return true
}

async function verify(where: string, options: Options): Promise<void> {
  const isFile = !/^https?:/.test(where) && statSync(where, { throwIfNoEntry: false })?.isFile()
  const text = isFile ? readFileSync(where, 'utf8') : undefined
  if (text !== undefined && explained(text, options)) return
  const found = text === undefined ? await verifyWhole(where, options) : verifyProof(text, options)
  const { facts, lines, quorum, note } = found
  const answer = options.json ? JSON.stringify({ holds: quorum, ...facts }) : lines.join('\n')
  process.stdout.write(`${answer}\n`)
  if (!quorum) throw new Error('Too few of the witnesses that the policy names have cosigned it.')
  if (options.since && note) writeFileSync(options.since, note)
}

/** `cityright verify URL|DIR|PROOF`: checks a public record, or one proof, without trusting its city. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'checks a public record (address or folder), a proof file, or evidence of a split view',
    )
    .argument(
      '<what>',
      'https://<city>/record, a folder with a copy of it, a .tlog-proof file, or evidence',
    )
    .option('--policy <file>', 'which keys and how many witnesses you believe (tlog-policy)')
    .option(
      '--since <file>',
      'checkpoint of the last time: the log must begin with it; kept up to date',
    )
    .option('--json', 'answer for machines')
    .action(async (what: string, options: Options) => {
      if (!/^https?:/.test(what) && !existsSync(what)) throw new Error(`There is no ${what}.`)
      await verify(what, options)
    })
}
