/** What a provider says of itself (OpenID Connect Discovery 1.0), remembered for an hour. */
import type { CarefulFetch } from '#core/harvest'
import {
  allowInsecureRequests,
  type ClientAuth,
  type Configuration,
  customFetch,
  type CustomFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import type { ProviderSpec } from './model.ts'

const REMEMBERED = 3_600_000
const SECONDS = 10

/** How a provider is reached. */
export interface Reaching {
  readonly fetch: CarefulFetch
  /** Also http, for trials on one machine. Never in a real city. */
  readonly allowHttp: boolean
  readonly clock: () => string
}

async function ask(
  spec: ProviderSpec,
  authentication: () => Promise<ClientAuth>,
  { fetch, allowHttp }: Reaching,
): Promise<Configuration> {
  const asked: CustomFetch = (url, options) =>
    fetch(url, { ...options, signal: options.signal ?? undefined })
  // The signature of an ID token is checked, though it came over TLS (OpenID Connect Core 3.1.3.7 (6)).
  const execute = [enableNonRepudiationChecks, ...(allowHttp ? [allowInsecureRequests] : [])]
  return discovery(new URL(spec.issuer), spec.client, {}, await authentication(), {
    execute,
    timeout: SECONDS,
    [customFetch]: asked,
  })
}

/** Remembers one provider; what could not be learnt is asked again. */
export function knownBy(
  spec: ProviderSpec,
  authentication: () => Promise<ClientAuth>,
  reaching: Reaching,
) {
  let since = 0
  let known: Promise<Configuration> | undefined
  return (): Promise<Configuration> => {
    const now = Date.parse(reaching.clock())
    if (known && Math.abs(now - since) < REMEMBERED) return known
    since = now
    const asked = ask(spec, authentication, reaching)
    known = asked
    asked.catch(() => {
      if (known === asked) known = undefined
    })
    return asked
  }
}
