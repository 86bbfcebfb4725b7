import type { FastifyReply } from 'fastify'
import type { Shell } from './here.ts'

/** Cities of the same machine, for a sample city that has no https itself. */
const NEIGHBOURS = ['http://localhost:*', 'http://127.0.0.1:*']

/**
 * Lets the scripts of this one answer ask other hosts (CSP Level 3, connect-src). Everything else of the policy
 * stays: no script, style, picture or form of others.
 */
export function letReach({ city, settings }: Shell, reply: FastifyReply): void {
  const near = city.facts.sampleCity && settings.url.startsWith('http:') ? NEIGHBOURS : []
  const policy = String(reply.getHeader('content-security-policy') ?? "default-src 'self'")
  const reach = ["'self'", 'https:', ...near].join(' ')
  reply.header('content-security-policy', `${policy};connect-src ${reach}`)
}
