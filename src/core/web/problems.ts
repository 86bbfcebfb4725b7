import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Kind, Refusal } from '#core/kernel'
import { reasonText } from '#core/pages'
import { asksForProof, FRESH_MINUTES } from '#core/people'
import type { Say } from '#core/text'
import { doorFor } from './held.ts'
import { drawn, hereOf, type Shell } from './here.ts'
import { visitOf } from './visit.ts'

/** HTTP status of each kind of refusal (house.md 2.7). */
export const STATUS: Readonly<Record<Kind, number>> = {
  invalid: 400,
  'sign-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  'too-many': 429,
  unavailable: 503,
}

/** A problem document (RFC 9457) with every reason as a code and as a sentence. */
export function problemDocument(
  refusal: Refusal,
  say: Say,
  requestId: string,
  service?: string,
): object {
  return {
    type: `urn:cityright:problem:${refusal.kind}`,
    title: say(`web.kind.${refusal.kind}`),
    status: STATUS[refusal.kind],
    instance: `urn:request:${requestId}`,
    reasons: refusal.reasons.map((reason) => ({
      code: reason.code,
      ...(reason.field === undefined ? {} : { field: reason.field }),
      message: reasonText(say, reason, service),
    })),
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
  }
}

/** Faults of Fastify itself (body too large, unreadable JSON, unknown media type) are the sender's. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const status = (error as { statusCode?: number }).statusCode ?? 500
  if (status === 413) return new Refusal('invalid', ['too-large'])
  if (status === 429) {
    const wait = (error as { retryAfter?: number }).retryAfter ?? 60
    return new Refusal('too-many', ['too-many'], { retryAfter: wait })
  }
  if (status === 503) return new Refusal('unavailable', ['busy'], { retryAfter: 10 })
  if (status >= 400 && status < 500) return new Refusal('invalid', ['unreadable'])
  return null
}

const wantsJson = (request: FastifyRequest) => /^\/api(?:\/|$)/.test(request.url)

async function answerProgram(
  shell: Shell,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal | null,
) {
  const { asking } = await visitOf(shell, request, reply)
  const say = shell.city.say(asking.language)
  const route = (request.routeOptions.config as { route?: string } | undefined)?.route
  const body = refusal
    ? problemDocument(refusal, say, request.id, route?.split('.')[0])
    : {
        type: 'urn:cityright:problem:bug',
        title: say('web.kind.bug'),
        status: 500,
        instance: `urn:request:${request.id}`,
      }
  return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}

async function answerPerson(
  shell: Shell,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal | null,
  status: number,
) {
  const visit = await visitOf(shell, request, reply)
  const here = hereOf(shell, visit, null, { form: false })
  reply.header('cache-control', 'private, no-store')
  return reply
    .type('text/html; charset=utf-8')
    .send(drawn(shell.frame.problem(status, refusal, here), here))
}

/** Says to a program what is missing (RFC 9470 section 3): more proof, or a fresh one. */
function stepUp({ reasons }: Refusal): string {
  const level = reasons[0]?.code.split('prove-more-')[1]
  const wanted = level ? `acr_values="${level}"` : `max_age="${FRESH_MINUTES * 60}"`
  return `Session error="insufficient_user_authentication", ${wanted}`
}

async function answer(shell: Shell, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const refusal = refusalOf(error)
  if (!refusal) request.log.error({ err: error }, 'a fault of ours')
  const status = refusal ? STATUS[refusal.kind] : 500
  if (refusal?.kind === 'sign-in' && request.method === 'GET' && !wantsJson(request)) {
    return reply.redirect(doorFor(shell.frame, refusal, request.url), 303)
  }
  if (refusal && asksForProof(refusal)) reply.header('www-authenticate', stepUp(refusal))
  if (refusal?.retryAfter) reply.header('retry-after', refusal.retryAfter)
  else if (status === 503) reply.header('retry-after', 10)
  reply.code(status)
  return wantsJson(request)
    ? answerProgram(shell, request, reply, refusal)
    : answerPerson(shell, request, reply, refusal, status)
}

/** Every refusal and every fault gets an answer a person can act on, and tells nothing else. */
export function answerProblems(app: FastifyInstance, shell: Shell): void {
  const careful = async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    try {
      return await answer(shell, error, request, reply)
    } catch (second) {
      request.log.error({ err: second }, 'a fault while answering a fault')
      return reply.code(503).header('retry-after', 10).type('text/plain').send('503')
    }
  }
  app.setErrorHandler(careful)
  app.setNotFoundHandler((request, reply) =>
    careful(new Refusal('not-found', ['no-such-page']), request, reply),
  )
}
