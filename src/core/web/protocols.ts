import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#core/kernel'
import type { Page } from '#core/pages'
import type { Person } from '#core/people'
import type { Shell } from './here.ts'
import { show } from './look.ts'
import { visitOf } from './visit.ts'

/** A request of such a protocol, as it came; who is signed in here is known. */
export interface Spoken {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly person: Person | null
}

/** It was answered, or one of the city's pages is shown instead. */
export type Answered =
  | 'written'
  | { readonly page: string; readonly values: Readonly<Record<string, string>> }

/**
 * A protocol that other programs speak with the city, with a server of its own behind these paths. It reads the
 * bodies and writes the answers itself; the city's headers, limits and pages for people stay the city's.
 */
export interface Protocol {
  readonly name: string
  readonly paths: readonly string[]
  /** Throws a `Refusal` for what a person should read as a page. */
  answer(spoken: Spoken): Promise<Answered>
}

function pageNamed({ city }: Shell, name: string): Page {
  const found = city.services.flatMap(({ pages }) => pages).find((page) => page.name === name)
  if (!found) throw new Refusal('not-found', ['no-such-page'])
  return found
}

async function answer(
  shell: Shell,
  protocol: Protocol,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const visit = await visitOf(shell, request, reply)
  const { raw: res } = reply
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) res.setHeader(name, value)
  const { person } = visit.asking
  const answered = await protocol.answer({ req: request.raw, res, person })
  if (answered === 'written') return reply.hijack()
  res.statusCode = 200
  res.removeHeader('content-type')
  const html = await show(shell, pageNamed(shell, answered.page), visit, answered.values)
  return html === undefined ? reply : reply.type('text/html; charset=utf-8').send(html)
}

/** Makes a protocol reachable. Its bodies are left unread for its own server. */
export async function routeProtocol(
  app: FastifyInstance,
  shell: Shell,
  protocol: Protocol,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_, __, done) => done(null))
    for (const url of protocol.paths) {
      scope.route({
        method: ['GET', 'POST', 'OPTIONS'],
        url,
        config: { route: protocol.name },
        handler: (request, reply) => answer(shell, protocol, request, reply),
      })
    }
  })
}
