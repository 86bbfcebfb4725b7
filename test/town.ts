/** A city without this software: a small server with a signed document and a log, that a test may let lie. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type DiscoverySigner,
  fingerprint,
  publicKeyOf,
  SCHEMA,
  signObject,
  WELL_KNOWN,
} from '#core/discovery'
import { keyText } from '#core/record/log'
import { TestLog } from './log.ts'

/** An entry of a town; another number is another entry. */
export const townEntry = (n: number): Uint8Array =>
  Buffer.from(
    `{"at":"2026-03-02T11:00:00.000Z","by":"operator","d":{"n":${n}},"id":"01985f2c-0000-7000-8000-${String(n).padStart(12, '0')}","t":"town.acted","v":1}`,
  )

const newSigner = (kid: string): DiscoverySigner => ({
  kid,
  notBefore: '2026-01-01T00:00:00.000Z',
  privateKey: generateKeyPairSync('ed25519').privateKey,
})

const FEED = '/federation/changes'

/** One town with its server. */
export class Town {
  readonly name: string
  readonly files = new Map<string, string | Uint8Array>()
  readonly asked: string[] = []
  log: TestLog | undefined
  #port = 0
  #lines: readonly { readonly cursor: number; readonly text: string }[] | undefined
  #signer: DiscoverySigner = newSigner('2026a')
  readonly #server: Server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '')
    this.asked.push(path)
    const since = Number(/[?&]since=(\d+)/.exec(request.url ?? '')?.[1] ?? -1)
    const own = path === FEED ? this.#linesAfter(since) : this.files.get(path)
    const file = own ?? this.log?.files.get(path.replace(/^\/record\//, ''))
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(file)
  })

  constructor(name: string) {
    this.name = name
  }

  #linesAfter(since: number): string | undefined {
    const later = this.#lines?.filter(({ cursor }) => cursor > since)
    return later?.map(({ text }) => `${text}\n`).join('')
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

  /** Puts up a feed of these entries of its log, as a hub has one; each line is signed, whatever it says. */
  tells(lines: readonly { readonly cursor: number; readonly entry: object }[], sign = true): this {
    const texts = lines.map(({ cursor, entry }) => {
      const line = { v: 1, type: 'city', hub: this.domain, cursor, entry }
      return JSON.stringify(sign ? signObject(line, this.#signer) : line)
    })
    this.#lines = lines.map(({ cursor }, n) => ({ cursor, text: texts[n] ?? '' }))
    return this
  }

  /** Loses its key and takes another; its document says so when it is put up again. */
  rekeys(): this {
    this.#signer = newSigner('2026b')
    return this
  }

  /** Fingerprint of the key it signs with. */
  get print(): string {
    return fingerprint(publicKeyOf(this.#signer))
  }

  /** Puts up its document; `spoilt` changes something after it was signed. */
  declares(spoilt = false): this {
    const key = this.log && keyText(this.log.key)
    const log = { rel: 'transparency-log', href: `${this.url}/record/checkpoint`, key }
    const feed = { rel: 'changes', href: `${this.url}/federation/changes?since=` }
    const links = key ? [log, feed] : []
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
