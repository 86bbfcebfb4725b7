import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone, may, residents } from '#core/people'
import { entry } from '#core/record'
import { EVIDENCE } from '#core/vault'
import { z } from 'zod'
import { sendLetter } from '../jobs.ts'
import { email, newPassword } from '../model.ts'
import { mayTry, shownBy, tell } from './entering.ts'

const evidence = z.enum(EVIDENCE)

/** Help at the desk went one step on. Whose account it is stands in that person's folder alone. */
export const recovered = entry(
  'account.recovery',
  z.object({
    step: z.enum(['asked', 'agreed']).meta({ words: 'account.recovery.step' }),
    evidence: evidence.meta({ words: 'account.evidence' }),
  }),
)

const guarded = { who: may('account.recover'), assurance: 'substantial', fresh: true } as const

/** The first official saw who it is, and hands over a code on paper. */
export const openRecovery = action({
  name: 'account.open-recovery',
  path: '/recoveries/open',
  ...guarded,
  input: z.object({ email, evidence: evidence.meta({ input: 'select' }) }),
  output: z.object({ code: z.string() }),
  rules: [],
  records: [recovered],
  limit: { per: 'session', most: 20, seconds: 3600 },
  onto: ({ code }) => `/recoveries/code/${code}`,

  async run({ input, by, now, accounts, later, record }) {
    const { actor, address } = by
    const plain = { ...actor, ref: by.ref }
    const opened = mayTry(await accounts.openRecovery({ ...input, actor: plain, address, now }))
    await later(sendLetter, { letter: opened.letter })
    await record(recovered, { step: 'asked', evidence: input.evidence })
    return { code: opened.code }
  },
})

/** Another official agrees: from now on the code is good. */
export const approveRecovery = action({
  name: 'account.approve-recovery',
  path: '/recoveries/:recovery/approve',
  ...guarded,
  input: z.object({ recovery: z.string().min(1).max(100) }),
  output: z.object({}),
  rules: [],
  records: [recovered],
  on: () => '/recoveries',
  onto: () => '/recoveries',

  async run({ input, by, now, accounts, record }) {
    const official = by.ref ?? ''
    const open = await accounts.openRecoveries({ official, now })
    const found = open.find(({ recovery }) => recovery === input.recovery)
    const said = found && (await accounts.approveRecovery({ ...input, official, now }))
    if (!found || said === 'over') throw new Refusal('not-found', ['no-such-recovery'])
    if (said === 'own') throw new Refusal('refused', ['second-official'])
    await record(recovered, { step: 'agreed', evidence: found.evidence })
    return {}
  },
})

/** A new password with the code on paper; everything that was lost opens nothing any more. */
export const takeRecovery = action({
  name: 'account.take-recovery',
  path: '/recover/take',
  who: anyone,
  input: z.object({
    code: z.string().trim().min(10).max(60).meta({ input: 'text', autocomplete: 'off' }),
    password: newPassword,
  }),
  output: z.object({}),
  rules: [],
  limit: { per: 'address', most: 15, seconds: 600 },
  onto: () => '/ways',

  async run(work) {
    const { input, by, now, accounts, session } = work
    const came = mayTry(await accounts.takeRecovery({ ...input, address: by.address, now }))
    if (!('peopleRef' in came)) {
      throw new Refusal('refused', [{ code: 'wrong-paper', field: 'code' }])
    }
    const { peopleRef, how } = came
    await session.endAll(peopleRef)
    await session.start(
      peopleRef,
      shownBy({ ...work, by: { ...by, person: null } }, peopleRef, how),
    )
    await tell(work, peopleRef, 'changed')
    return {}
  },
})

/** The owner can still sign in and knows of no help: the code on paper is worth nothing. */
export const stopRecovery = action({
  name: 'account.stop-recovery',
  path: '/ways/stop-recovery',
  who: residents,
  input: z.object({}),
  output: z.object({}),
  rules: [],
  onto: () => '/ways',

  async run({ by, now, accounts }) {
    if (!(await accounts.stopRecovery({ peopleRef: by.person?.ref ?? '', now }))) {
      throw new Refusal('not-found', ['no-such-recovery'])
    }
    return {}
  },
})
