/** What was erased in the vault, by its person or by an officer, leaves no thread here either. */
import { type Enqueue, job } from '#core/jobs'
import { z } from 'zod'
import { forgetBefore, forgetThreads, refsAfter } from '../store/lists.ts'
import { forgetWish } from '../store/wishes.ts'

/** Rounds of one night; more than that is left for the next. */
const ROUNDS = 10_000

const Erased = z.object({
  /** The service that had it erased, and its own pseudonym of whom. */
  service: z.string(),
  ref: z.string(),
  /** When the vault erased the words; what was written since stays. */
  at: z.string(),
})

/** What an officer had erased: the words are gone already. Whoever has no account any more is found by night. */
export const forgetWords = job({
  name: 'messages.forget-words',
  input: Erased,
  retries: 20,
  async run({ input: { service, ref, at }, db, vault }) {
    const own = await vault.refFrom(service, ref)
    if (own !== null) await db.transact((tx) => forgetBefore(tx, own, at))
  },
})

/** Another service has had the words of somebody erased: the threads go as well (GDPR art. 17). */
export async function forgetErasedWords(later: Enqueue, erased: z.infer<typeof Erased>) {
  await later(forgetWords, erased)
}

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
