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

/** A body that a page may send to another site only after the city let it, which it never does (Fetch 2.2.2). */
const isJson = ({ headers }: FastifyRequest) =>
  /^application\/(?:[\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '')

/**
 * A program's request: a browser on another site may not make it with the resident's cookie; and no form of another
 * site is a program, which could sign somebody in as somebody else.
 */
export function requireOurProgram(request: FastifyRequest, settings: WebSettings): void {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const foreign =
    (typeof site === 'string' && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !ours(origin, request, settings))
  const known = request.cookies[cookieName(settings, 'cityright')] !== undefined
  if (foreign && (known || !isJson(request))) throw new Refusal('forbidden', ['foreign-form'])
}
