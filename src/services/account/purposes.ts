import { accountLetters, accountNotices, accountRecovery } from '#core/vault'

/** Letters about one's own account: confirm the address, sign in, choose a new password. */
export const letters = accountLetters

/** Help at the desk, by two officials. */
export const recovery = accountRecovery
/** A letter at once when somebody read in an emergency. */
export const notices = accountNotices
