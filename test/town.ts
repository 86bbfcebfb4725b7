/** A city without this software: a small server with a signed document and a log, that a test may let lie. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { createServer as createSocket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { type DiscoverySigner, publicKeyOf, SCHEMA, signObject, WELL_KNOWN } from '#core/discovery'
import { keyText } from '#core/record/log'
import { TestLog } from './log.ts'

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const socket = createSocket()
  await new Promise<void>((done) => socket.listen(0, '127.0.0.1', done))
  const { port } = socket.address() as AddressInfo
  await new Promise((done) => socket.close(done))
  return port
}

/** An entry of a town; another number is another entry. */
export const townEntry = (n: number): Uint8Array =>
  Buffer.from(
    `{"at":"2026-03-02T11:00:00.000Z","by":"operator","d":{"n":${n}},"id":"01985f2c-0000-7000-8000-${String(n).padStart(12, '0')}","t":"town.acted","v":1}`,
  )

/** One town with its server. */
export class Town {
  readonly name: string
  readonly files = new Map<string, string | Uint8Array>()
  readonly asked: string[] = []
  log: TestLog | undefined
  #port = 0
  readonly #signer: DiscoverySigner = {
    kid: '2026a',
    notBefore: '2026-01-01T00:00:00.000Z',
    privateKey: generateKeyPairSync('ed25519').privateKey,
  }
  readonly #server: Server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '')
    this.asked.push(path)
    const file = this.files.get(path) ?? this.log?.files.get(path.replace(/^\/record\//, ''))
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(file)
  })

  constructor(name: string) {
    this.name = name
  }

  get domain(): string {
    return `${this.name}.localhost:${this.#port}`
  }

  get url(): string {
    return `http://${this.domain}`
  }

  async open(port = 0): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(port, '127.0.0.1', done))
    this.#port = (this.#server.address() as AddressInfo).port
    return this
  }

  /** A log of so many entries under the town's own name. */
  records(size: number): this {
    const origin = `${this.domain}/record`
    this.log = new TestLog(size, { origin, entry: townEntry })
    return this
  }

  /** Another history under the same key, as somebody who lies would have it. */
  forks(size: number, entry: (n: number) => Uint8Array): this {
    const { log } = this
    if (!log) throw new Error('there is no log to fork')
    this.log = new TestLog(size, { origin: log.origin, entry, keys: [log.key, ...log.witnesses] })
    return this
  }

  /** Puts up its document; `spoilt` changes something after it was signed. */
  declares(spoilt = false): this {
    const key = this.log && keyText(this.log.key)
    const links = key
      ? [
          {
            rel: 'transparency-log',
            href: `${this.url}/record/checkpoint`,
            profile: 'checkpoint',
            key,
          },
        ]
      : []
    const signed = signObject(
      {
        schema: SCHEMA,
        version: 1,
        city: {
          name: { en: this.name },
          country: 'XX',
          officialDomains: [`${this.name}.localhost`],
        },
        contacts: {},
        links,
        keys: [publicKeyOf(this.#signer)],
        updated: '2026-03-01T00:00:00.000Z',
      },
      this.#signer,
    )
    const shown = spoilt ? { ...signed, contacts: { dpo: 'mailto:forged@example.org' } } : signed
    this.files.set(WELL_KNOWN, JSON.stringify(shown))
    return this
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
