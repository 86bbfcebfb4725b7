/** A city and its witnesses as a watcher sees them: files behind a real server, which a test can falsify. */
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkpointText, keyText, noteText, parsePolicy, rootAt } from '../log/index.ts'
import { type SignerKey, signLine } from '../log/index.ts'
import { ed25519, ORIGIN, TrialLog } from '../log/trial.ts'
import { type Finding, Unreachable, type Watching } from './model.ts'
import { type State, watchOnce } from './round.ts'

export const logKey = ed25519(ORIGIN, 1)
export const library = ed25519('library.example/witness', 4)
export const press = ed25519('press.example/witness', 4)
const HASH = createHash('sha256').update(ORIGIN).digest('hex')

/** An entry as a city writes it. */
export const acted = (n: number, d: object = { n }, kind = 'test.acted'): Uint8Array =>
  Buffer.from(
    `{"at":"2026-03-02T11:00:00.000Z","by":"operator","d":${JSON.stringify(d)},"id":"${n}","t":"${kind}","v":1}`,
  )
export const actsTo = (size: number, from = 0): Uint8Array[] =>
  Array.from({ length: size - from }, (_, n) => acted(from + n))

/** A city whose every answer a test decides. */
export class TrialCity {
  log = new TrialLog()
  now = '2026-03-02T12:00:00.000Z'
  down = false
  policy: string | undefined
  quorum = 'quorum near'
  /** Checkpoints that are served, by path. */
  readonly served = new Map<string, string>()
  readonly asked: string[] = []
  state: State = { seen: undefined, raised: [], failures: 0 }
  readonly #server: Server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1)
    this.asked.push(path)
    const body = this.served.get(path) ?? this.log.files.get(path.replace(/^record\//, ''))
    if (this.down) response.writeHead(503).end()
    else if (body === undefined) response.writeHead(404).end()
    else response.end(body)
  })

  async open(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    return this
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get policyText(): string {
    const witness = (name: string, key: SignerKey) =>
      `witness ${name} ${keyText(key)} ${this.url}/${name}`
    const both = [witness('library', library), witness('press', press)]
    return [`log ${keyText(logKey)}`, ...both, 'group near 2 library press', this.quorum, ''].join(
      '\n',
    )
  }

  /** A checkpoint of this log, signed and cosigned now. */
  note(log = this.log, keys: readonly SignerKey[] = [logKey, library, press]): string {
    const text = checkpointText({ origin: ORIGIN, size: log.edge.size, root: rootAt(log.edge) })
    const seconds = Math.floor(Date.parse(this.now) / 1000)
    return noteText({ text, lines: keys.map((key) => signLine(key, text, seconds)) })
  }

  /** Shows the log as it is: the city and both witnesses the same. */
  publish(keys?: readonly SignerKey[]): this {
    this.served.set('record/checkpoint', this.note(this.log, keys))
    this.served.set('record/policy', this.policy ?? this.policyText)
    for (const name of ['library', 'press']) this.witnessShows(name, this.note(this.log, keys))
    return this
  }

  witnessShows(name: string, note: string): void {
    this.served.set(`${name}/${HASH}/checkpoint`, note)
  }

  async #fetch(path: string): Promise<Buffer | undefined> {
    const answer = await fetch(`${this.url}/${path}`)
    if (answer.status === 503) throw new Unreachable('it answers 503')
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined
  }

  /** One round; gives the alerts as `state kind about`. */
  async look(more: Partial<Watching> = {}): Promise<string[]> {
    return (await this.alerts(more)).map(({ state, kind, about }) =>
      `${state} ${kind} ${about}`.trim(),
    )
  }

  async alerts(more: Partial<Watching> = {}): Promise<(Finding & { state: string })[]> {
    const of: Watching = {
      read: (path) => this.#fetch(`record/${path}`),
      shownBy: async ({ name }) => (await this.#fetch(`${name}/${HASH}/checkpoint`))?.toString(),
      policy: parsePolicy(this.policyText),
      clock: () => this.now,
      limit: 7_200_000,
      patience: () => Promise.resolve(false),
      ...more,
    }
    const { alerts, state } = await watchOnce(of, this.state)
    this.state = state
    return [...alerts]
  }
}
