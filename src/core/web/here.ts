import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Here, HereContext, type MenuLink, type Problem } from '#core/pages'
import { actingFor, type Demand, type Person } from '#core/people'
import { h, type VNode } from 'preact'
import { render } from 'preact-render-to-string'
import type { Assets } from './assets.ts'
import type { Frame, RunningCity, WebSettings } from './city.ts'
import { type Asking, formToken, newFormCookie } from './identity.ts'

/** The shell around one city. */
export interface Shell {
  readonly city: RunningCity
  readonly settings: WebSettings
  readonly assets: Assets
  readonly frame: Frame
}

/** One request on its way through the shell. */
export interface Visit {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly asking: Asking
  /** Address of the page shown, when it is another than was asked for. */
  readonly at?: string
}

/** Nobody is led to what they may not do for the person they act for. */
function mayReach(page: Demand, person: Person | null): boolean {
  return !person?.acting || page.onBehalf === 'own' || actingFor(page, person) !== undefined
}

const firstOf = (path: string) => path.split('/')[1] ?? ''

/** Where a page is, or what lies below it, or a page of a service that stands under it in the menu. */
function isIn(shell: Shell, entry: string, path: string): boolean {
  if (path === entry) return true
  if (entry === '/') return false
  const own = shell.city.services.filter(({ under }) => under === entry)
  const first = firstOf(path)
  const under = own.some(({ pages }) => pages.some((page) => firstOf(page.path) === first))
  return under || path.startsWith(`${entry}/`)
}

function menuOf(shell: Shell, asking: Asking, path: string): MenuLink[] {
  const say = shell.city.say(asking.language)
  return shell.city.services
    .flatMap((service) => service.pages)
    .filter((page) => page.menu !== undefined && page.who.admits(asking.person))
    .filter((page) => page.who.name === 'anyone' || mayReach(page, asking.person))
    .toSorted((a, b) => (a.menu ?? 0) - (b.menu ?? 0))
    .map((page) => ({
      href: page.path,
      label: say(`${page.name}.menu`),
      current: isIn(shell, page.path, path),
    }))
}

/** Set when a page drew a form: only then does it need a cookie and must not be kept by others. */
export interface Drawn {
  form: boolean
}

/** What the components of this page may ask. Token and one-time key are made when a form asks for them. */
export function hereOf(shell: Shell, visit: Visit, problem: Problem | null, drawn: Drawn): Here {
  const { city, settings, assets } = shell
  const { request, reply, asking } = visit
  const { person } = asking
  let cookie = asking.form
  const say = city.say(asking.language)
  return {
    say,
    language: asking.language,
    dir: say.dir,
    languages: city.facts.languages,
    by: person && { kind: person.kind, badge: person.badge, permissions: person.permissions },
    ...(asking.acting ? { acting: asking.acting } : {}),
    path: visit.at ?? request.url,
    get csrf() {
      drawn.form = true
      cookie ??= newFormCookie(reply, settings)
      return formToken(settings, cookie)
    },
    get key() {
      drawn.form = true
      return randomBytes(16).toString('base64url')
    },
    now: city.clock(),
    city: { name: city.facts.name, theme: assets.theme },
    services: menuOf(shell, asking, (visit.at ?? request.url).split('?')[0] ?? '/'),
    problem,
    assets: (name) => assets.address(name),
    sampleCity: city.facts.sampleCity,
    vaultDown: !city.vault.healthy(),
    requestId: request.id,
  }
}

/** The page as HTML. */
export function drawn(view: VNode, here: Here): string {
  return `<!doctype html>${render(h(HereContext.Provider, { value: here }, view))}`
}
