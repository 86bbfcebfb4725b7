/** The secretariat offers posts: for an official of a member city, limited to that city, and for a reviewer. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { makeInvitation, may } from '#core/people'
import { isMember, PROMISE } from '../acting.ts'
import { invited } from '../entries.ts'
import * as f from '../fields.ts'
import { mayInvite } from '../rules.ts'

/** Makes a link that gives the post to whoever takes it first, within seven days. */
export const invite = action({
  name: 'commitments.invite',
  path: '/commitments/officials/invite',
  who: may('commitments.invite'),
  input: z.object({
    post: z.enum(['official', 'reviewer']).meta({ input: 'radios' }),
    city: f.city.optional().meta({ input: 'text' }),
  }),
  output: z.object({ secret: z.string() }),
  rules: [mayInvite],
  records: [invited],
  onto: ({ secret }) => `/commitments/officials/${secret}`,

  async run({ input: { post, city }, by, tx, now, city: hub, record }) {
    const official = post === 'official'
    const member = city !== undefined && (await isMember(tx, city))
    mayInvite.require({ official, member, named: city !== undefined })
    const needed = official ? PROMISE : 'commitments.review'
    const role = hub.roles.find(({ permissions }) => permissions.includes(needed))
    if (!role) throw new Refusal('refused', ['no-such-role'])
    const offer = { role: role.name, unit: city ?? null, now, by: by.person?.ref ?? '' }
    const secret = await makeInvitation(tx, offer)
    await record(invited, { post, ...(city === undefined ? {} : { city }) })
    return { secret }
  },
})
