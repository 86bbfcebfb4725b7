import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { exercised } from '../entries.ts'
import { farewellLetter } from '../jobs.ts'
import { mayErase } from '../rules.ts'
import { forgetOwn } from '../store.ts'
import { endAllOf } from '#services/areas'
import { forgetPerson } from '#services/contests'
import { forgetThreads, forgetWish } from '#services/messages'

/** The class with which the account itself goes. */
const ACCOUNT = 'account'

/** The class of what somebody and the city wrote to each other. */
const MESSAGES = 'messages'

type Erasing = Pick<Work<unknown>, 'now' | 'tx' | 'by' | 'rights' | 'later' | 'session'>

/** What the city itself keeps beside the vault goes with the class. */
async function forgetBeside({ tx, rights, now }: Erasing, erased: string): Promise<void> {
  if (erased !== ACCOUNT && erased !== MESSAGES) return
  const ref = await rights.refIn('messages')
  await forgetThreads(tx, ref)
  if (erased !== ACCOUNT) return
  await forgetWish(tx, ref)
  await endAllOf(tx, await rights.refIn('areas'))
  await forgetPerson(tx, await rights.refIn('contests'), now)
}

/** The account is closed: its owner is signed out everywhere, and told by a last letter. */
async function close(work: Erasing, of: { farewell?: string | undefined; goneAt: string }) {
  const { by, tx, later, session } = work
  await forgetOwn(tx, by.ref ?? '')
  if (of.farewell !== undefined)
    await later(farewellLetter, { letter: of.farewell, gone: of.goneAt })
  await session.endAll(by.person?.ref ?? '')
}

/** Erases a class of one's own data for good: its key is destroyed (GDPR art. 17). */
export const erase = action({
  name: 'folder.erase',
  path: '/folder/erasing/:class/erase',
  who: residents,
  fresh: true,
  input: z.object({ class: z.string().min(1).max(200) }),
  output: z.object({ goneAt: z.string() }),
  rules: [mayErase],
  records: [exercised],
  limit: { per: 'session', most: 20, seconds: 3600 },
  on: (input) => `/folder/erasing/${encodeURIComponent(String(input['class']))}`,
  onto: ({ goneAt }, input) =>
    input.class === ACCOUNT
      ? `/folder/closed?gone=${goneAt.slice(0, 10)}`
      : '/folder/rights#erased',

  async run(work) {
    const { input, by, rights, record } = work
    const posts = by.person?.posts ?? []
    mayErase.require({ class: input.class, posts: posts.length, outcome: 'asked' })
    const { classes, goneAt, farewell } = await rights.erase([input.class])
    const [one] = classes
    if (!one) throw new Refusal('not-found', ['folder.nothing-to-erase'])
    mayErase.require({ class: input.class, posts: posts.length, outcome: one.outcome })
    await record(exercised, { right: 'erasure', count: 1 })
    await forgetBeside(work, input.class)
    if (input.class === ACCOUNT) await close(work, { farewell, goneAt })
    return { goneAt }
  },
})
