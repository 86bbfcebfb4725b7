/** Logs and proofs on disk, good ones and forged ones, for our verifier and for Go's. */
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  checkProof,
  checkpointText,
  emptyEdge,
  grown,
  judge,
  keyText,
  noteFrom,
  noteText,
  parsePolicy,
  proofFrom,
  type ReadFile,
  rootAt,
  type SignatureType,
  signerKey,
  type SignerKey,
  signLine,
  verifyLog,
} from '#core/record/log'

/** Where the logs of this test file lie; the test takes it away. */
export const folder = mkdtempSync(join(tmpdir(), 'cityright-foreign-'))
export const ORIGIN = 'luzarra.example/record'

/** A new key. */
export const made = (name: string, type: SignatureType): SignerKey =>
  signerKey(
    name,
    type,
    type === 6
      ? generateKeyPairSync('ml-dsa-44').privateKey
      : generateKeyPairSync('ed25519').privateKey,
  )

export const log = made(ORIGIN, 1)
export const quantum = made(ORIGIN, 6)
/** A second log of the same policy. */
export const neighbour = made('neighbour.example/record', 1)
export const witnesses = ['a', 'b', 'c'].map((name) => made(`${name}.example/witness`, 4))
export const [first, second, third] = witnesses as [SignerKey, SignerKey, SignerKey]
/** Those who sign a log that is in order. */
export const everybody = [log, quantum, first, second]

export const policy = join(folder, 'policy')
writeFileSync(
  policy,
  [
    `log ${keyText(log)}`,
    `log ${keyText(quantum)} https://luzarra.example/record`,
    `log ${keyText(neighbour)}`,
    ...witnesses.map((key, n) => `witness w${n} ${keyText(key)}`),
    'group near 2 w0 w1 w2\nquorum near\n',
  ].join('\n'),
)

/** An entry as a city writes it. */
export const entryOf = (n: number, d = `{"n":${n},"said":"<Plaza & Ñandú>"}`): Uint8Array =>
  Buffer.from(
    `{"at":"2026-03-02T12:00:00.000Z","by":"role:resident","d":${d},"id":"${n}","t":"test.acted","v":1}`,
  )
export const entriesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, n) => entryOf(n))

/** What is signed under a tree of this size, and by whom. */
export function signed(text: string, signers: readonly SignerKey[] = everybody): string {
  return noteText({ text, lines: signers.map((key) => signLine(key, text, 1_700_000_000)) })
}

export interface Written {
  readonly where: string
  readonly entries: readonly Uint8Array[]
}

/** Writes a log into a folder of its own. */
export function write(
  name: string,
  entries: readonly Uint8Array[],
  signers: readonly SignerKey[] = everybody,
): Written {
  const { edge, files } = grown(emptyEdge, entries)
  const text = checkpointText({ origin: ORIGIN, size: edge.size, root: rootAt(edge) })
  const where = join(folder, name)
  const checkpoint = { path: 'checkpoint', bytes: Buffer.from(signed(text, signers)) }
  for (const { path, bytes } of [...files, checkpoint]) {
    mkdirSync(dirname(join(where, path)), { recursive: true })
    writeFileSync(join(where, path), bytes)
  }
  return { where, entries }
}

/** Reads files of a log in a folder. */
export function reader(where: string): ReadFile {
  return (path) => {
    const file = join(where, path)
    const there = existsSync(file) && statSync(file).isFile()
    return Promise.resolve(there ? readFileSync(file) : undefined)
  }
}

/** What our own verifier makes of it: nothing when all holds, else why not. */
export type Verdict = Promise<string | undefined>

async function verdict(work: () => Promise<boolean>): Verdict {
  try {
    return (await work()) ? undefined : 'too few witnesses'
  } catch (failure) {
    return String(failure)
  }
}

/** Our verdict on a log in a folder. */
export function oursOnLog(where: string, policyFile: string, old?: string): Verdict {
  return verdict(async () => {
    const trusted = parsePolicy(readFileSync(policyFile, 'utf8'))
    const before = old === undefined ? undefined : noteFrom(readFileSync(old, 'utf8'))
    const since = before && judge(before, trusted).checkpoint
    return (await verifyLog({ read: reader(where), policy: trusted, since })).quorum
  })
}

/** Our verdict on a proof file. */
export function oursOnProof(file: string, policyFile: string): Verdict {
  return verdict(async () => {
    const proof = proofFrom(readFileSync(file, 'utf8'))
    if (!proof) throw new Error('this is not a proof file')
    return checkProof(proof, parsePolicy(readFileSync(policyFile, 'utf8'))).quorum
  })
}
