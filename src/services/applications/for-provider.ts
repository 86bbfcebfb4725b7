/** What the provider (`src/opening/provider`) may ask of this service. */
export { askedOf, assuranceIn } from './asked.ts'
export { handOversFor } from './claims.ts'
export { inLanguage, SCOPES, scopesOf, STAYING, type Standing } from './model.ts'
export { isSecret, tokenId, waitingId } from './secrets.ts'
export { findStanding, secretOf } from './store/applications.ts'
export { endConnection, findConnection, readConnection } from './store/connections.ts'
export {
  consumeToken,
  dropOf,
  dropToken,
  findByUid,
  findToken,
  findWaiting,
  keepToken,
} from './store/tokens.ts'
