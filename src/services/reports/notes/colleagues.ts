/** Colleagues who can be named in a note, by role and badge. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { listPosts, roleTitle } from '#core/people'

/** A colleague as the house shows officials: never by name. */
export interface Fellow {
  readonly badge: string
  readonly role: string
  readonly unit: string | null
}

/** Whoever reads the reports of this unit; of a report without one, whoever reads all. */
export async function fellowsOf(
  tx: Tx,
  { city, language }: { city: Pick<CityFacts, 'roles'>; language: string },
  unit: string | null,
): Promise<Fellow[]> {
  const may = new Set(
    city.roles
      .filter(({ permissions }) => permissions.includes('reports.read'))
      .map(({ name }) => name),
  )
  const posts = await listPosts(tx)
  const fitting = posts.filter((post) => may.has(post.role) && (post.unit ?? unit) === unit)
  const fellows = fitting.map(({ badge, role, unit: of }) => ({
    badge,
    role: roleTitle(city.roles, role, language),
    unit: of,
  }))
  return [...new Map(fellows.map((one) => [one.badge, one])).values()].slice(0, 100)
}
