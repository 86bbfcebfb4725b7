import { accountLetters, accountNotices } from '#core/vault'

/** Letters about one's own account: confirm the address, sign in, choose a new password. */
export const letters = accountLetters

/** A letter at once when somebody read in an emergency. */
export const notices = accountNotices
