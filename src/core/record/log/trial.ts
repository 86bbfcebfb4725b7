/** What the tests of the log share: keys, entries, logs in memory. */
import { generateKeyPairSync } from 'node:crypto'
import {
  checkpointText,
  type Edge,
  emptyEdge,
  grown,
  keyText,
  leafHash,
  noteText,
  type ReadFile,
  rootAt,
  type SignerKey,
  signerKey,
  signLine,
} from './index.ts'

export const ORIGIN = 'luzarra.example/record'

export const ed25519 = (name: string, type: 1 | 4): SignerKey =>
  signerKey(name, type, generateKeyPairSync('ed25519').privateKey)
export const mlDsa = (name: string): SignerKey =>
  signerKey(name, 6, generateKeyPairSync('ml-dsa-44').privateKey)

export const entryNumber = (n: number): Uint8Array =>
  Buffer.from(`{"d":{"n":${n}},"id":"${n}","v":1}`)
export const entriesTo = (size: number, from = 0): Uint8Array[] =>
  Array.from({ length: size - from }, (_, n) => entryNumber(from + n))

/** A log in memory, with every file it ever wrote. */
export class TrialLog {
  readonly files = new Map<string, Uint8Array>()
  readonly leaves: Uint8Array[] = []
  edge: Edge = emptyEdge
  readonly read: ReadFile = (path) => Promise.resolve(this.files.get(path))

  append(entries: readonly Uint8Array[]): this {
    const { edge, files } = grown(this.edge, entries)
    for (const { path, bytes } of files) this.files.set(path, bytes)
    this.leaves.push(...entries.map(leafHash))
    this.edge = edge
    return this
  }

  checkpoint(...keys: readonly SignerKey[]): string {
    const text = checkpointText({ origin: ORIGIN, size: this.edge.size, root: rootAt(this.edge) })
    return noteText({ text, lines: keys.map((key) => signLine(key, text, 1_700_000_000)) })
  }
}

export const logOf = (size: number): TrialLog => new TrialLog().append(entriesTo(size))

/** A policy of one log and three witnesses of which two are needed. */
export function policyOf(log: SignerKey, witnesses: readonly SignerKey[]): string {
  const names = witnesses.map((_, n) => `w${n}`)
  return [
    '# whom we believe',
    `log ${keyText(log)}`,
    ...witnesses.map((key, n) => `witness w${n} ${keyText(key)} https://w${n}.example/witness`),
    `group cities 2 ${names.join(' ')}`,
    'quorum cities',
    '',
  ].join('\n')
}
