import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { changed, ended, registered } from '../entries.ts'
import { factsOf, registerFields } from '../register-fields.ts'
import { mayApprove, mayRegister } from '../rules.ts'
import { hashOf } from '../secrets.ts'
import * as applications from '../store/applications.ts'
import { connectionsTo, endConnection } from '../store/connections.ts'
import { dropAllOf } from '../store/tokens.ts'

/** Officials who decide which applications may sign residents in. */
export const registrars = may('applications.manage')

const calm = { per: 'session', most: 60, seconds: 3600 } as const
const one = z.string().max(60)
const register = {
  who: registrars,
  assurance: 'substantial',
  rules: [mayRegister],
  limit: calm,
} as const

/** Proposes an application; another official has to agree. */
export const propose = action({
  ...register,
  name: 'applications.propose',
  path: '/applications/desk/propose',
  input: z.object({
    application: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(60),
    ...registerFields,
  }),
  output: z.object({ application: z.string() }),
  on: () => '/applications/desk/new',
  onto: ({ application }) => `/applications/desk/${application}`,

  async run({ input, by, tx, now, language }) {
    const facts = factsOf(input, language, null)
    mayRegister.require({ facts })
    const proposal = { id: input.application, facts, by: by.person?.ref ?? '', now }
    if (!(await applications.addApplication(tx, proposal)))
      throw new Refusal('refused', [{ code: 'application-taken', field: 'application' }])
    return { application: input.application }
  },
})

/** Proposes a change of what an application may do. */
export const change = action({
  ...register,
  name: 'applications.change',
  path: '/applications/desk/:application/change',
  input: z.object({ application: one, ...registerFields }),
  output: z.object({}),

  async run({ input, by, tx, now, language }) {
    const before = await applications.readApplication(tx, input.application)
    if (before.state === 'ended') throw new Refusal('refused', ['application-ended'])
    const facts = factsOf(input, language, before.facts ?? before.proposed)
    mayRegister.require({ facts })
    const proposal = { id: before.id, facts, by: by.person?.ref ?? '', now }
    await applications.proposeChange(tx, proposal)
    return {}
  },
})

const deciding = {
  who: registrars,
  assurance: 'substantial',
  fresh: true,
  input: z.object({ application: one }),
  output: z.object({}),
  limit: calm,
} as const

/** Agrees to what another official proposed: from now on it holds. */
export const approve = action({
  ...deciding,
  name: 'applications.approve',
  path: '/applications/desk/:application/approve',
  rules: [mayApprove],
  records: [registered, changed],

  async run({ input, by, tx, record, city }) {
    const it = await applications.readApplication(tx, input.application)
    const { state, proposedBy } = it
    mayApprove.require({ state, proposedBy, by: by.person?.ref ?? '' })
    await applications.approveProposed(tx, it.id)
    const { name = {}, needs = [] } = it.proposed ?? {}
    const [first = 'en'] = city.languages
    await record(it.facts ? changed : registered, {
      application: it.id,
      called: name[first] ?? Object.values(name)[0] ?? it.id,
      claims: needs.map(({ claim }) => claim),
    })
    return {}
  },
})

/** What was proposed does not come to be. */
export const turnDown = action({
  ...deciding,
  name: 'applications.turn-down',
  path: '/applications/desk/:application/turn-down',
  rules: [],
  on: ({ application }) => `/applications/desk/${String(application)}`,
  onto: () => '/applications/desk',

  async run({ input, tx }) {
    const { id, proposed } = await applications.readApplication(tx, input.application)
    if (!proposed) throw new Refusal('refused', ['nothing-proposed'])
    await applications.dropProposed(tx, id)
    return {}
  },
})

/** A new secret; it is shown once, and the one before is good no more. */
export const makeSecret = action({
  ...deciding,
  name: 'applications.make-secret',
  path: '/applications/desk/:application/make-secret',
  output: z.object({ secret: z.string() }),
  rules: [],
  onto: ({ secret }, { application }) => `/applications/desk/${application}/secret/${secret}`,

  async run({ input, tx, newSecret }) {
    const it = await applications.readApplication(tx, input.application)
    if (it.state !== 'standing' || it.facts?.kind !== 'confidential')
      throw new Refusal('refused', ['no-secret-here'])
    const secret = `${newSecret()}${newSecret()}`
    await applications.setSecret(tx, it.id, hashOf(secret))
    return { secret }
  },
})

/** Ends an application: nobody signs in to it any more, and what it holds is worth nothing at once. */
export const end = action({
  ...deciding,
  name: 'applications.end',
  path: '/applications/desk/:application/end',
  rules: [],
  records: [ended],
  on: ({ application }) => `/applications/desk/${String(application)}`,

  async run({ input, tx, now, record, grants }) {
    const { id, state } = await applications.readApplication(tx, input.application)
    if (state !== 'standing') throw new Refusal('refused', ['application-ended'])
    for (const connection of await connectionsTo(tx, id)) {
      await endConnection(tx, connection.id, now)
      await grants.end(connection.id)
    }
    await dropAllOf(tx, id)
    await applications.endApplication(tx, id, now)
    await record(ended, { application: id })
    return {}
  },
})
