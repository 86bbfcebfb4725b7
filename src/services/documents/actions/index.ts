/** Everything people can do with documents. */
import { withdraw } from './desk.ts'
import { keep, remove } from './own.ts'
import { endShare, openShared, share } from './sharing.ts'
import { verify } from './verify.ts'

export { endShare, keep, openShared, remove, share, verify, withdraw }

/** In the order in which a document meets them. */
export const actions = [keep, remove, share, endShare, openShared, verify, withdraw]
