import { action } from '#core/actions'
import { anyone, residents } from '#core/people'
import { z } from 'zod'
import { sendLetter } from '../jobs.ts'
import { email, newPassword, next, password, sixDigits, withNext } from '../model.ts'
import { enter, mayTry } from './entering.ts'

const calm = { per: 'address', most: 30, seconds: 600 } as const
const signedIn = z.object({ next: z.string() })
const asked = z.object({ letter: z.string() })

export const signIn = action({
  name: 'account.sign-in',
  path: '/sign-in/enter',
  who: anyone,
  input: z.object({ email, password, next }),
  output: signedIn,
  rules: [],
  limit: calm,
  on: (input) =>
    withNext('/sign-in', typeof input['next'] === 'string' ? input['next'] : undefined),
  onto: ({ next: onto }) => onto,

  async run(work) {
    const { input, by, now, accounts } = work
    const { email: address, password: secret } = input
    const asked = { email: address, password: secret, address: by.address, now }
    const wrong = { code: 'wrong-password', field: 'password' }
    return enter(work, await accounts.check(asked), wrong)
  },
})

export const signUp = action({
  name: 'account.sign-up',
  path: '/sign-up/send',
  who: anyone,
  input: z.object({ email, password: newPassword, next }),
  output: asked,
  rules: [],
  limit: calm,
  on: () => '/sign-up',
  onto: ({ letter }, input) => withNext(`/sign-in/code/${letter}`, input.next),

  async run({ input, by, now, language, accounts, later }) {
    const knock = { email: input.email, address: by.address, now }
    const opened = mayTry(await accounts.open({ ...knock, password: input.password, language }))
    const kind = 'peopleRef' in opened ? 'confirm' : 'sign-in'
    const { letter } = mayTry(await accounts.sendCode({ ...knock, kind }))
    await later(sendLetter, { letter })
    return { letter }
  },
})

export const askCode = action({
  name: 'account.ask-code',
  path: '/sign-in/code/send',
  who: anyone,
  input: z.object({ email, next }),
  output: asked,
  rules: [],
  limit: calm,
  on: () => '/sign-in/code',
  onto: ({ letter }, input) => withNext(`/sign-in/code/${letter}`, input.next),

  async run({ input, by, now, accounts, later }) {
    const knock = { email: input.email, address: by.address, now, kind: 'sign-in' } as const
    const { letter } = mayTry(await accounts.sendCode(knock))
    await later(sendLetter, { letter })
    return { letter }
  },
})

export const enterCode = action({
  name: 'account.enter-code',
  path: '/sign-in/code/:letter/enter',
  who: anyone,
  input: z.object({
    letter: z.string().min(1).max(100),
    code: sixDigits,
    next,
  }),
  output: signedIn,
  rules: [],
  limit: calm,
  onto: ({ next: onto }) => onto,

  async run(work) {
    const { input, by, now, accounts } = work
    const { letter, code } = input
    const asked = { letter, code, address: by.address, now }
    return enter(work, await accounts.checkCode(asked), { code: 'wrong-code', field: 'code' })
  },
})

export const signOut = action({
  name: 'account.sign-out',
  path: '/sign-out',
  who: residents,
  input: z.object({}),
  output: z.object({ elsewhere: z.boolean() }),
  rules: [],
  onto: ({ elsewhere }) => (elsewhere ? '/signed-out' : '/'),

  async run({ session, by }) {
    await session.end()
    return { elsewhere: by.person?.how.includes('provider') ?? false }
  },
})
