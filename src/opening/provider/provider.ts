/** The city as OpenID Connect Provider 1.0: what it speaks, and what it does not. */
import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { ASSURANCES, type Person, strongest } from '#core/people'
import { forProvider as store } from '#services/applications'
import {
  type Client,
  type Configuration,
  interactionPolicy,
  type JWK,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider'
import { findAccount, type Home, nameFor } from './accounts.ts'
import { adapterOn } from './adapter.ts'
import { findClient, findGrant } from './clients.ts'
import { keyFor } from './keys.ts'

/** Who is signed in to the city in the browser a request came from. */
export interface Signed {
  readonly person: Person
  readonly ref: string
}

/** What a provider is made of. */
export interface Making {
  readonly home: Home
  /** Where the city is on the web. */
  readonly url: string
  /** Folder of the keys. */
  readonly keys: string
  /** Keys that are published, the one that signs first. */
  readonly signing: readonly JWK[]
  signedIn(req: IncomingMessage): Signed | null
  /** What a person should read as a page of the city. */
  shown(ctx: KoaContextWithOIDC, what: 'error' | 'leaving' | 'left', code?: string): void
}

export const ROUTES = {
  authorization: '/connect/authorize',
  token: '/connect/token',
  userinfo: '/connect/userinfo',
  jwks: '/connect/keys',
  pushed_authorization_request: '/connect/request',
  revocation: '/connect/revoke',
  end_session: '/connect/end',
} as const

const MINUTE = 60
const HOUR = 60 * MINUTE

/** As long as each thing is good, in seconds; whatever is not named here is not given out. */
const LIVES = {
  AccessToken: 10 * MINUTE,
  AuthorizationCode: MINUTE,
  Grant: 24 * HOUR,
  IdToken: 10 * MINUTE,
  Interaction: 30 * MINUTE,
  RefreshToken: 30 * 24 * HOUR,
  Session: 12 * HOUR,
}

/** Asks for more, when the city is less sure of the resident than the application wants it to be. */
function policy() {
  const { base, Check } = interactionPolicy
  const prompts = base()
  prompts.get('login')?.checks.add(
    new Check(
      'assurance',
      'the resident has to show more',
      'unmet_authentication_requirements',
      (ctx) => {
        const wanted = store.assuranceIn(String(ctx.oidc.params?.['acr_values'] ?? '').split(' '))
        const { acr } = ctx.oidc.session ?? {}
        const has = ASSURANCES.find((level) => level === acr) ?? 'low'
        return strongest(wanted, has) !== has && !ctx.oidc.result?.login
      },
    ),
  )
  return prompts
}

/** Only from the pages of a public application itself. */
function mayAsk(_: KoaContextWithOIDC, origin: string, client: Client): boolean {
  const own = (client.redirectUris ?? []).map((address) => URL.parse(address)?.origin)
  return client.clientAuthMethod === 'none' && own.includes(origin)
}

function cookiesOf({ url, keys }: Making): NonNullable<Configuration['cookies']> {
  const secure = url.startsWith('https:')
  const named = (prefix: string, name: string) => (secure ? `${prefix}${name}` : name)
  const safe = { httpOnly: true, sameSite: 'lax', secure } as const
  return {
    names: {
      session: named('__Host-', 'provider'),
      interaction: named('__Host-', 'asked'),
      // It is bound to the one address at which the sign-in goes on.
      resume: named('__Secure-', 'onward'),
    },
    long: { ...safe, path: '/' },
    short: { ...safe, path: '/' },
    keys: [keyFor(keys, 'cookies').toString('base64url')],
  }
}

const claims = {
  openid: ['sub'],
  [store.SCOPES.email]: ['email', 'email_verified'],
  [store.SCOPES.name]: ['name'],
  [store.SCOPES.over16]: ['over16'],
}

function featuresOf({ shown }: Making): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    revocation: { enabled: true },
    userinfo: { enabled: true },
    claimsParameter: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx) => shown(ctx, 'leaving'),
      postLogoutSuccessSource: (ctx) => shown(ctx, 'left'),
    },
  }
}

function configurationOf(making: Making): Configuration {
  const { home, keys, signing, shown } = making
  const { db, clock } = home
  const shelf = adapterOn({ db, clock, key: keyFor(keys, 'seals') })
  const names = keyFor(keys, 'names')
  return {
    adapter: (model) => ({
      ...shelf(model),
      ...(model === 'Client' ? { find: (id: string) => findClient(db, id) } : {}),
      ...(model === 'Grant'
        ? {
            find: (id: string) => findGrant(db, id, clock()),
            upsert: () => Promise.resolve(),
            destroy: () => Promise.resolve(),
          }
        : {}),
    }),
    jwks: { keys: [...signing] },
    routes: ROUTES,
    ttl: LIVES,
    scopes: ['openid', store.STAYING],
    claims,
    acrValues: [...ASSURANCES],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_, ref, client) => nameFor(names, client.clientId, ref),
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['none', 'client_secret_basic'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    discovery: {
      response_modes_supported: ['query'],
      service_documentation: `${making.url}/applications`,
    },
    allowOmittingSingleRegisteredRedirectUri: false,
    rotateRefreshToken: true,
    cookies: cookiesOf(making),
    features: featuresOf(making),
    clientBasedCORS: mayAsk,
    interactions: {
      policy: policy(),
      url: (_, { uid }) => `/applications/asked/${uid}`,
    },
    async loadExistingGrant(ctx) {
      const { client, session, provider } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const [application, ref] = [client.clientId, session.accountId]
      const connection = await db.look((tx) => store.findConnection(tx, application, ref))
      return connection && provider.Grant.find(connection.id)
    },
    findAccount: (ctx, ref) => findAccount(home, ctx, ref),
    renderError: (ctx, out) => shown(ctx, 'error', out.error),
  }
}

/** The provider's session is the city's: whoever is signed in here, and nobody who no longer is. */
function followCity(provider: Provider, { signedIn }: Making): void {
  const found = provider.Session.get.bind(provider.Session)
  provider.Session.get = async (ctx) => {
    const mine = signedIn(ctx.req)
    const before = await found(ctx)
    const isOthers = before.accountId !== undefined && before.accountId !== mine?.ref
    const session: typeof before = isOthers ? Reflect.construct(provider.Session, [{}]) : before
    if (isOthers) (ctx as KoaContextWithOIDC).oidc.entity('Session', session)
    if (!mine) return session
    const { assurance, provedAt } = mine.person
    const loginTs = Math.floor(Date.parse(provedAt) / 1000)
    if (session.accountId !== mine.ref || session.loginTs !== loginTs) {
      session.loginAccount({ accountId: mine.ref, loginTs, acr: assurance })
      Object.assign(session, { touched: true })
    }
    return session
  }
}

/** Secrets of applications are kept as hashes; what is sent is hashed, and compared in constant time. */
function compareHashes(provider: Provider): void {
  provider.Client.prototype.compareClientSecret = function compare(sent: string) {
    return store.isSecret(sent, this.clientSecret ?? '')
  }
}

/** Makes the provider for these keys. It remembers nothing itself, so another may take its place at any time. */
export function makeProvider(making: Making): Provider {
  const provider = new Provider(making.url, configurationOf(making))
  provider.proxy = true
  followCity(provider, making)
  compareHashes(provider)
  provider.on('server_error', (_, failure) =>
    making.home.log.error({ err: failure }, 'a fault of the provider'),
  )
  const server: EventEmitter = provider
  server.on('error', (failure) => making.home.log.error({ err: failure }, 'the provider failed'))
  return provider
}
