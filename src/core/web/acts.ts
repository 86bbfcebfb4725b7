import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { above, type Action, pathOf, perform, type Performed } from '#core/actions'
import { Refusal } from '#core/kernel'
import type { Page, Problem } from '#core/pages'
import { requireOurForm, requireOurProgram } from './forgery.ts'
import { wayBack } from './held.ts'
import type { Shell, Visit } from './here.ts'
import { clearSession, setSession } from './identity.ts'
import { show } from './look.ts'
import { pageAt, type PlacedPage } from './places.ts'
import { STATUS } from './problems.ts'
import { bodyOf, refusedUpload } from './uploads.ts'
import { visitOf } from './visit.ts'

type AnyAction = Action<any, any, any>
type Values = Record<string, unknown>

/** Signs the browser in or out, as the action said. */
export function cookies(shell: Shell, reply: FastifyReply, done: Performed<unknown>): void {
  if (done.effects.signIn) setSession(reply, shell.settings, done.effects.signIn)
  else if (done.effects.signOut) clearSession(reply, shell.settings)
}

const staysHere = (path: string) => /^\/(?![/\\])/.test(path) && !/\p{Cc}/u.test(path)

/**
 * Only a path of this city may be gone on to: nobody is sent elsewhere by a link. Browsers drop tabs and line
 * ends from an address and resolve its dots (WHATWG URL 4), so the path is read as they read it.
 */
export function safePath(path: string): string {
  const read = staysHere(path) ? URL.parse(path, 'http://here.invalid') : null
  const found = read ? `${read.pathname}${read.search}${read.hash}` : '/'
  return staysHere(found) ? found : '/'
}

function problemOf(action: AnyAction, refusal: Refusal, values: Values): Problem {
  const rule = action.rules.find((one) =>
    refusal.reasons.some(({ code }) => code in one.refuseWhen),
  )
  return {
    kind: refusal.kind,
    reasons: refusal.reasons,
    values,
    action: action.name,
    ...(rule ? { law: rule.law } : {}),
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
  }
}

/** Shows the page again on which the form stood, with every reason and everything that was typed. */
async function showAgain(
  shell: Shell,
  action: AnyAction,
  visit: Visit,
  refusal: Refusal,
  values: Values,
  places: readonly PlacedPage[],
) {
  const path = action.on?.(values) ?? above(pathOf(action.path, values))
  if (refusal.kind === 'sign-in') {
    const sent = { refusal, values, path: safePath(path) }
    return visit.reply.redirect(await wayBack(shell, action, visit, sent), 303)
  }
  const [bare, query] = path.split('?')
  const found = pageAt(places, bare ?? '/')
  if (!found) throw refusal
  const asked = { ...Object.fromEntries(new URLSearchParams(query)), ...found.params }
  const html = await show(
    shell,
    found.page as Page,
    { ...visit, at: path },
    asked,
    problemOf(action, refusal, values),
  )
  if (html === undefined) return visit.reply
  if (refusal.retryAfter) visit.reply.header('retry-after', refusal.retryAfter)
  return visit.reply.code(STATUS[refusal.kind]).type('text/html; charset=utf-8').send(html)
}

/** `List-Unsubscribe=One-Click`, the only body there is (RFC 8058 section 3.2). */
const isOneClick = (action: AnyAction, sent: Values) =>
  action.oneClick === true && sent['List-Unsubscribe'] === 'One-Click'

/** Whoever asks is nobody here: no cookie counts, and the answer leads nowhere (RFC 8058 section 3.2). */
async function byOneClick(shell: Shell, action: AnyAction, visit: Visit, params: Values) {
  await perform(
    shell.city,
    action,
    { ...visit.asking, person: null },
    { values: params, form: true },
  )
  return visit.reply.code(200).type('text/plain; charset=utf-8').send('')
}

async function byForm(
  shell: Shell,
  action: AnyAction,
  places: readonly PlacedPage[],
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const visit = await visitOf(shell, request, reply)
  const params = request.params as Values
  let values: Values = { ...params }
  try {
    const body = await bodyOf(shell, action, request, visit.asking, (token) =>
      requireOurForm(request, shell.settings, token),
    )
    const { csrf, key, ...sent } = body
    values = { ...sent, ...params }
    if (isOneClick(action, sent)) return await byOneClick(shell, action, visit, params)
    requireOurForm(request, shell.settings, csrf)
    const refused = refusedUpload(body)
    if (refused) throw refused
    const once = typeof key === 'string' && key.length >= 16 && key.length <= 128 ? { key } : {}
    const done = await perform(shell.city, action, visit.asking, { values, form: true, ...once })
    cookies(shell, reply, done)
    const next = action.onto?.(done.output, done.input) ?? above(pathOf(action.path, values))
    return reply.redirect(safePath(next), 303)
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure
    // What another site filled in is not shown: one careless click would send it.
    const ours = failure.reasons.every(({ code }) => code !== 'foreign-form')
    return showAgain(shell, action, visit, failure, ours ? values : { ...params }, places)
  }
}

/** The key of a call that may be repeated; one that cannot be kept is refused, so that nobody relies on it. */
function keyOf(request: FastifyRequest): { key?: string } {
  const key = request.headers['idempotency-key']
  if (key === undefined) return {}
  if (typeof key === 'string' && key.length >= 8 && key.length <= 255) return { key }
  throw new Refusal('invalid', ['odd-idempotency-key'])
}

async function byProgram(
  shell: Shell,
  action: AnyAction,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  requireOurProgram(request, shell.settings)
  const visit = await visitOf(shell, request, reply)
  const key = keyOf(request)
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body))
    throw new Refusal('invalid', ['not-an-object'])
  const done = await perform(shell.city, action, visit.asking, {
    values: { ...body, ...(request.params as Values) },
    form: false,
    ...key,
  })
  cookies(shell, reply, done)
  if (done.replayed) reply.header('idempotent-replayed', 'true')
  return reply.header('cache-control', 'no-store').send(done.output ?? null)
}

/** Makes an action reachable: as a form's target and as a JSON call. */
export function routeAction(
  app: FastifyInstance,
  shell: Shell,
  action: AnyAction,
  places: readonly PlacedPage[],
): void {
  const config = { route: action.name }
  app.post(action.path, { config }, (request, reply) =>
    byForm(shell, action, places, request, reply),
  )
  app.post(`/api${action.path}`, { config }, (request, reply) =>
    byProgram(shell, action, request, reply),
  )
}
