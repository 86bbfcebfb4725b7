import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Shell, Visit } from './here.ts'
import { askingOf, setLanguage } from './identity.ts'

const visits = new WeakMap<FastifyRequest, Visit>()

/** Who asks, found out once a request. A language asked for in the address is remembered. */
export async function visitOf(
  shell: Shell,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visit> {
  const known = visits.get(request)
  if (known) return known
  const visit = { request, reply, asking: await askingOf(request, shell.city, shell.settings) }
  const asked = (request.query as Record<string, unknown> | undefined)?.['language']
  if (asked === visit.asking.language) setLanguage(reply, shell.settings, asked)
  visits.set(request, visit)
  return visit
}
