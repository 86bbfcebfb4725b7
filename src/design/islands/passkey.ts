/** Passkeys: the only thing of signing in that a browser does for itself. */
import { startPasskeys } from './passkey/page.ts'

startPasskeys()
