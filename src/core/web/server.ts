import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import etag from '@fastify/etag'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { routeAction } from './acts.ts'
import { serveAssets } from './assets.ts'
import type { Frame, RunningCity, WebSettings } from './city.ts'
import { routeDiscovery } from './discovery.ts'
import { routeHealth } from './health.ts'
import type { Shell } from './here.ts'
import { addressOf } from './identity.ts'
import { routePage } from './look.ts'
import { openApi } from './openapi.ts'
import { routePassage } from './passages.ts'
import { placesOf } from './places.ts'
import { answerProblems } from './problems.ts'
import { routeProtocol } from './protocols.ts'
import { routeRecord } from './record.ts'
import { routeUploads } from './uploads.ts'

const ONE_MEGABYTE = 1024 * 1024

/** Where our own proxies stand. What anybody farther away says of their address is not believed. */
const NEARBY = ['loopback', 'linklocal', 'uniquelocal']

function bareServer(city: RunningCity, settings: WebSettings): FastifyInstance {
  const log: FastifyBaseLogger = city.log
  return Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy && NEARBY,
    bodyLimit: ONE_MEGABYTE,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
  })
}

/** Log lines name the page or action, never the address: a follow-up code in it is nobody's business. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const config = request.routeOptions.config as { route?: string } | undefined
    const route = config?.route ?? request.routeOptions.url ?? 'none'
    const ms = Math.round(reply.elapsedTime)
    request.log.info({ route, method: request.method, status: reply.statusCode, ms }, 'answered')
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
}

/** Runs after the cookies are written: what one browser is told is not for a cache that many share. */
function keepCookiesApart(app: FastifyInstance): void {
  app.addHook('onSend', async (_, reply) => {
    const open = String(reply.getHeader('cache-control') ?? '').startsWith('public')
    if (open && reply.hasHeader('set-cookie')) reply.header('cache-control', 'private, no-store')
  })
}

function policyOf(secure: boolean) {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      ...(secure ? { upgradeInsecureRequests: [] } : {}),
    },
  }
}

/** The headers of helmet are the same for every answer, so it works them out for the first one. */
function setOnce(app: FastifyInstance): void {
  let known: readonly (readonly [string, number | string | readonly string[]])[] | undefined
  app.addHook('onRequest', async (_, { raw, helmet }) => {
    for (const [name, value] of known ?? []) raw.setHeader(name, value)
    if (known) return
    const before = new Set(raw.getHeaderNames())
    helmet()
    known = raw.getHeaderNames().flatMap((name) => {
      const value = before.has(name) ? undefined : raw.getHeader(name)
      return value === undefined ? [] : [[name, value] as const]
    })
  })
}

async function setHeaders(app: FastifyInstance, settings: WebSettings): Promise<void> {
  const secure = settings.url.startsWith('https:')
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: policyOf(secure),
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    hsts: secure && { maxAge: 31_536_000, includeSubDomains: true },
  })
  setOnce(app)
  const allowed = 'camera=(self), geolocation=(self), microphone=(), browsing-topics=()'
  app.addHook('onRequest', async (_, reply) => {
    reply.header('permissions-policy', allowed)
  })
}

async function guard(
  app: FastifyInstance,
  city: RunningCity,
  settings: WebSettings,
): Promise<void> {
  if (settings.perMinute > 0) {
    await app.register(rateLimit, {
      max: settings.perMinute,
      timeWindow: 60_000,
      keyGenerator: (request) => addressOf(settings, request.ip, city.clock()),
      allowList: (request) => /^\/(?:assets|theme|health|ready|record\/tile)/.test(request.url),
      errorResponseBuilder: (_, context) =>
        Object.assign(new Error('too many'), {
          statusCode: 429,
          retryAfter: Math.ceil(context.ttl / 1000),
        }),
    })
  }
  await app.register(underPressure, {
    maxEventLoopDelay: settings.busyAfter,
    maxEventLoopUtilization: 0,
    retryAfter: 10,
    pressureHandler: () => {
      throw Object.assign(new Error('busy'), { statusCode: 503 })
    },
  })
}

function routeDescriptions(app: FastifyInstance, shell: Shell): void {
  const { city, settings } = shell
  const described = new Map<string, object>()
  app.get('/api/openapi.json', { config: { route: 'openapi' } }, (request, reply) => {
    const language = (request.query as { language?: string }).language ?? 'en'
    const known = city.facts.languages.includes(language) ? language : 'en'
    const about = { name: city.facts.name, url: settings.url }
    const found = described.get(known) ?? openApi(city.declared, city.say(known), about)
    described.set(known, found)
    return reply.header('cache-control', 'public, max-age=60').send(found)
  })
  app.get('/robots.txt', (_, reply) =>
    reply.type('text/plain').send('User-agent: *\nDisallow: /sign-in\n'),
  )
  app.get('/favicon.ico', (_, reply) => reply.redirect(shell.assets.address('favicon.svg'), 302))
}

/** Puts the city on the web. It turns declarations into HTML, forms, JSON and OpenAPI, and knows no service. */
export async function openWeb(
  city: RunningCity,
  frame: Frame,
  settings: WebSettings,
): Promise<FastifyInstance> {
  const app = bareServer(city, settings)
  logAnswers(app)
  await app.register(cookie)
  keepCookiesApart(app)
  await setHeaders(app, settings)
  await guard(app, city, settings)
  await app.register(formbody, { bodyLimit: ONE_MEGABYTE })
  await app.register(multipart, {
    limits: { fileSize: 25 * ONE_MEGABYTE, files: 10, fields: 200, fieldSize: 100_000, parts: 220 },
  })
  await app.register(etag, { weak: true })
  await app.register(compress, {
    global: true,
    threshold: 1024,
    encodings: ['br', 'gzip', 'identity'],
    brotliOptions: { params: { 1: 4 } },
  })
  const assets = await serveAssets(app, settings)
  const shell: Shell = { city, settings, assets, frame }
  answerProblems(app, shell)
  routeHealth(app, shell)
  routeUploads(app, shell)
  routeDescriptions(app, shell)
  await routeRecord(app, shell)
  routeDiscovery(app, shell)
  for (const protocol of city.protocols ?? []) await routeProtocol(app, shell, protocol)
  const places = placesOf(city.services)
  for (const service of city.services) {
    for (const page of service.pages) routePage(app, shell, page)
    for (const passage of service.passages ?? []) routePassage(app, shell, passage, places)
    for (const action of service.actions) routeAction(app, shell, action, places)
  }
  return app
}
