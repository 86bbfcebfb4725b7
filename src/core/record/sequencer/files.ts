/** The files of the record as the web serves them: those of the log, of the logs before it, and proofs. */
import type { Database } from '#core/database'
import {
  keyText,
  proofText,
  type ReadFile,
  readEntryAt,
  readInclusion,
  tileAt,
} from '../log/index.ts'
import { readEntry } from '../read.ts'
import type { LogKeys } from './keys.ts'
import type { LogShelf } from './shelf.ts'
import { archiveOf } from './signers.ts'
import { readHead } from './store.ts'

/** A file of the record as the web serves it. */
export interface RecordFile {
  readonly bytes: Uint8Array
  readonly type: string
  /** True when it never changes. */
  readonly lasting: boolean
  /** What it is called when it is kept. */
  readonly name?: string
}

/** Where the files come from. */
export interface Served {
  readonly db: Database
  readonly keys: LogKeys
  /** The files of the log with this number. */
  readonly shelfOf: (log: number) => LogShelf
  readonly policyText: () => string
}

const TEXT = 'text/plain; charset=utf-8'
const BYTES = 'application/octet-stream'

/** The policy file that a city publishes: its keys, and what it asks of its witnesses. */
export function publicPolicy(keys: readonly string[], policyText: string | undefined): string {
  const own = keys.map((vkey) => `log ${vkey}`)
  const rest = (policyText ?? 'quorum none').split('\n').filter((line) => !/^\s*log\s/.test(line))
  return [...own, ...rest, ''].join('\n')
}

const textFile = (text: string): RecordFile => ({
  bytes: Buffer.from(text),
  type: TEXT,
  lasting: false,
})

async function proofFile({ db, shelfOf }: Served, id: string): Promise<RecordFile | undefined> {
  const { entry, head } = await db.look(async (tx) => {
    const entry = await readEntry(tx, id)
    return { entry, head: entry && (await readHead(tx, entry.log)) }
  })
  const index = entry?.position ?? null
  if (!entry || index === null || !head || head.size <= index) return undefined
  const seen = head.quorumNote !== null && (head.quorumSize ?? 0) > index
  const size = seen ? (head.quorumSize ?? head.size) : head.size
  const checkpoint = seen ? (head.quorumNote ?? head.note) : head.note
  const { read } = shelfOf(entry.log)
  const [bytes, path] = await Promise.all([
    readEntryAt(read, index, size),
    readInclusion(read, index, size),
  ])
  const text = proofText({ extra: { entry: bytes }, index, path, checkpoint })
  return { ...textFile(text), name: `${id}.tlog-proof` }
}

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
