import { accountLetters } from '#core/vault'

/** Letters about one's own account: confirm the address, sign in, choose a new password. */
export const letters = accountLetters
