/** Puts the provider behind the city's web server: headers, limits, sign-in and pages stay the city's. */
import type { IncomingMessage } from 'node:http'
import { Refusal } from '#core/kernel'
import { endSession } from '#core/people'
import type { Answered, Protocol, RunningCity, Spoken } from '#core/web'
import { forProvider as store } from '#services/applications'
import type { JWK, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Settings } from '../../settings.ts'
import { signingKeys } from './keys.ts'
import { ROUTES } from './configuration.ts'
import { makeProvider, type Signed } from './provider.ts'

type City = Omit<RunningCity, 'protocols'>

/** Milliseconds for which the keys are not looked at again. */
const KEPT = 60_000

/** What a request came to, when it is for a person to read. */
type Page = { readonly refusal: Refusal } | Exclude<Answered, 'written'>

/** Errors of the protocol that a person meets, by what they can make of them. */
const READABLE: Readonly<Record<string, string>> = {
  invalid_client: 'unknown-application',
  invalid_redirect_uri: 'foreign-return',
  invalid_request: 'request-of-application',
  session_not_found: 'sign-in-over',
}

function pagesOf(pages: WeakMap<IncomingMessage, Page>) {
  return (ctx: KoaContextWithOIDC, what: 'error' | 'leaving' | 'left', code = ''): void => {
    ctx.respond = false
    if (what === 'error') {
      const reason = READABLE[code] ?? 'request-of-application'
      pages.set(ctx.req, { refusal: new Refusal('invalid', [`applications.${reason}`]) })
    } else if (what === 'left') pages.set(ctx.req, { page: 'applications.left', values: {} })
    else {
      const xsrf = String(ctx.oidc.session?.state?.['secret'] ?? '')
      const { clientId: application = '' } = ctx.oidc.client ?? {}
      pages.set(ctx.req, { page: 'applications.leaving', values: { xsrf, application } })
    }
  }
}

/** What the provider's own list says otherwise: answers come back in the address alone. */
const SPOKEN = { response_modes_supported: ['query'] }

type Shown = ReturnType<typeof pagesOf>

/**
 * Browsers do not follow a form of ours to another site (CSP Level 3, form-action), so after signing out a page
 * of ours leads on. What the provider would send with a script of its own is a page of ours too.
 */
function leadOn(provider: Provider, url: string, shown: Shown): void {
  provider.use(async (ctx, next) => {
    await next()
    const { route, client } = (ctx as KoaContextWithOIDC).oidc ?? {}
    if (route === 'discovery') Object.assign(ctx.body as object, SPOKEN)
    const to = ctx.response.get('location')
    if (route === 'end_session_confirm' && ctx.status === 303 && !to.startsWith(`${url}/`)) {
      const asked = new URLSearchParams({ application: client?.clientId ?? '', to })
      ctx.redirect(`/applications/left?${asked.toString()}`)
      ctx.status = 303
    }
    const scripted = ctx.status === 200 && ctx.respond !== false && ctx.type === 'text/html'
    if (scripted) shown(ctx as KoaContextWithOIDC, route === 'end_session' ? 'leaving' : 'error')
  })
}

/** The provider for the keys that are published now. */
function current(
  city: City,
  settings: Settings,
  making: { signedIn(req: IncomingMessage): Signed | null; shown: Shown },
) {
  let made: { kids: string; looked: number; provider: Provider } | undefined
  return (): Provider => {
    const at = Date.parse(city.clock())
    if (made && Math.abs(at - made.looked) < KEPT) return made.provider
    const signing = signingKeys(settings.keys, city.clock()) as JWK[]
    const kids = signing.map(({ kid }) => kid).join(' ')
    if (made?.kids !== kids) {
      const { url, keys } = settings
      const home = { ...city, db: city.db.as('applications') }
      const provider = makeProvider({ home, url, keys, signing, ...making })
      leadOn(provider, url, making.shown)
      provider.on('end_session.success', (ctx) => {
        const mine = ctx.oidc.params?.['logout'] ? making.signedIn(ctx.req) : null
        if (mine) void city.db.transact((tx) => endSession(tx, mine.person.session))
      })
      made = { kids, looked: at, provider }
    } else made = { ...made, looked: at }
    return made.provider
  }
}

/** Only whoever answered goes on with a sign-in: an answer cannot be had from somebody else by a link. */
async function requireOwn(city: City, path: string, signed: Signed | null): Promise<void> {
  const [, uid] = /^\/connect\/authorize\/([^/]+)$/.exec(path) ?? []
  if (uid === undefined) return
  const id = store.waitingId(uid)
  const db = city.db.as('applications')
  const found = await db.look((tx) => store.findWaiting(tx, id, city.clock()))
  if (!found) throw new Refusal('invalid', ['applications.sign-in-over'])
  if (found.answeredBy === null || found.answeredBy !== signed?.ref)
    throw new Refusal('forbidden', ['applications.other-person'])
}

/** The request as the provider should see it: on the city's own address, whatever was sent as host. */
function onOwnAddress(req: IncomingMessage, url: string): void {
  const { host, protocol } = new URL(url)
  delete req.headers['x-forwarded-host']
  Object.assign(req.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1) })
}

/** The city speaks OpenID Connect with the applications that two officials let in. */
export function openProvider(city: City, settings: Settings): Protocol {
  const signed = new WeakMap<IncomingMessage, Signed>()
  const pages = new WeakMap<IncomingMessage, Page>()
  const provider = current(city, settings, {
    signedIn: (req) => signed.get(req) ?? null,
    shown: pagesOf(pages),
  })
  return {
    name: 'applications.provider',
    paths: [
      '/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server',
      ...Object.values(ROUTES),
      `${ROUTES.authorization}/:uid`,
      `${ROUTES.end_session}/confirm`,
      `${ROUTES.end_session}/success`,
    ],
    async answer({ req, res, person }: Spoken) {
      const [path = ''] = (req.url ?? '').split('?')
      // Whoever acts for another is not signed in anywhere meanwhile; they can still sign out.
      const away = person?.acting && path.startsWith(ROUTES.authorization)
      if (person && !away) {
        const ref = await city.channel('applications').refOf(person.ref)
        signed.set(req, { person, ref })
      }
      await requireOwn(city, path, signed.get(req) ?? null)
      onOwnAddress(req, settings.url)
      await provider().callback()(req, res)
      const page = pages.get(req)
      if (page && 'refusal' in page) throw page.refusal
      return page ?? 'written'
    },
  }
}
