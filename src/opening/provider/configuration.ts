/** What the provider speaks, for how long each thing is good, and what it leaves out. */
import { ASSURANCES, strongest } from '#core/people'
import { forProvider as store } from '#services/applications'
import {
  type Client,
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { findAccount, nameFor } from './accounts.ts'
import { adapterOn } from './adapter.ts'
import { findClient, findGrant } from './clients.ts'
import { keyFor } from './keys.ts'
import type { Making } from './provider.ts'

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

/** The answer comes back in the address, and in no other way. */
function inTheAddress({ oidc }: KoaContextWithOIDC): boolean {
  const { response_mode: mode = 'query' } = oidc.params ?? {}
  if (mode !== 'query') throw new errors.InvalidRequest('response_mode is query')
  return false
}

/** Asks for more, when the city is less sure of the resident than the application wants it to be. */
function policy() {
  const { base, Check } = interactionPolicy
  const prompts = base()
  prompts.get('login')?.checks.add(new Check('answer', 'in the address', inTheAddress))
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
  [store.SCOPES.resident]: ['resident'],
  [store.SCOPES.district]: ['district'],
}

function featuresOf({ shown }: Making): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: (_, client, token) => token.clientId === client.clientId,
    },
    userinfo: { enabled: true },
    claimsParameter: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx) => shown(ctx, 'leaving'),
      postLogoutSuccessSource: (ctx) => shown(ctx, 'left'),
    },
  }
}

/** Tokens lie on the city's shelf; applications and what residents agreed to have tables of their own. */
function shelvesOf({ home, keys }: Making): NonNullable<Configuration['adapter']> {
  const { db, clock } = home
  const shelf = adapterOn({ db, clock, key: keyFor(keys, 'seals') })
  const nothing = () => Promise.resolve()
  return (model: string) => {
    const own = shelf(model)
    if (model === 'Client') return { ...own, find: (id) => findClient(db, id) }
    if (model !== 'Grant') return own
    return { ...own, find: (id) => findGrant(db, id, clock()), upsert: nothing, destroy: nothing }
  }
}

/** What a resident lets this application have, if she was asked before. */
function grantIn({ home }: Making): NonNullable<Configuration['loadExistingGrant']> {
  return async (ctx) => {
    const { client, session, provider } = ctx.oidc
    if (!client || !session?.accountId) return undefined
    const [application, ref] = [client.clientId, session.accountId]
    const connection = await home.db.look((tx) => store.findConnection(tx, application, ref))
    return connection && provider.Grant.find(connection.id)
  }
}

/** What it is and does, whoever asks. */
const SPOKEN = {
  routes: ROUTES,
  ttl: LIVES,
  scopes: ['openid', store.STAYING],
  claims,
  acrValues: [...ASSURANCES],
  subjectTypes: ['pairwise'],
  responseTypes: ['code'],
  pkce: { required: () => true },
  clientAuthMethods: ['none', 'client_secret_basic'],
  enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
  allowOmittingSingleRegisteredRedirectUri: false,
  rotateRefreshToken: true,
  clientBasedCORS: mayAsk,
} satisfies Configuration

/** The provider of this city, with these keys. */
export function configurationOf(making: Making): Configuration {
  const { home, url, keys, signing, shown } = making
  const names = keyFor(keys, 'names')
  return {
    ...SPOKEN,
    adapter: shelvesOf(making),
    jwks: { keys: [...signing] },
    pairwiseIdentifier: (_, ref, client) => nameFor(names, client.clientId, ref),
    discovery: {
      service_documentation: `${url}/applications`,
    },
    cookies: cookiesOf(making),
    features: featuresOf(making),
    interactions: { policy: policy(), url: (_, { uid }) => `/applications/asked/${uid}` },
    loadExistingGrant: grantIn(making),
    findAccount: (ctx, ref) => findAccount(home, ctx, ref),
    renderError: (ctx, out) => shown(ctx, 'error', out.error),
  }
}
