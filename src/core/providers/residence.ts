/** A claim of an ID token as a proof that somebody lives here (privacy-record.md 5.3). */
import type { Identity } from './model.ts'

/** Which claim proves it, and with which of its values. */
export interface ResidenceRule {
  /** A name, or a path into a claim: `residency`, `address.locality`. */
  readonly claim: string
  /** Any of these, whatever case; absent: a claim that is `true`. */
  readonly is?: readonly string[] | undefined
}

/** The value at a path such as `address.locality`; a claim whose own name has the dots comes first. */
export function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<unknown>((inside, name) => {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, name))
      return undefined
    return Object.entries(inside).find(([key]) => key === name)?.[1]
  }, claims)
}

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase()

/** Does what the provider told prove that this person lives here? Without a rule nothing does. */
export function provesResidence(
  { claims }: Pick<Identity, 'claims'>,
  rule: ResidenceRule | undefined,
): boolean {
  if (!rule) return false
  const told = claimAt(claims, rule.claim)
  const { is } = rule
  if (!is) return told === true
  const said = Array.isArray(told) ? told : [told]
  return said.some((one) => typeof one === 'string' && is.map(plain).includes(plain(one)))
}
