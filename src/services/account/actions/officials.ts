import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { dismiss, listPosts, makeInvitation, may, residents, takeInvitation } from '#core/people'
import { entry } from '#core/record'
import { z } from 'zod'
import { mayDismiss } from '../rules.ts'

/** A post was given or taken away. Which person holds it is nobody's business. */
export const roleChanged = entry(
  'account.role-changed',
  z.object({
    role: z.string().meta({ list: 'roles' }),
    unit: z.string().meta({ list: 'units' }),
    change: z.enum(['appointed', 'dismissed']),
  }),
)

const code = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(60)

export const invite = action({
  name: 'account.invite',
  path: '/officials/invite',
  who: may('people.manage'),
  input: z.object({
    role: code.meta({ input: 'select' }),
    unit: code.optional().meta({ input: 'select' }),
  }),
  output: z.object({ secret: z.string() }),
  rules: [],
  onto: ({ secret }) => `/officials/invited/${secret}`,

  async run({ input, by, tx, now, city }) {
    if (!city.roles.some(({ name }) => name === input.role)) {
      throw new Refusal('invalid', [{ code: 'no-such-role', field: 'role' }])
    }
    if (input.unit && !city.units.some((unit) => unit.code === input.unit)) {
      throw new Refusal('invalid', [{ code: 'no-such-unit', field: 'unit' }])
    }
    const post = { role: input.role, unit: input.unit ?? null }
    const secret = await makeInvitation(tx, { ...post, now, by: by.person?.ref ?? '' })
    return { secret }
  },
})

export const join = action({
  name: 'account.join',
  path: '/officials/join/:secret/accept',
  who: residents,
  input: z.object({ secret: z.string().min(1).max(200) }),
  output: z.object({}),
  rules: [],
  records: [roleChanged],
  onto: () => '/folder',

  async run({ input, by, tx, now, record, session }) {
    const post = await takeInvitation(tx, input.secret, by.person?.ref ?? '', now)
    if (!post) throw new Refusal('refused', ['link-over'])
    const { role, unit, isNew } = post
    if (isNew) await record(roleChanged, { role, unit: unit ?? '', change: 'appointed' })
    await session.renew()
    return {}
  },
})

export const dismissOfficial = action({
  name: 'account.dismiss',
  path: '/officials/:post/dismiss',
  who: may('people.manage'),
  input: z.object({ post: z.string().min(1).max(100) }),
  output: z.object({}),
  rules: [mayDismiss],
  records: [roleChanged],
  on: () => '/officials',
  onto: () => '/officials',

  async run({ input, by, tx, now, city, record, session }) {
    const posts = await listPosts(tx)
    const post = posts.find(({ id }) => id === input.post)
    if (!post) throw new Refusal('not-found', ['no-such-post'])
    const managing = new Set(
      city.roles
        .filter((role) => role.permissions.includes('people.manage'))
        .map(({ name }) => name),
    )
    const left = posts.filter(({ id, role }) => id !== post.id && managing.has(role))
    mayDismiss.require({
      removesOwnPost: post.ref === by.person?.ref,
      managersLeft: left.length,
    })
    const { ref, role, unit } = post
    await dismiss(tx, { ref, role, unit, now, by: by.person?.ref ?? '' })
    await session.endAll(ref)
    await record(roleChanged, { role: post.role, unit: post.unit ?? '', change: 'dismissed' })
    return {}
  },
})
