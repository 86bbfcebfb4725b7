import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone, residents } from '#core/people'
import { z } from 'zod'
import { label, next } from '../model.ts'
import { enter, tell } from './entering.ts'
import { siteOf } from './site.ts'
import { requireStrength } from './strength.ts'

const calm = { per: 'address', most: 60, seconds: 600 } as const
const json = z.record(z.string(), z.unknown())
const options = z.object({ options: json })

/** What to ask a browser for; nobody learns from it who has a passkey. */
export const askPasskey = action({
  name: 'account.ask-passkey',
  onBehalf: 'own',
  path: '/sign-in/passkey/ask',
  who: anyone,
  input: z.object({}),
  output: options,
  rules: [],
  limit: calm,
  on: () => '/sign-in',

  async run({ accounts, city, now }) {
    return { options: await accounts.askPasskey({ site: siteOf(city), now }) }
  },
})

/** Signs in with a passkey: nothing is typed, and no other site can ask for it (WebAuthn 13.4.2). */
export const enterPasskey = action({
  name: 'account.enter-passkey',
  onBehalf: 'own',
  path: '/sign-in/passkey/enter',
  who: anyone,
  input: z.object({ response: json, next }),
  output: z.object({ next: z.string() }),
  rules: [],
  limit: calm,
  on: () => '/sign-in',
  onto: ({ next: onto }) => onto,

  async run(work) {
    const { input, by, now, city, accounts } = work
    const asked = { site: siteOf(city), response: input.response, address: by.address, now }
    return enter(work, await accounts.checkPasskey(asked), { code: 'wrong-passkey' })
  },
})

/** What to ask a browser for, to make a passkey. */
export const askNewPasskey = action({
  name: 'account.ask-new-passkey',
  path: '/ways/passkey/ask',
  who: residents,
  fresh: true,
  input: z.object({}),
  output: options,
  rules: [],
  limit: calm,
  on: () => '/ways/passkey',

  async run(work) {
    const { accounts, city, by, now } = work
    await requireStrength(work)
    const asked = { peopleRef: by.person?.ref ?? '', site: siteOf(city), now }
    return { options: await accounts.askNewPasskey(asked) }
  },
})

/** Adds the passkey that the browser made. */
export const addPasskey = action({
  name: 'account.add-passkey',
  path: '/ways/passkey/add',
  who: residents,
  fresh: true,
  input: z.object({ response: json, name: label }),
  output: z.object({}),
  rules: [],
  limit: calm,
  on: () => '/ways/passkey',
  onto: () => '/ways',

  async run(work) {
    const { input, accounts, city, by, now } = work
    const peopleRef = by.person?.ref ?? ''
    const { response, name } = input
    const added = await accounts.addPasskey({
      peopleRef,
      site: siteOf(city),
      response,
      name,
      now,
    })
    if ('wrong' in added) throw new Refusal('refused', ['wrong-passkey'])
    await tell(work, peopleRef, 'changed')
    return {}
  },
})

const one = { passkey: z.string().min(1).max(1500) }

/** Gives one of one's own passkeys a name by which to know it. */
export const renamePasskey = action({
  name: 'account.rename-passkey',
  path: '/ways/rename',
  who: residents,
  input: z.object({ ...one, name: label }),
  output: z.object({}),
  rules: [],
  on: ({ passkey }) => `/ways/${encodeURIComponent(String(passkey))}`,
  onto: () => '/ways',

  async run({ input, accounts, by, now }) {
    const own = { peopleRef: by.person?.ref ?? '', now }
    if (!(await accounts.renamePasskey({ ...own, ...input }))) {
      throw new Refusal('not-found', ['no-such-passkey'])
    }
    return {}
  },
})

/** Takes one of one's own passkeys away, such as that of a lost telephone. */
export const removePasskey = action({
  name: 'account.remove-passkey',
  path: '/ways/remove',
  who: residents,
  fresh: true,
  input: z.object(one),
  output: z.object({}),
  rules: [],
  on: () => '/ways',
  onto: () => '/ways',

  async run(work) {
    const { input, accounts, by, now } = work
    await requireStrength(work)
    const peopleRef = by.person?.ref ?? ''
    const said = await accounts.removePasskey({ peopleRef, now, ...input })
    if (said === 'none') throw new Refusal('not-found', ['no-such-passkey'])
    if (said === 'last') throw new Refusal('refused', ['last-way'])
    await tell(work, peopleRef, 'changed')
    return {}
  },
})
