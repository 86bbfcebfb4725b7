import type { FastifyInstance } from 'fastify'
import { serviceOf } from '#core/actions'
import type { Health, Look, Page, Problem } from '#core/pages'
import { documentReader, readers } from '#core/vault'
import { admit, inputOf, lookingBy } from './admit.ts'
import { fileOf, routeAlone } from './alone.ts'
import { withTx } from './folder.ts'
import { heldFor } from './held.ts'
import { drawn as draw, type Drawn, hereOf, type Shell, type Visit } from './here.ts'
import { letReach } from './reach.ts'
import { sendFile, sendText } from './send.ts'
import { routeFeed, routeStream } from './streams.ts'
import { visitOf } from './visit.ts'

type AnyPage = Page<any, any, any>

function healthOf({ vault, db, files }: Shell['city']): Health {
  const base = { database: db.kind, logins: db.logins, scans: files.scans }
  return { vaultDown: !vault.healthy(), escrow: vault.escrow(), ...base }
}

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
    health: healthOf(city),
  }
  return city.db
    .as(serviceOf(page.name))
    .look((tx) => page.load({ ...look, tx, ...withTx(city, channel, { by, now, tx }) }))
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
