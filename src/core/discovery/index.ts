/** What a city says of itself to other cities, in one signed document (docs/protocol/discovery.md). */
export {
  CityStatement,
  composeDiscovery,
  type ServedLink,
  type Stated,
  stateOf,
} from './compose.ts'
export {
  asciiDomain,
  type DiscoveryDocument,
  type DiscoveryKey,
  type DiscoveryLink,
  readDiscovery,
  SCHEMA,
  WELL_KNOWN,
} from './document.ts'
export { jcs } from './jcs.ts'
export { KEY_SET, keySetOf, signJws } from './jws.ts'
export { openDiscoveryKeys, rotateDiscoveryKey, signersAt } from './keys.ts'
export {
  type DiscoverySigner,
  fingerprint,
  isSignedBy,
  provedSignedness,
  publicKeyOf,
  type Signedness,
  signednessOf,
  signingKeyOf,
  signObject,
} from './sign.ts'
