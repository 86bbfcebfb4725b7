/**
 * A provider of somebody else: a real `oidc-provider` on this machine with its accounts in memory. It lies only
 * when a test asks it to, and then signs the lie with its own key.
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

type Claims = Record<string, unknown>

/** Who sits before the provider's pages, and what they do there. */
export interface Visitor {
  sub: string
  acr: string
  claims: Claims
  declines?: boolean
}

/** What a lying provider makes of its own ID token. */
export type Lie = (claims: Claims) => { claims?: Claims; algorithm?: string; key?: KeyObject }

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as a provider writes it; `none` leaves it unsigned (RFC 7519 section 6). */
function tokenOf(header: object, claims: Claims, key: KeyObject | null): string {
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${key ? sign('sha256', Buffer.from(text), key).toString('base64url') : ''}`
}

function retold(body: string, lie: Lie, own: KeyObject): string {
  const answer = JSON.parse(body) as { id_token?: string }
  const [head = '', claims = ''] = (answer.id_token ?? '').split('.')
  const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims
  const before = read(claims)
  const { claims: told = before, algorithm = 'RS256', key = own } = lie(before)
  const header = { ...read(head), alg: algorithm }
  return JSON.stringify({
    ...answer,
    id_token: tokenOf(header, told, algorithm === 'none' ? null : key),
  })
}

/** The answer of the token endpoint goes out as a lie. */
function lieIn(response: ServerResponse, lie: Lie, key: KeyObject): void {
  const end = response.end.bind(response)
  const lying = (chunk: unknown) => {
    const told = retold(String(chunk), lie, key)
    response.setHeader('content-length', Buffer.byteLength(told))
    return end(told)
  }
  response.end = lying as typeof response.end
}

const TEN_MINUTES = 600
const LIVES = {
  AccessToken: TEN_MINUTES,
  AuthorizationCode: 60,
  IdToken: TEN_MINUTES,
  Session: TEN_MINUTES,
  Grant: TEN_MINUTES,
  Interaction: TEN_MINUTES,
}

const CLAIMS = {
  acr: null,
  auth_time: null,
  openid: ['sub'],
  email: ['email', 'email_verified'],
  profile: ['preferred_username', 'name', 'birthdate'],
  address: ['address'],
}
const FEATURES = {
  devInteractions: { enabled: false },
  claimsParameter: { enabled: true },
  pushedAuthorizationRequests: { enabled: true },
  rpInitiatedLogout: { enabled: true },
}

function configured(client: object, visitor: Visitor, key: KeyObject): object {
  const jwk = { ...key.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'own' }
  return {
    clients: [client],
    jwks: { keys: [jwk] },
    cookies: { keys: ['a key of a trial'] },
    acrValues: ['urn:basic', 'urn:card'],
    claims: CLAIMS,
    features: FEATURES,
    ttl: LIVES,
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...visitor.claims }),
    }),
  }
}

/** The provider's own pages: whoever comes is the visitor, and agrees to what is asked. */
async function interacts(
  provider: Provider,
  visitor: Visitor,
  [request, response]: readonly [IncomingMessage, ServerResponse],
): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response)
  if (visitor.declines) {
    const said = { error: 'access_denied', error_description: 'the person said no' }
    return provider.interactionFinished(request, response, said)
  }
  if (prompt.name === 'login') {
    const login = { accountId: visitor.sub, acr: visitor.acr }
    return provider.interactionFinished(request, response, { login })
  }
  const accountId = session?.accountId ?? ''
  const known = grantId ? await provider.Grant.find(grantId) : undefined
  const grant = known ?? new provider.Grant({ accountId, clientId: String(params['client_id']) })
  grant.addOIDCScope(String(params['scope']))
  const asked = prompt.details['missingOIDCClaims']
  if (Array.isArray(asked)) grant.addOIDCClaims(asked.map(String))
  const consent = { grantId: await grant.save() }
  return provider.interactionFinished(
    request,
    response,
    { consent },
    { mergeWithLastSubmission: true },
  )
}

/** Opens a provider that knows one client. */
export async function foreignProvider(client: Readonly<Record<string, unknown>>) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const visitor: Visitor = { sub: 'somebody', acr: 'urn:basic', claims: {} }
  const state: { lie: Lie | null; asked: string[] } = { lie: null, asked: [] }
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    state.asked.push(`${request.method} ${path.split('?')[0]}`)
    if (path.startsWith('/interaction/')) {
      void interacts(provider, visitor, [request, response])
      return
    }
    if (state.lie && path.startsWith('/token')) lieIn(response, state.lie, privateKey)
    void answer(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, configured(client, visitor, privateKey))
  const answer = provider.callback()
  return {
    issuer,
    visitor,
    state,
    /** Nobody answers any more. */
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** A browser at the provider: follows it until it leads back, and says to where. */
export async function visits(start: string, home: string): Promise<string> {
  const jar = new Map<string, string>()
  let at = start
  for (let steps = 0; steps < 12; steps += 1) {
    if (at.startsWith(home)) return at.slice(home.length)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const got = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of got.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const to = got.headers.get('location')
    if (!to) throw new Error(`the provider stopped at ${at}: ${got.status} ${await got.text()}`)
    at = new URL(to, at).href
  }
  throw new Error('the provider leads in a circle')
}
