/** A record in memory that tests and benchmarks forge as they like, and a small server for it. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  checkpointText,
  type Edge,
  emptyEdge,
  grown,
  keyText,
  noteText,
  type ReadFile,
  rootAt,
  type SignerKey,
  signerKey,
  signLine,
} from '#core/record/log'

const TIME = 1_772_442_000

/** A new key of a log (type 1), of a witness (4), or post-quantum (6). */
export function newKey(name: string, type: 1 | 4 | 6): SignerKey {
  const { privateKey } =
    type === 6 ? generateKeyPairSync('ml-dsa-44') : generateKeyPairSync('ed25519')
  return signerKey(name, type, privateKey)
}

const KINDS = ['reports.received', 'reports.moved', 'reports.answered', 'decisions.taken']

/** An entry of about 300 bytes, as cities write them. */
export function lampEntry(n: number): Uint8Array {
  const id = `01985f2c-${String(n % 10_000).padStart(4, '0')}-7000-8000-${String(n).padStart(12, '0')}`
  const kind = KINDS[n % KINDS.length] ?? ''
  const body =
    `"because":"Lámpara a oscuras: la unidad de alumbrado responde en cinco días","category":"lamp-out",` +
    `"count":${n},"district":"harbour","number":"R-${n}","open":true,"unit":"street-lighting"`
  return Buffer.from(
    `{"at":"2026-03-02T12:00:00.000Z","by":"role:unit-lead","d":{${body}},"id":"${id}","t":"${kind}","v":1}`,
  )
}

/** A log of so many entries with every file it ever wrote; `entry` writes the entry at a place. */
export class TestLog {
  readonly files = new Map<string, Uint8Array>()
  readonly origin: string
  readonly key: SignerKey
  readonly witnesses: readonly SignerKey[]
  edge: Edge = emptyEdge
  readonly read: ReadFile = (path) => Promise.resolve(this.files.get(path))

  constructor(
    size: number,
    {
      origin = 'luzarra.example/record',
      entry = lampEntry,
      keys = undefined as readonly SignerKey[] | undefined,
    } = {},
  ) {
    this.origin = origin
    const [key = newKey(origin, 1), ...witnesses] = keys ?? []
    this.key = key
    this.witnesses = keys
      ? witnesses
      : ['library', 'press', 'asleep'].map((name) => newKey(`${name}.example/witness`, 4))
    this.append(size, entry)
    this.publish()
  }

  append(count: number, entry: (n: number) => Uint8Array = lampEntry): this {
    const added = Array.from({ length: count }, (_, n) => entry(this.edge.size + n))
    const { edge, files } = grown(this.edge, added)
    for (const { path, bytes } of files) this.files.set(path, bytes)
    this.edge = edge
    return this
  }

  /** The signed checkpoint of now, by the log and the first witnesses. */
  checkpoint(witnesses = 2): string {
    const { edge, origin } = this
    const text = checkpointText({ origin, size: edge.size, root: rootAt(edge) })
    const signers = [this.key, ...this.witnesses.slice(0, witnesses)]
    return noteText({ text, lines: signers.map((key) => signLine(key, text, TIME)) })
  }

  /** A policy that asks for two of the witnesses. */
  policy(): string {
    const names = this.witnesses.map((_, n) => `w${n}`)
    const lines = this.witnesses.map((key, n) => `witness w${n} ${keyText(key)}`)
    const group = names.length > 0 ? `group near 2 ${names.join(' ')}\nquorum near` : 'quorum none'
    return [`log ${keyText(this.key)}`, ...lines, group, ''].join('\n')
  }

  publish(witnesses = 2): this {
    this.files.set('checkpoint', Buffer.from(this.checkpoint(witnesses)))
    this.files.set('policy', Buffer.from(this.policy()))
    return this
  }
}

/** Where a log is served, as cities serve theirs. */
export interface Served {
  readonly address: string
  /** What was asked for, in order. */
  readonly asked: readonly string[]
  close(): void
}

/** Serves the files of a log on this machine; `slowly` waits so many milliseconds with each. */
export async function serveLog(
  files: ReadonlyMap<string, Uint8Array>,
  slowly = 0,
): Promise<Served> {
  const asked: string[] = []
  const server = createServer((request, reply) => {
    const path = (request.url ?? '').replace('/record/', '')
    asked.push(path)
    const bytes = files.get(path)
    reply.setHeader('access-control-allow-origin', '*')
    reply.setHeader('cross-origin-resource-policy', 'cross-origin')
    reply.statusCode = bytes ? 200 : 404
    setTimeout(() => reply.end(bytes), slowly)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/record`,
    asked,
    close: () => server.close().closeAllConnections(),
  }
}
