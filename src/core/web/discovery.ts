import { KEY_SET, WELL_KNOWN } from '#core/discovery'
import type { FastifyInstance } from 'fastify'
import type { Shell } from './here.ts'

/** The city's discovery document and the keys it signs with (RFC 8615); their ETag is that of every answer. */
export function routeDiscovery(app: FastifyInstance, { city }: Shell): void {
  app.get(WELL_KNOWN, { config: { route: 'discovery' } }, (_, reply) =>
    reply
      .header('cache-control', 'public, max-age=0, must-revalidate')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .type('application/json; charset=utf-8')
      .send(city.discovery()),
  )
  app.get(KEY_SET, { config: { route: 'discovery-keys' } }, (_, reply) =>
    reply
      .header('cache-control', 'public, max-age=300, must-revalidate')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .type('application/jwk-set+json; charset=utf-8')
      .send(city.keySet()),
  )
}
