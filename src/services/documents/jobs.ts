import { job } from '#core/jobs'
import { z } from 'zod'
import { forgetFiles, forgetOld, listWithFile } from './store/issued.ts'
import { endShare, listOver } from './store/shares.ts'

/** Links whose time is over end in the vault as well; checks and passes of yesterday go. */
export const endOver = job({
  name: 'documents.end-over',
  input: z.object({}),
  every: '*/10 * * * *',

  async run({ db, vault, now }) {
    for (const share of await db.look((tx) => listOver(tx, now))) {
      await vault.revoke(null, share, now)
      await db.transact((tx) => endShare(tx, share, now))
    }
    await db.transact((tx) => forgetOld(tx, now))
  },
})

/** The lowest id there is. */
const FIRST = '00000000-0000-0000-0000-000000000000'
/** Portions of a thousand documents that one night looks at, at most. */
const PORTIONS = 10_000

/** What was erased in the vault leaves no hash here either: what is left relates to nobody (GDPR art. 17). */
export const forgetErased = job({
  name: 'documents.forget-erased',
  input: z.object({}),
  every: '40 3 * * *',

  async run({ db, vault }) {
    let after = FIRST
    for (let portion = 0; portion < PORTIONS; portion += 1) {
      const known = await db.look((tx) => listWithFile(tx, after))
      const last = known.at(-1)
      if (last === undefined) return
      const gone = await vault.documents.gone(known)
      if (gone.length > 0) await db.transact((tx) => forgetFiles(tx, gone))
      after = last
    }
  },
})
