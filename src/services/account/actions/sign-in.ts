import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone, residents } from '#core/people'
import { z } from 'zod'
import { sendLetter } from '../jobs.ts'
import { email, newPassword, next, onward, password, withNext } from '../model.ts'

const calm = { per: 'address', most: 30, seconds: 600 } as const
const signedIn = z.object({ next: z.string() })
const asked = z.object({ letter: z.string() })

/** Refuses with the seconds to wait; says nothing of whether there is an account. */
export function mayTry<T extends object>(answer: T | { readonly wait: number }): T {
  if ('wait' in answer) throw new Refusal('too-many', ['too-many'], { retryAfter: answer.wait })
  return answer
}

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

  async run({ input, by, now, accounts, session }) {
    const { email: address, password: secret } = input
    const found = mayTry(
      await accounts.check({ email: address, password: secret, address: by.address, now }),
    )
    if ('wrong' in found)
      throw new Refusal('refused', [{ code: 'wrong-password', field: 'password' }])
    await session.start(found.peopleRef)
    return { next: onward(input.next) }
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
    code: z
      .string()
      .transform((code) => code.replace(/\s/g, ''))
      .pipe(z.string().regex(/^\d{6}$/))
      .meta({ input: 'text', autocomplete: 'one-time-code' }),
    next,
  }),
  output: signedIn,
  rules: [],
  limit: calm,
  onto: ({ next: onto }) => onto,

  async run({ input, by, now, accounts, session }) {
    const { letter, code } = input
    const found = mayTry(await accounts.checkCode({ letter, code, address: by.address, now }))
    if ('wrong' in found) throw new Refusal('refused', [{ code: 'wrong-code', field: 'code' }])
    await session.start(found.peopleRef)
    return { next: onward(input.next) }
  },
})

export const signOut = action({
  name: 'account.sign-out',
  path: '/sign-out',
  who: residents,
  input: z.object({}),
  output: z.object({}),
  rules: [],
  onto: () => '/',

  async run({ session }) {
    await session.end()
    return {}
  },
})
