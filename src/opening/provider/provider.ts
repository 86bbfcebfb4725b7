/** The city as OpenID Connect Provider 1.0: what it speaks, and what it does not. */
import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Person } from '#core/people'
import { forProvider as store } from '#services/applications'
import { type JWK, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Home } from './accounts.ts'
import { configurationOf } from './configuration.ts'

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
