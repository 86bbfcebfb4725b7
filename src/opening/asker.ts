/** Asks an address that the operator configured: bounded in time and size, and never followed elsewhere. */
import { readFileSync } from 'node:fs'
import type { Asker } from '#core/jobs'

const SECONDS = 10
const LARGEST = 64 * 1024

const near = (host: string) => host === '127.0.0.1' || host === 'localhost' || host === '[::1]'

/** Personal data go out encrypted, or stay on this machine (GDPR art. 32(1)(a)). */
function requireSafe(url: URL): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && near(url.hostname))) return
  throw new Error(`${url.origin} is neither https nor this machine`)
}

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > LARGEST) throw new Error('the answer is too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One question, one answer. */
export const asker: Asker = {
  async ask({ url, tokenFile, body, signal }) {
    const at = new URL(url)
    requireSafe(at)
    const token = tokenFile === undefined ? undefined : readFileSync(tokenFile, 'utf8').trim()
    const answer = await fetch(at, {
      method: 'POST',
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(SECONDS * 1000)]),
    })
    return { status: answer.status, body: jsonOf(await textOf(answer)) }
  },
}
