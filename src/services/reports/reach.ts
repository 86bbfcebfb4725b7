/** Whose reports an official may work on: those of the own units, or all. */
import type { By } from '#core/actions'

/** The units somebody works for; 'all' for a post that is not limited, and for the city's operator. */
export function reachOf(by: By): readonly string[] | 'all' {
  if (by.actor.kind === 'system') return 'all'
  const posts = by.person?.posts ?? []
  return posts.some((post) => post.unit === null)
    ? 'all'
    : posts.flatMap((post) => (post.unit === null ? [] : [post.unit]))
}
