import type { FastifyInstance } from 'fastify'
import { serviceOf } from '#core/actions'
import type { Feed, Look, Page, Problem, StreamLook } from '#core/pages'
import { documentReader, readers } from '#core/vault'
import { Readable } from 'node:stream'
import { admit, inputOf, lookingBy } from './admit.ts'
import { fileOf, routeAlone } from './alone.ts'
import { folderOf, withTx } from './folder.ts'
import { heldFor } from './held.ts'
import { drawn as draw, type Drawn, hereOf, type Shell, type Visit } from './here.ts'
import { letReach } from './reach.ts'
import { sendFile, sendStream, sendText } from './send.ts'
import { visitOf } from './visit.ts'

type AnyPage = Page<any, any, any>

/** Loads a page's data in one read-only transaction. Throws a `Refusal` when the visitor may not look. */
export async function load(
  shell: Shell,
  page: AnyPage,
  visit: Visit,
  values: Record<string, unknown>,
): Promise<unknown> {
  const { city } = shell
  const { person, language } = visit.asking
  const now = city.clock()
  admit(page, person, now)
  const input = inputOf(page, values)
  const channel = city.channel(serviceOf(page.name))
  const by = await lookingBy(page, visit, channel)
  const look: Omit<Look<unknown>, 'tx' | 'folder' | 'prove'> = {
    input,
    by,
    now,
    language,
    browser: visit.asking.browser,
    city: city.facts,
    declared: city.declared,
    personal: readers(channel, page.reads ?? {}, { actor: by.actor, at: now }),
    letters: () => city.mail.listLetters(),
    consented: ({ notice }) => channel.consented(by.ref ?? '', notice?.name ?? ''),
    header(name) {
      const sent = visit.request.headers[name.toLowerCase()]
      return Array.isArray(sent) ? sent[0] : sent
    },
    documents: documentReader(channel, page.reads ?? {}, { actor: by.actor, at: now }),
    ways: channel.accounts,
    mandates: channel.mandates,
    cases: channel.cases,
    oversight: channel.oversight,
    health: {
      vaultDown: !city.vault.healthy(),
      database: city.db.kind,
      scans: city.files.scans,
    },
  }
  return city.db.look((tx) => page.load({ ...look, tx, ...withTx(city, channel, { by, now, tx }) }))
}

/** Shows a page, again with the problem when an attempt failed on it. */
export async function show(
  shell: Shell,
  page: AnyPage,
  visit: Visit,
  values: Record<string, unknown>,
  problem: Problem | null = null,
): Promise<string | undefined> {
  const { reply, asking } = visit
  const data = await load(shell, page, visit, values)
  const elsewhere = page.redirect?.(data)
  if (elsewhere !== undefined) {
    void reply.redirect(elsewhere, 303)
    return undefined
  }
  const marks: Drawn = { form: false }
  const here = Object.assign(hereOf(shell, visit, problem, marks), fileOf(shell, page, visit))
  if (page.reaches === 'others') letReach(shell, reply)
  const html = draw(page.view(data, here), here)
  const open = page.keep === 'public' && !asking.person && !marks.form && !problem
  reply.header('cache-control', open ? 'public, max-age=0, must-revalidate' : 'private, no-store')
  reply.header('vary', 'cookie, accept-language')
  if (page.hidden) reply.header('x-robots-tag', 'noindex')
  return html
}

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
    look: (work) => city.db.look(work),
  }
}

function routeFeed(
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
      return reply.type(feed.type).send(Readable.from(parts))
    })
  }
}

/** Bytes that are made while they are sent. */
function routeStream(app: FastifyInstance, shell: Shell, page: AnyPage): void {
  for (const path of [page.path, `/api${page.path}`]) {
    app.get(path, { config: { route: page.name } }, async (request, reply) => {
      const visit = await visitOf(shell, request, reply)
      const values = { ...(request.query as object), ...(request.params as object) }
      const look = await streamLook(shell, page, visit, values)
      return sendStream(reply, await page.streams?.(look))
    })
  }
}

/** Makes a page reachable: HTML, the same data as JSON, its feeds, and the file to keep. */
export function routePage(app: FastifyInstance, shell: Shell, page: AnyPage): void {
  const values = (request: { query: unknown; params: unknown }) => ({
    ...(request.query as object),
    ...(request.params as object),
  })
  if (page.sends) {
    for (const path of [page.path, `/api${page.path}`]) {
      app.get(path, { config: { route: page.name } }, async (request, reply) => {
        const visit = await visitOf(shell, request, reply)
        return sendText(shell, page, reply, await load(shell, page, visit, values(request)))
      })
    }
    return
  }
  if (page.streams) return routeStream(app, shell, page)
  app.get(page.path, { config: { route: page.name } }, async (request, reply) => {
    const visit = await visitOf(shell, request, reply)
    if (page.file)
      return sendFile(shell, page, reply, await load(shell, page, visit, values(request)))
    const html = await show(shell, page, visit, values(request), await heldFor(shell, visit))
    return html === undefined ? reply : reply.type('text/html; charset=utf-8').send(html)
  })
  for (const [ending, feed] of Object.entries(page.also ?? {}))
    routeFeed(app, shell, page, ending, feed)
  if (page.alone) routeAlone(app, shell, page)
  if (page.file) return
  app.get(
    `/api${page.path === '/' ? '/home' : page.path}`,
    { config: { route: page.name } },
    async (request, reply) => {
      const visit = await visitOf(shell, request, reply)
      const data = await load(shell, page, visit, values(request))
      return reply
        .header('cache-control', 'private, no-cache')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(data ?? null))
    },
  )
}
