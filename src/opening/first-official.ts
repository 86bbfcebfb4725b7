import { listPosts, makeInvitation } from '#core/people'
import type { RunningCity } from '#core/web'

/** A one-time link that makes the first official, while the city has none (docs/operate/install.md). */
export async function inviteFirstOfficial(city: RunningCity): Promise<string | null> {
  const role = city.facts.roles.find(({ permissions }) => permissions.includes('people.manage'))
  if (!role) throw new Error('No role of this city has the permission people.manage')
  return city.db.transact(async (tx) => {
    const posts = await listPosts(tx)
    if (posts.length > 0) return null
    const secret = await makeInvitation(tx, {
      role: role.name,
      unit: null,
      now: city.clock(),
      only: true,
    })
    return `/officials/join/${secret}`
  })
}
