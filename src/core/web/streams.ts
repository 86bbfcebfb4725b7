import type { FastifyInstance } from 'fastify'
import { serviceOf } from '#core/actions'
import type { Feed, Page, StreamLook } from '#core/pages'
import { documentReader } from '#core/vault'
import { Readable } from 'node:stream'
import { admit, inputOf, lookingBy } from './admit.ts'
import { folderOf } from './folder.ts'
import type { Shell, Visit } from './here.ts'
import { sendStream } from './send.ts'
import { visitOf } from './visit.ts'

type AnyPage = Page<any, any, any>

/** What may be used while something is sent. */
async function streamLook(
  shell: Shell,
  page: AnyPage,
  visit: Visit,
  values: Record<string, unknown>,
): Promise<StreamLook<any>> {
  const { person, language } = visit.asking
  const { city } = shell
  const now = city.clock()
  admit(page, person, now)
  const channel = city.channel(serviceOf(page.name))
  const by = await lookingBy(page, visit, channel)
  return {
    input: inputOf(page, values),
    by,
    folder: folderOf(city, channel, { by, now }),
    documents: documentReader(channel, page.reads ?? {}, { actor: by.actor, at: now }),
    now,
    city: city.facts,
    declared: city.declared,
    say: city.say(language),
    tools: { sign: city.sign, jws: city.jws, say: city.say },
    look: (work) => city.db.as(serviceOf(page.name)).look(work),
  }
}

/** What everybody may read is the same for a minute, so that a thousand news readers ask once. */
const KEPT = 'public, max-age=60'

/** A feed of a page: it is written while it is sent. */
export function routeFeed(
  app: FastifyInstance,
  shell: Shell,
  page: AnyPage,
  ending: string,
  feed: Feed<any>,
): void {
  for (const prefix of ['', '/api']) {
    app.get(`${prefix}${page.path}.${ending}`, async (request, reply) => {
      const visit = await visitOf(shell, request, reply)
      const values = { ...(request.query as object), ...(request.params as object) }
      const parts = feed.write(await streamLook(shell, page, visit, values))
      const open = page.keep === 'public' && !visit.asking.person
      reply.header('cache-control', open ? KEPT : 'private, no-store')
      reply.header('vary', 'cookie, accept-language')
      return reply.type(feed.type).send(Readable.from(parts))
    })
  }
}

/**
 * Bytes that are made while they are sent. Packed again they would be as many as nobody can say beforehand; and whoever
 * asks for the head alone (HEAD) would have the whole made, and a reading logged, for nobody.
 */
export function routeStream(app: FastifyInstance, shell: Shell, page: AnyPage): void {
  for (const path of [page.path, `/api${page.path}`]) {
    const route = { config: { route: page.name }, compress: false, exposeHeadRoute: false } as const
    app.get(path, route, async (request, reply) => {
      const visit = await visitOf(shell, request, reply)
      const values = { ...(request.query as object), ...(request.params as object) }
      const look = await streamLook(shell, page, visit, values)
      return sendStream(reply, await page.streams?.(look))
    })
  }
}
