/** Whoever's account was erased, by themselves or by an officer, has no threads either. */
import { job } from '#core/jobs'
import { z } from 'zod'
import { forgetThreads, refsAfter } from '../store/lists.ts'
import { forgetWish } from '../store/wishes.ts'

/** Rounds of one night; more than that is left for the next. */
const ROUNDS = 10_000

export const forgetErased = job({
  name: 'messages.forget-erased',
  input: z.object({}),
  every: '40 2 * * *',

  async run({ db, vault }) {
    let last = ''
    for (let round = 0; round < ROUNDS; round += 1) {
      const refs = await db.look((tx) => refsAfter(tx, last))
      for (const ref of refs) {
        if (await vault.stands(ref)) continue
        await db.transact(async (tx) => {
          await forgetThreads(tx, ref)
          await forgetWish(tx, ref)
        })
      }
      const next = refs.at(-1)
      if (next === undefined) return
      last = next
    }
  },
})
