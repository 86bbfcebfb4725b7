/** Sends to systems of other cities: public addresses alone, bounded in time and size, never followed elsewhere. */
import { readFileSync } from 'node:fs'
import { carefulFetch, dnsResolve, failureOf } from '#core/harvest'
import type { Sender } from '#core/jobs'
import type { Settings } from '../settings.ts'

/** A list of a thousand requests is smaller. */
const LARGEST = 4 * 1024 * 1024

type Sending = Parameters<Sender['send']>[0]

/** With the key, wherever it goes: into the form, or into the question. */
function requestOf({ url, form, key }: Sending): { url: string; body: string | undefined } {
  const secret = key && ([key.field, readFileSync(key.file, 'utf8').trim()] as const)
  if (form)
    return {
      url,
      body: new URLSearchParams(
        [...(secret ? [secret] : []), ...form].map((one) => [...one]),
      ).toString(),
    }
  if (!secret) return { url, body: undefined }
  const asked = new URL(url)
  asked.searchParams.append(...secret)
  return { url: asked.href, body: undefined }
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
      try {
        const { url, body } = requestOf(sending)
        const answer = await fetch(url, {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            accept: 'text/xml, application/json;q=0.9',
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }),
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
