import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '#core/kernel'
import client from 'prom-client'
import type { Shell } from './here.ts'

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

/** Whether somebody on this machine asks, and nobody through a proxy that runs on it. */
function isHere(request: FastifyRequest): boolean {
  if (PASSED_ON.some((name) => request.headers[name] !== undefined)) return false
  return LOOPBACK.test(request.socket.remoteAddress ?? '')
}

function measureCity(registry: client.Registry, shell: Shell): void {
  const counted = (name: string, help: string, read: () => number) =>
    new client.Gauge({
      name: `cityright_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  counted(
    'database_statements',
    'SQL statements since the start',
    () => shell.city.db.counts.statements,
  )
  counted(
    'database_transactions',
    'Transactions since the start',
    () => shell.city.db.counts.transactions,
  )
  counted('database_retries', 'Transactions that were repeated', () => shell.city.db.counts.retries)
  counted('vault_up', 'Whether the vault answers', () => (shell.city.vault.healthy() ? 1 : 0))
}

/** Metrics in the Prometheus text format, by declared name: no address of a page, no person. */
function measure(app: FastifyInstance, shell: Shell): client.Registry {
  const registry = new client.Registry()
  client.collectDefaultMetrics({ register: registry, prefix: 'cityright_' })
  measureCity(registry, shell)
  const seconds = new client.Histogram({
    name: 'cityright_request_seconds',
    help: 'How long answers took, by page or action',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const config = request.routeOptions.config as { route?: string } | undefined
    const route = config?.route ?? 'other'
    seconds.observe(
      { route, method: request.method, status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  return registry
}

/** `/health` (the process lives), `/ready` (it can serve), `/metrics` (this machine only). */
export function routeHealth(app: FastifyInstance, shell: Shell): void {
  const registry = measure(app, shell)
  app.get('/health', () => ({ status: 'ok' }))
  app.get('/ready', async (_, reply) => {
    const database = await shell.city.db.healthy()
    const vault = shell.city.vault.healthy()
    return reply.code(database ? 200 : 503).send({ database, vault })
  })
  app.get('/metrics', async (request, reply) => {
    if (!isHere(request)) throw new Refusal('not-found', ['no-such-page'])
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
