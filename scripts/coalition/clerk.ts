/** Somebody who works with a hub from outside, as any program may: over its HTTP interface and nothing else. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const LONGEST = 60_000

/** Somebody, signed in or not. */
export class Clerk {
  readonly #base: string
  #cookie = ''

  constructor(address: string) {
    // Not every machine finds names below localhost by itself (RFC 6761 6.3).
    this.#base = `http://127.0.0.1:${new URL(address).port}/api`
  }

  async #ask(
    path: string,
    {
      headers: more = {},
      ...init
    }: { method?: string; body?: string; headers?: Record<string, string> },
  ): Promise<unknown> {
    const headers = { 'content-type': 'application/json', cookie: this.#cookie, ...more }
    const signal = AbortSignal.timeout(LONGEST)
    const answer = await fetch(`${this.#base}${path}`, { ...init, headers, signal })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`)
    const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
    if (cookies.length > 0) this.#cookie = cookies.join('; ')
    return JSON.parse(text)
  }

  /** What a page says to programs. */
  async opens<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await this.#ask(path, {}))
  }

  /** Acts; gives what the city answers. */
  async does(path: string, values: object): Promise<Readonly<Record<string, unknown>>> {
    const headers = { 'idempotency-key': randomUUID() }
    const body = JSON.stringify(values)
    const done = await this.#ask(path, { method: 'POST', headers, body })
    return z.record(z.string(), z.unknown()).parse(done)
  }

  /** Signs in, and is somebody from then on. */
  async signsIn(email: string, password: string): Promise<this> {
    await this.does('/sign-in/enter', { email, password })
    return this
  }
}

/** Asks until there is an answer. */
export async function until<T>(says: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + LONGEST; Date.now() < end; await pause(150)) {
    const found = await look()
    if (found !== undefined) return found
  }
  throw new Error(`it never came: ${says}`)
}
