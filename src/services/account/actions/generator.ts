import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { sixDigits } from '../model.ts'
import { shownBy, tell } from './entering.ts'
import { requireStrength } from './strength.ts'

const calm = { per: 'session', most: 30, seconds: 600 } as const
const nothing = z.object({})

/** Makes the secret for a code generator; it counts once a code of it was entered. */
export const offerGenerator = action({
  name: 'account.offer-generator',
  path: '/ways/generator/offer',
  who: residents,
  fresh: true,
  input: nothing,
  output: nothing,
  rules: [],
  limit: calm,

  async run(work) {
    const { accounts, by, now } = work
    await requireStrength(work)
    const offered = await accounts.offerGenerator({ peopleRef: by.person?.ref ?? '', now })
    if ('taken' in offered) throw new Refusal('refused', ['generator-taken'])
    return {}
  },
})

/** The first code of the generator: from now on one is asked for after the password. */
export const takeGenerator = action({
  name: 'account.take-generator',
  path: '/ways/generator/take',
  who: residents,
  fresh: true,
  input: z.object({ code: sixDigits }),
  output: nothing,
  rules: [],
  limit: calm,
  onto: () => '/ways/printed',

  async run(work) {
    const { input, accounts, by, now, session } = work
    await requireStrength(work)
    const peopleRef = by.person?.ref ?? ''
    if (!(await accounts.takeGenerator({ peopleRef, code: input.code, now }))) {
      throw new Refusal('refused', [{ code: 'wrong-digits', field: 'code' }])
    }
    await session.start(peopleRef, shownBy(work, peopleRef, ['generator']))
    await tell(work, peopleRef, 'changed')
    return {}
  },
})

/** Ends the generator and the printed codes; the password alone is asked for again. */
export const endGenerator = action({
  name: 'account.end-generator',
  path: '/ways/end-generator',
  who: residents,
  assurance: 'substantial',
  fresh: true,
  input: nothing,
  output: nothing,
  rules: [],
  limit: calm,
  onto: () => '/ways',

  async run(work) {
    const peopleRef = work.by.person?.ref ?? ''
    if (!(await work.accounts.endGenerator({ peopleRef, now: work.now }))) {
      throw new Refusal('not-found', ['no-generator'])
    }
    await tell(work, peopleRef, 'changed')
    return {}
  },
})

/** Ten new codes to print; the old ones are void. */
export const printCodes = action({
  name: 'account.print-codes',
  path: '/ways/print',
  who: residents,
  assurance: 'substantial',
  fresh: true,
  input: nothing,
  output: nothing,
  rules: [],
  limit: calm,
  onto: () => '/ways/printed',

  async run({ accounts, by, now }) {
    const printed = await accounts.printCodes({ peopleRef: by.person?.ref ?? '', now })
    if (!printed) throw new Refusal('not-found', ['no-generator'])
    return {}
  },
})
