import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { z } from 'zod'
import { sendLetter } from '../jobs.ts'
import { email, newPassword } from '../model.ts'
import { mayTry, shownBy, tell } from './entering.ts'

const calm = { per: 'address', most: 15, seconds: 600 } as const

/** Asks for a link to choose a new password. The answer is the same whether or not there is an account. */
export const forget = action({
  name: 'account.forget',
  path: '/forgotten/send',
  who: anyone,
  input: z.object({ email }),
  output: z.object({}),
  rules: [],
  limit: calm,
  onto: () => '/forgotten/sent',

  async run({ input, by, now, accounts, later }) {
    const knock = { email: input.email, address: by.address, now, kind: 'reset' } as const
    const { letter } = mayTry(await accounts.sendCode(knock))
    await later(sendLetter, { letter })
    return {}
  },
})

/** Sets the new password and ends every other session of the account. */
export const setPassword = action({
  name: 'account.set-password',
  path: '/forgotten/:token/set',
  who: anyone,
  input: z.object({ token: z.string().min(1).max(200), password: newPassword }),
  output: z.object({ next: z.string() }),
  rules: [],
  limit: calm,
  onto: ({ next }) => next,

  async run(work) {
    const { input, by, now, accounts, session } = work
    const found = mayTry(await accounts.setPassword({ ...input, address: by.address, now }))
    if ('wrong' in found) throw new Refusal('refused', ['link-over'])
    const peopleRef = 'second' in found ? found.whose : found.peopleRef
    await session.endAll(peopleRef)
    await tell(work, peopleRef, 'changed')
    if ('second' in found) return { next: `/sign-in/second/${found.second}` }
    await session.start(
      peopleRef,
      shownBy({ ...work, by: { ...by, person: null } }, peopleRef, found.how),
    )
    return { next: '/folder' }
  },
})
