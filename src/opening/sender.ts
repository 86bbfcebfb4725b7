/** Sends to systems of other cities: public addresses alone, bounded in time and size, never followed elsewhere. */
import { readFileSync } from 'node:fs'
import { carefulFetch, dnsResolve, failureOf } from '#core/harvest'
import type { Sender } from '#core/jobs'
import type { Settings } from '../settings.ts'

/** A list of a thousand requests is smaller. */
const LARGEST = 4 * 1024 * 1024

type Sending = Parameters<Sender['send']>[0]

/** What goes out: where to, and what with it. */
interface Outgoing {
  readonly url: string
  readonly body?: string | Uint8Array
  readonly type?: string
}

const FORM = 'application/x-www-form-urlencoded; charset=utf-8'

/** The key of a system, or why it cannot be read; an empty file holds none. */
export function keyIn(file: string): { readonly secret: string } | { readonly wrong: string } {
  try {
    const secret = readFileSync(file, 'utf8').trim()
    return secret === '' ? { wrong: `${file} is empty` } : { secret }
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unreadable'
    return { wrong: `${file}: ${code}` }
  }
}

/** With the key, wherever it goes: into the form, or into the question. */
async function requestOf(
  { url, form, files = [] }: Sending,
  secret: readonly [string, string] | undefined,
): Promise<Outgoing> {
  if (form) {
    const pairs = [...(secret ? [secret] : []), ...form]
    if (files.length === 0) {
      return { url, type: FORM, body: new URLSearchParams(pairs.map((one) => [...one])).toString() }
    }
    const parts = new FormData()
    for (const [name, value] of pairs) parts.append(name, value)
    for (const { field, name, type, bytes } of files)
      parts.append(field, new Blob([new Uint8Array(bytes)], { type }), name)
    const whole = new Response(parts)
    return { url, body: await whole.bytes(), type: whole.headers.get('content-type') ?? '' }
  }
  if (!secret) return { url }
  const asked = new URL(url)
  asked.searchParams.append(...secret)
  return { url: asked.href }
}

/** Opens the way; trials may reach this machine (`HARVEST_LOOPBACK`). */
export function openSender(settings: Settings): Sender {
  const fetch = carefulFetch({
    resolve: dnsResolve(settings.harvestDns),
    agent: `Cityright-open311/1 (+${settings.url})`,
    allowLoopback: settings.harvestLoopback,
  })
  return {
    async send(sending) {
      const key = sending.key && keyIn(sending.key.file)
      if (key && 'wrong' in key) return { failure: key.wrong, ours: true }
      const secret = sending.key && key && ([sending.key.field, key.secret] as const)
      try {
        const { url, body, type } = await requestOf(sending, secret)
        const answer = await fetch(url, {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            accept: 'text/xml, application/json;q=0.9',
            ...(type === undefined ? {} : { 'content-type': type }),
            ...sending.headers,
          },
          body,
          signal: sending.signal,
          mostBytes: LARGEST,
        })
        return { status: answer.status, text: await answer.text() }
      } catch (failure) {
        return { failure: failureOf(failure) }
      }
    },
  }
}
