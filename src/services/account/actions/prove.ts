import { action } from '#core/actions'
import { anyone, residents } from '#core/people'
import { z } from 'zod'
import { sendLetter } from '../jobs.ts'
import { next, password, withNext } from '../model.ts'
import { enter, mayTry } from './entering.ts'

const calm = { per: 'address', most: 30, seconds: 600 } as const
const onTo = z.object({ next: z.string() })

/** The second half of a sign-in: a code of the generator, or a printed one. */
export const enterSecond = action({
  name: 'account.enter-second',
  onBehalf: 'own',
  path: '/sign-in/second/:second/enter',
  who: anyone,
  input: z.object({
    second: z.string().min(1).max(100),
    code: z.string().min(6).max(60).meta({ input: 'text', autocomplete: 'one-time-code' }),
    next,
  }),
  output: onTo,
  rules: [],
  limit: calm,
  on: ({ second, next: onto }) =>
    withNext(`/sign-in/second/${String(second)}`, typeof onto === 'string' ? onto : undefined),
  onto: ({ next: onto }) => onto,

  async run(work) {
    const { input, by, now, accounts } = work
    const asked = { second: input.second, code: input.code, address: by.address, now }
    return enter(work, await accounts.checkSecond(asked), { code: 'wrong-digits', field: 'code' })
  },
})

const back = (need: string) => (input: Readonly<Record<string, unknown>>) =>
  `/prove?need=${need}${typeof input['next'] === 'string' ? `&next=${encodeURIComponent(input['next'])}` : ''}`

/** Shows once more that it is really them, before something that matters; then back to it. */
export const prove = action({
  name: 'account.prove',
  onBehalf: 'own',
  path: '/prove/enter',
  who: residents,
  input: z.object({ password, next }),
  output: onTo,
  rules: [],
  limit: calm,
  on: back('again'),
  onto: ({ next: onto }) => onto,

  async run(work) {
    const { input, by, now, accounts } = work
    const peopleRef = by.person?.ref ?? ''
    const asked = { peopleRef, password: input.password, address: by.address, now }
    const wrong = { code: 'wrong-password', field: 'password' }
    return enter(work, await accounts.checkOwn(asked), wrong)
  },
})

/** A code to one's own address, which need not be typed again. */
export const proveByMail = action({
  name: 'account.prove-by-mail',
  onBehalf: 'own',
  path: '/prove/send',
  who: residents,
  input: z.object({ next }),
  output: z.object({ letter: z.string() }),
  rules: [],
  limit: calm,
  on: back('more'),
  onto: ({ letter }, input) => withNext(`/sign-in/code/${letter}`, input.next),

  async run({ by, now, accounts, later }) {
    const own = { peopleRef: by.person?.ref ?? '', address: by.address, now }
    const { letter } = mayTry(await accounts.sendOwnCode(own))
    await later(sendLetter, { letter })
    return { letter }
  },
})
