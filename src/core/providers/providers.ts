/** The city as relying party (OpenID Connect Core 1.0): code flow with PKCE, state and nonce, and nothing else. */
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  fetchUserInfo,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { authenticationBy } from './credentials.ts'
import { nameOf, wrongOf } from './failing.ts'
import { knownBy, type Reaching } from './known.ts'
import { acrsFor, isEnough, levelOf } from './levels.ts'
import type { Identity, Providers, ProviderSpec, Visit, Wish, Wrong } from './model.ts'
import { claimAt } from './residence.ts'

/** Seconds by which clocks may differ. */
const TOLERANCE = 30
/** Seconds since when somebody may be signed in there: as long as a session here lasts (privacy-record.md 5.4). */
const LONGEST_AGO = 12 * 3600

/** What providers stand on. */
export interface ProvidersAt extends Reaching {
  readonly specs: readonly ProviderSpec[]
  /** Secret or private key (PEM) of each, by its name. */
  secretOf(spec: ProviderSpec): string
  /** Where the city is on the web, without a slash at the end. */
  readonly url: string
  /** For the operator: which provider, and what the protocol calls it. */
  tell(provider: string, what: string): void
}

/** A path of its own for each: an answer of one is never taken for that of another (RFC 9207). */
const backTo = (url: string, provider: string) => `${url}/sign-in/back/${provider}`

/** What the ID token should say, where the provider can be asked (OpenID Connect Core 5.5). */
function claimsAsked({ claims }: ProviderSpec, config: Configuration): Record<string, string> {
  if (config.serverMetadata().claims_parameter_supported !== true) return {}
  const names = ['acr', ...claims.map((path) => path.split('.')[0] ?? path)]
  const wanted = Object.fromEntries([...new Set(names)].map((name) => [name, null]))
  return { claims: JSON.stringify({ id_token: wanted }) }
}

function asking({ spec, url }: Room, visit: Visit, challenge: string): Record<string, string> {
  const acrs = acrsFor(spec, visit.least)
  return {
    redirect_uri: backTo(url, spec.name),
    scope: [...new Set(['openid', ...spec.scopes])].join(' '),
    state: visit.state,
    nonce: visit.nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(acrs.length > 0 ? { acr_values: acrs.join(' ') } : {}),
    // Whoever is asked for an age tells when it last asked (OpenID Connect Core 3.1.2.1).
    max_age: String(visit.fresh ? 0 : LONGEST_AGO),
    ...(spec.prompt ? { prompt: spec.prompt } : {}),
  }
}

interface Room {
  readonly spec: ProviderSpec
  readonly url: string
  configuration(): Promise<Configuration>
}

async function departing(room: Room, wish: Wish, since: string) {
  const verifier = randomPKCECodeVerifier()
  const secrets = { state: randomState(), nonce: randomNonce(), verifier }
  const visit: Visit = { provider: room.spec.name, ...wish, ...secrets, since }
  const config = await room.configuration()
  const challenge = await calculatePKCECodeChallenge(verifier)
  const asked = { ...asking(room, visit, challenge), ...claimsAsked(room.spec, config) }
  const pushes = config.serverMetadata().pushed_authorization_request_endpoint !== undefined
  const to = pushes
    ? await buildAuthorizationUrlWithPAR(config, asked)
    : buildAuthorizationUrl(config, asked)
  return { to: to.href, visit }
}

/** Claims of the ID token, and of the userinfo endpoint only where some that are wanted are not in it. */
async function claimsOf(room: Room, config: Configuration, token: IDToken, access: string) {
  const missing = room.spec.claims.some((path) => claimAt(token, path) === undefined)
  if (!missing || config.serverMetadata().userinfo_endpoint === undefined) return { ...token }
  return { ...(await fetchUserInfo(config, access, token.sub)), ...token }
}

/**
 * When they showed it there, never later than now; null where the provider does not tell. A time that is still to come,
 * or in milliseconds, is no time: it would count as fresh for ever (OpenID Connect Core 2).
 */
function provedAtIn({ auth_time: at }: IDToken, now: string): string | null | undefined {
  if (typeof at !== 'number') return null
  const ahead = at * 1000 - Date.parse(now)
  if (ahead > TOLERANCE * 1000) return undefined
  return ahead > 0 ? now : new Date(at * 1000).toISOString()
}

/** True when they were not asked again though the city wanted it, or too long ago. */
function isOld({ since, fresh }: Visit, provedAt: string | null): boolean {
  const oldest = Date.parse(since) - (TOLERANCE + (fresh ? 0 : LONGEST_AGO)) * 1000
  return provedAt === null ? fresh : Date.parse(provedAt) < oldest
}

function judged(
  { spec }: Room,
  visit: Visit,
  { token, now }: { token: IDToken; now: string },
): { wrong: Wrong } | Omit<Identity, 'claims'> {
  const assurance = levelOf(spec, token.acr)
  if (!isEnough(assurance, visit.least)) return { wrong: 'less' }
  const provedAt = provedAtIn(token, now)
  if (provedAt === undefined) return { wrong: 'not-believed' }
  if (isOld(visit, provedAt)) return { wrong: 'old' }
  return { provider: spec.name, issuer: token.iss, subject: token.sub, assurance, provedAt }
}

async function arriving(room: Room, visit: Visit, { back, now }: { back: string; now: string }) {
  const config = await room.configuration()
  const answer = await authorizationCodeGrant(config, new URL(back), {
    expectedState: visit.state,
    expectedNonce: visit.nonce,
    pkceCodeVerifier: visit.verifier,
    idTokenExpected: true,
  })
  const token = answer.claims()
  if (!token) return { wrong: 'not-believed' as const }
  const found = judged(room, visit, { token, now })
  if ('wrong' in found) return found
  return { ...found, claims: await claimsOf(room, config, token, answer.access_token) }
}

/** Opens the providers of a city. Nobody is asked before somebody wants to sign in with one. */
export function openProviders(at: ProvidersAt): Providers {
  const rooms = new Map<string, Room>()
  for (const spec of at.specs) {
    const authentication = authenticationBy(spec, at.secretOf(spec))
    rooms.set(spec.name, { spec, url: at.url, configuration: knownBy(spec, authentication, at) })
  }
  const within = async <T>(provider: string, work: (room: Room) => Promise<T>) => {
    const room = rooms.get(provider)
    if (!room) return { wrong: 'down' as const }
    try {
      return await work(room)
    } catch (failure) {
      at.tell(provider, nameOf(failure))
      return { wrong: wrongOf(failure) }
    }
  }
  return {
    depart: (provider, wish) => within(provider, (room) => departing(room, wish, at.clock())),
    arrive: (visit, back) =>
      within(visit.provider, (room) => arriving(room, visit, { back, now: at.clock() })),
    async leave(provider) {
      const found = await within(provider, async (room) => {
        const config = await room.configuration()
        if (config.serverMetadata().end_session_endpoint === undefined) return null
        return buildEndSessionUrl(config, { post_logout_redirect_uri: `${at.url}/` }).href
      })
      return typeof found === 'string' ? found : null
    },
  }
}
