/** One service's connection to the vault, from the city's side. */
import { connect, type Socket } from 'node:net'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { eachLine, lineOf, LONGEST_ANSWER, LONGEST_REQUEST } from '../protocol.ts'

/** Milliseconds to wait for an answer. */
const PATIENCE = 15_000

/** The vault does not answer: an outage, not a bug. */
export function vaultDown(): Refusal {
  return new Refusal('unavailable', ['vault-down'], { retryAfter: 10 })
}

const reason = z.object({
  code: z.string(),
  field: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
const kinds = [
  'invalid',
  'forbidden',
  'not-found',
  'conflict',
  'too-many',
  'refused',
  'unavailable',
] as const
const answer = z.object({
  id: z.number(),
  ok: z.unknown().optional(),
  no: z
    .object({ kind: z.enum(kinds), reasons: z.array(reason), retryAfter: z.number().optional() })
    .optional(),
  fault: z.string().optional(),
})

interface Waiting {
  readonly op: string
  resolve(value: unknown): void
  reject(failure: Error): void
  readonly late: NodeJS.Timeout
}

function reasonOf({ code, field, values }: z.infer<typeof reason>) {
  return { code, ...(field === undefined ? {} : { field }), ...(values ? { values } : {}) }
}

/** How a line introduces itself: the service's name and its token. */
export interface Greeting {
  readonly hello: string
  readonly token: string
}

/**
 * Asks over one connection, many questions at once; connects when needed, and again after a break.
 */
export class Line {
  readonly #path: string
  readonly #greeting: () => Greeting
  readonly #waiting = new Map<number, Waiting>()
  #socket: Promise<Socket> | undefined
  #last = 0
  #closed = false

  constructor(path: string, greeting: () => Greeting) {
    this.#path = path
    this.#greeting = greeting
  }

  async ask(op: string, input: unknown, patience: number = PATIENCE): Promise<unknown> {
    if (this.#closed) throw vaultDown()
    const socket = await this.#connected()
    this.#last += 1
    const id = this.#last
    const line = lineOf({ id, op, input })
    if (Buffer.byteLength(line) > LONGEST_REQUEST) throw new Refusal('invalid', ['vault.too-long'])
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => socket.destroy(), patience)
      this.#waiting.set(id, { op, resolve, reject, late })
      socket.write(line)
    })
  }

  close(): void {
    this.#closed = true
    void this.#socket?.then((socket) => socket.destroy())
  }

  #connected(): Promise<Socket> {
    if (this.#socket) return this.#socket
    const opening = this.#open()
    this.#socket = opening
    opening.catch(() => {
      if (this.#socket === opening) this.#socket = undefined
    })
    return opening
  }

  async #open(): Promise<Socket> {
    const greeting = this.#greeting()
    return new Promise((resolve, reject) => {
      const socket = connect(this.#path)
      socket.once('connect', () => {
        socket.write(lineOf(greeting))
        resolve(socket)
      })
      socket.on('error', () => reject(vaultDown()))
      socket.on('close', () => this.#lost())
      eachLine(socket, LONGEST_ANSWER, (line) => this.#take(line))
    })
  }

  #lost(): void {
    this.#socket = undefined
    const lost = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { late, reject } of lost) {
      clearTimeout(late)
      reject(vaultDown())
    }
  }

  #take(line: string): void {
    const said = answer.parse(JSON.parse(line))
    const waiting = this.#waiting.get(said.id)
    if (!waiting) return
    this.#waiting.delete(said.id)
    clearTimeout(waiting.late)
    if (said.no) {
      const { kind, reasons, retryAfter } = said.no
      const more = retryAfter === undefined ? {} : { retryAfter }
      waiting.reject(new Refusal(kind, reasons.map(reasonOf), more))
    } else if (said.fault) {
      waiting.reject(new Error(`the vault failed at ${waiting.op}: see ${said.fault} in its log`))
    } else waiting.resolve(said.ok)
  }
}
