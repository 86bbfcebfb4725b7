/** Signing in with the account of somebody else: the city as relying party of OpenID Connect. */
export { highestOf, isEnough } from './levels.ts'
export {
  type Identity,
  type Providers,
  type ProviderSpec,
  type Visit,
  type Wish,
  type Wrong,
} from './model.ts'
export { openProviders, type ProvidersAt } from './providers.ts'
export { provesResidence, type ResidenceRule } from './residence.ts'
