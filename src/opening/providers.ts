/** The providers of a city's configuration, with the secrets that its operator keeps. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CityFacts } from '#core/actions'
import { carefulFetch, dnsResolve } from '#core/harvest'
import { openProviders, type Providers, type ProviderSpec } from '#core/providers'
import { accountOf } from '#services/account'
import type { Logger } from 'pino'
import type { Settings } from '../settings.ts'

const variableOf = (name: string) => `PROVIDER_SECRET_${name.toUpperCase().replaceAll('-', '_')}`

/** A secret from the environment or a file of the key folder; the city's folder is no place for one. */
function secretIn({ keys, providerSecrets }: Settings, spec: ProviderSpec): string {
  const { name, authentication } = spec
  const ending = authentication === 'private-key' ? 'pem' : 'secret'
  const file = join(keys, 'providers', `${name}.${ending}`)
  const secret = providerSecrets[name] ?? (existsSync(file) ? readFileSync(file, 'utf8') : '')
  if (secret.trim() !== '') return secret.trim()
  const what = authentication === 'private-key' ? 'private key (PEM)' : 'secret'
  throw new Error(
    `The provider ${name} needs its ${what}: put it into ${file} or ${variableOf(name)}`,
  )
}

/** Opens them. A provider that is away now does not keep the city from starting. */
export function providersOf(of: {
  readonly settings: Settings
  readonly facts: CityFacts
  readonly clock: () => string
  readonly log: Logger
}): Providers {
  const { settings, facts, clock, log } = of
  const { url, harvestLoopback: allowLoopback } = settings
  return openProviders({
    specs: accountOf(facts).providers,
    secretOf: (spec) => secretIn(settings, spec),
    url,
    clock,
    allowHttp: allowLoopback,
    fetch: carefulFetch({
      resolve: dnsResolve(settings.harvestDns),
      agent: `Cityright-sign-in/1 (+${url})`,
      allowLoopback,
    }),
    tell: (provider, what) => log.warn({ provider, what }, 'a provider could not be used'),
  })
}
