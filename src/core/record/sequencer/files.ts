/** The files of the record as the web serves them: those of the log, of the logs before it, and proofs. */
import { keyText, type ReadFile, tileAt } from '../log/index.ts'
import type { LogKeys } from './keys.ts'
import { proofFile, type ProofParts, type RecordFile, TEXT } from './proof.ts'
import { archiveOf } from './signers.ts'

/** Where the files come from. */
export interface Served extends ProofParts {
  readonly keys: LogKeys
  readonly policyText: () => string
}

const BYTES = 'application/octet-stream'

/** The policy file that a city publishes: its keys, and what it asks of its witnesses. */
function publicPolicy(keys: readonly string[], policyText: string | undefined): string {
  const own = keys.map((vkey) => `log ${vkey}`)
  const rest = (policyText ?? 'quorum none').split('\n').filter((line) => !/^\s*log\s/.test(line))
  return [...own, ...rest, ''].join('\n')
}

const textFile = (text: string): RecordFile => ({
  bytes: Buffer.from(text),
  type: TEXT,
  lasting: false,
})

async function logFile(read: ReadFile, path: string): Promise<RecordFile | undefined> {
  const tile = tileAt(path)
  if (path !== 'checkpoint' && !tile) return undefined
  const bytes = await read(path)
  return bytes && { bytes, type: tile ? BYTES : TEXT, lasting: tile !== undefined }
}

/** A file of a log that was ended: its last witnessed checkpoint, and every tile it had. */
async function oldFile(of: Served, folder: string, path: string): Promise<RecordFile | undefined> {
  const ended = of.keys.before.find(({ origin }) => archiveOf(origin) === folder)
  if (!ended) return undefined
  if (path === 'checkpoint') return textFile(ended.note)
  if (path === 'policy') return textFile(publicPolicy(ended.vkeys, of.policyText()))
  return logFile(of.shelfOf(ended.number).read, path)
}

/** A file below `/record/`; undefined when there is none. */
export async function fileAt(of: Served, path: string): Promise<RecordFile | undefined> {
  if (path === 'policy') return textFile(of.policyText())
  const [, proof] = /^proof\/([0-9a-f-]{36})\.tlog-proof$/.exec(path) ?? []
  if (proof) return proofFile(of, proof)
  const [, folder, rest] = /^(old\/[0-9a-f]{64})\/(.+)$/.exec(path) ?? []
  if (folder && rest) return oldFile(of, folder, rest)
  return logFile(of.shelfOf(of.keys.number).read, path)
}

/** The policy that these keys and this policy of the operator come to. */
export function policyOf(keys: LogKeys, policyText: string | undefined): string {
  return publicPolicy(keys.log.map(keyText), policyText)
}
