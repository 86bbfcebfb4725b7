import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { hold, perform, reasonsOf, serviceOf, takeHeld } from '#core/actions'
import { Refusal } from '#core/kernel'
import type { Page, Passage, Passed, Passing } from '#core/pages'
import { cookies, safePath } from './acts.ts'
import type { Shell, Visit } from './here.ts'
import { browserOf, clearCarried, cookieName, newFormCookie, setCarried } from './identity.ts'
import { show } from './look.ts'
import { pageAt, type PlacedPage } from './places.ts'
import { STATUS } from './problems.ts'
import { visitOf } from './visit.ts'

type AnyPassage = Passage<any>

/** One cookie for each way out: two tabs do not disturb each other. */
const cookieOf = (mark: string) =>
  `passage-${createHash('sha256').update(mark).digest('hex').slice(0, 12)}`

function carrying(
  shell: Shell,
  visit: Visit,
  of: AnyPassage,
): Pick<Passing<unknown>, 'carry' | 'carried'> {
  const { city, settings } = shell
  const { request, reply } = visit
  const now = city.clock()
  return {
    async carry(mark, values) {
      const held = { action: of.name, by: '', values: { ...values, mark } }
      const secret = await city.db.transact((tx) => hold(tx, held, now))
      if (secret !== undefined) setCarried(reply, settings, cookieOf(mark), secret)
    },
    async carried(mark) {
      const secret = request.cookies[cookieName(settings, cookieOf(mark))]
      if (secret === undefined) return null
      clearCarried(reply, settings, cookieOf(mark))
      const held = await city.db.transact((tx) => takeHeld(tx, secret, { by: '', now }))
      return held?.values['mark'] === mark ? held.values : null
    },
  }
}

/** The same visit, of a browser that the city knows again: it is given a secret when it had none. */
function known(shell: Shell, visit: Visit): Visit {
  const { asking, reply } = visit
  if (asking.form) return visit
  const form = newFormCookie(reply, shell.settings)
  return { ...visit, asking: { ...asking, form, browser: browserOf(shell.settings, form) } }
}

function inputOf(of: AnyPassage, { query, params }: FastifyRequest): unknown {
  const sent = { ...(query as object), ...(params as object) }
  const parsed = of.input.safeParse(sent)
  if (!parsed.success) throw new Refusal('invalid', reasonsOf(parsed.error, sent))
  return parsed.data
}

function passing(shell: Shell, visit: Visit, of: AnyPassage): Passing<unknown> {
  const { city, settings } = shell
  const { asking, request, reply } = visit
  return {
    input: inputOf(of, request),
    person: asking.person,
    now: city.clock(),
    language: asking.language,
    city: city.facts,
    providers: city.providers,
    accounts: city.channel(serviceOf(of.name)).accounts,
    browser: asking.browser,
    address: `${settings.url}${request.url}`,
    ...carrying(shell, visit, of),
    async act(action, values) {
      try {
        const done = await perform(city, action, asking, { values, form: false })
        cookies(shell, reply, done)
        return { output: done.output }
      } catch (failure) {
        const [reason] = failure instanceof Refusal ? failure.reasons : []
        if (!(failure instanceof Refusal) || failure.kind !== 'refused' || !reason) throw failure
        return { wrong: reason.code }
      }
    },
  }
}

/** Shows the page on which the way began, with what went wrong. */
async function tell(
  shell: Shell,
  of: AnyPassage,
  visit: Visit,
  passed: Extract<Passed, { wrong: string }>,
  places: readonly PlacedPage[],
) {
  const [bare = '/', query] = safePath(passed.on).split('?')
  const found = pageAt(places, bare)
  const { values = {} } = passed
  const refusal = new Refusal('refused', [{ code: passed.wrong, values }])
  if (!found) throw refusal
  const asked = { ...Object.fromEntries(new URLSearchParams(query)), ...found.params }
  const problem = { kind: refusal.kind, reasons: refusal.reasons, values: {}, action: of.name }
  const there = { ...visit, at: safePath(passed.on) }
  const html = await show(shell, found.page as Page, there, asked, problem)
  if (html === undefined) return visit.reply
  return visit.reply.code(STATUS.refused).type('text/html; charset=utf-8').send(html)
}

async function pass(
  shell: Shell,
  of: AnyPassage,
  places: readonly PlacedPage[],
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const visit = known(shell, await visitOf(shell, request, reply))
  const { person, address } = visit.asking
  if (!of.who.admits(person)) throw new Refusal(person ? 'forbidden' : 'sign-in', [of.who.sentence])
  shell.city.limits.spend(of.name, address, of.limit, shell.city.clock())
  reply.header('cache-control', 'no-store')
  const passed = await of.run(passing(shell, visit, of))
  if ('wrong' in passed) return tell(shell, of, visit, passed, places)
  return reply.redirect('to' in passed ? passed.to : safePath(passed.onto), 303)
}

/** Makes a way out, or back, reachable. No program needs one: it leads a browser. */
export function routePassage(
  app: FastifyInstance,
  shell: Shell,
  of: AnyPassage,
  places: readonly PlacedPage[],
): void {
  app.get(of.path, { config: { route: of.name }, exposeHeadRoute: false }, (request, reply) =>
    pass(shell, of, places, request, reply),
  )
}
