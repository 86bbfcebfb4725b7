import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { listSessions, residents } from '#core/people'
import { z } from 'zod'

/** Ends one of one's own sessions, on whatever device it is. */
export const endSession = action({
  name: 'account.end-session',
  path: '/sessions/:session/end',
  who: residents,
  input: z.object({ session: z.string().min(1).max(100) }),
  output: z.object({}),
  rules: [],
  on: () => '/sessions',
  onto: () => '/sessions',

  async run({ input, by, tx, now, session }) {
    const mine = await listSessions(tx, by.person?.ref ?? '', now)
    if (!mine.some((one) => one.session === input.session)) {
      throw new Refusal('not-found', ['no-such-session'])
    }
    await session.end(input.session)
    return {}
  },
})
