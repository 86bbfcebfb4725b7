/** A legal basis in words: the article, and the law that says more than it. */
import type { Say } from '#core/text'

/** The right by which something is read (GDPR art. 6(1), 13(1)(c)); a law that begins with that article is said once. */
export function basisIn(of: { readonly gdpr: string; readonly law: string }, say: Say): string {
  const { gdpr: article, law } = of
  const [, same] = /^GDPR art\. (.+)$/.exec(law) ?? []
  if (same === article || same?.startsWith(`${article}, `))
    return say('vault.basis', { article: same, law, more: 'no' })
  return say('vault.basis', { article, law, more: 'yes' })
}
