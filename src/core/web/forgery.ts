import type { FastifyRequest } from 'fastify'
import { Refusal } from '#core/kernel'
import type { WebSettings } from './city.ts'
import { cookieName, formToken, sameToken } from './identity.ts'

function ours(origin: string, request: FastifyRequest, settings: WebSettings): boolean {
  return (
    origin === new URL(settings.url).origin || origin === `${request.protocol}://${request.host}`
  )
}

/**
 * Refuses a form that another site sent (privacy-record.md 5.4): by `Sec-Fetch-Site`, else by `Origin`,
 * else, for browsers that send neither, by the token in the form.
 */
export function requireOurForm(
  request: FastifyRequest,
  settings: WebSettings,
  token: unknown,
): void {
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string') {
    if (site === 'same-origin' || site === 'none') return
    throw new Refusal('forbidden', ['foreign-form'])
  }
  const origin = request.headers.origin
  if (origin !== undefined && origin !== 'null') {
    if (ours(origin, request, settings)) return
    throw new Refusal('forbidden', ['foreign-form'])
  }
  const cookie = request.cookies[cookieName(settings, 'form')]
  if (cookie && typeof token === 'string' && sameToken(token, formToken(settings, cookie))) return
  throw new Refusal('forbidden', ['stale-form'])
}

/** A program's request: a browser on another site may not make it with the resident's cookie. */
export function requireOurProgram(request: FastifyRequest, settings: WebSettings): void {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const foreign =
    (typeof site === 'string' && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !ours(origin, request, settings))
  if (foreign && request.cookies[cookieName(settings, 'cityright')]) {
    throw new Refusal('forbidden', ['foreign-form'])
  }
}
