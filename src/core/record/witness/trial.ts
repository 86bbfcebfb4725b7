/** What the tests of the witness send to it: honest requests and others. */
import { request } from 'node:http'
import {
  addCheckpointBody,
  hashText,
  noteText,
  readConsistency,
  type SignerKey,
  signLine,
  treeAt,
} from '../log/index.ts'
import type { TrialLog } from '../log/trial.ts'

export interface Witness {
  readonly base: string
  /** Bytes or rows that it keeps. */
  kept(): Promise<number>
  readonly log: SignerKey
  readonly neighbour: SignerKey
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' }

/** Sends with a connection of its own, so that no test inherits one that was cut. */
export function post(
  of: Witness,
  body: string | Uint8Array,
  headers: Record<string, string> = TEXT,
) {
  type Answer = { status: number; type: string | undefined; text: string }
  return new Promise<Answer>((resolve, reject) => {
    const url = `${of.base}/add-checkpoint`
    const asked = request(url, { method: 'POST', agent: false, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'],
          text: Buffer.concat(parts).toString(),
        }),
      )
    })
    asked.once('error', reject).end(body)
  })
}

/** What is under this text, signed by these. */
export const checkpoint = (origin: string, size: number | string, ...signers: SignerKey[]) => {
  const text = `${origin}\n${size}\n${hashText(Buffer.alloc(32, 7))}\n`
  return noteText({ text, lines: signers.map((key) => signLine(key, text, 1_700_000_000)) })
}

export const signedTree = (of: Witness, tree: TrialLog, ...more: string[]) => {
  const { size, root } = treeAt(tree.edge)
  const text = [of.log.name, size, hashText(root), ...more, ''].join('\n')
  return noteText({ text, lines: [signLine(of.log, text, 0)] })
}

export async function growth(of: Witness, old: number, tree: TrialLog): Promise<string> {
  const proof = await readConsistency(tree.read, old, tree.edge.size)
  return addCheckpointBody(old, proof.map(hashText), signedTree(of, tree))
}

export const HASH = hashText(Buffer.alloc(32, 9))
export const strangers = (count: number) =>
  Array.from({ length: count }, (_, n) => `\u2014 stranger${n}.example AAAAAAAA${'A'.repeat(88)}\n`)

/** Path that no client library would send. */
export function rawPath(base: string, path: string, method: string): Promise<number> {
  const { port } = new URL(base)
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.once('error', reject).end(method === 'POST' ? 'old 0\n\n' : undefined)
  })
}
