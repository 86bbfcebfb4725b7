/** What the answers about a domain prove (draft-ietf-dnsop-domain-verification-techniques). Pure. */

/** Where the token stands in the DNS, below the official domain. */
export const CHALLENGE = '_cityright-challenge'
/** Where the token stands on the web. */
export const CHALLENGE_PATH = '/.well-known/digital-rights-city/challenge.txt'

/** The host of a domain without the port it has in trials. */
export const hostOf = (domain: string) => domain.replace(/:\d+$/, '')

/** Whether a host is a domain or lies below it. */
export function liesIn(host: string, domain: string): boolean {
  const [one, other] = [hostOf(host).toLowerCase(), hostOf(domain).toLowerCase()]
  return one === other || one.endsWith(`.${other}`)
}

/** What one name server said. */
export interface ServerAnswer {
  readonly server: string
  readonly authority: boolean
  readonly outcome: string
  readonly texts: readonly string[]
  readonly aliases: readonly string[]
  readonly authentic: boolean
}

/** What came of a check. `reason` has a sentence in every language. */
export interface Verdict {
  readonly passed: boolean
  readonly reason: string | null
  readonly dnssec: boolean
}

const no = (reason: string): Verdict => ({ passed: false, reason, dnssec: false })

function oneServer(it: ServerAnswer, wanted: string, domain: string): string | null {
  if (it.outcome === 'no-such-name') return 'no-token'
  if (it.outcome !== 'answered') return 'no-answer'
  if (it.aliases.some((alias) => !liesIn(alias, domain))) return 'alias-elsewhere'
  const ours = it.texts.filter((text) => text.startsWith('cityright-endorse='))
  if (ours.includes(wanted)) return null
  return ours.length > 0 ? 'wrong-token' : 'no-token'
}

/**
 * The token counts when both resolvers show it, and the server that keeps the zone does not say otherwise. An alias
 * that leads out of the domain proves somebody else's domain.
 */
export function judgeTexts(
  answers: readonly ServerAnswer[],
  it: { readonly token: string; readonly domain: string },
): Verdict {
  const wanted = `cityright-endorse=${it.token}`
  const domain = hostOf(it.domain)
  const resolvers = answers.filter(({ authority }) => !authority)
  const said = resolvers.map((one) => oneServer(one, wanted, domain))
  const own = answers
    .filter(({ authority, outcome }) => authority && /^(?:answered|no-such-name)$/.test(outcome))
    .map((one) => oneServer(one, wanted, domain))
  const all = [...said, ...own]
  if (said.every((one) => one === 'no-answer')) return no('no-answer')
  if (all.includes('alias-elsewhere')) return no('alias-elsewhere')
  const wrong = all.filter((one) => one !== null)
  const [first] = wrong
  if (first === undefined) {
    return { passed: true, reason: null, dnssec: resolvers.every(({ authentic }) => authentic) }
  }
  if (wrong.length < all.length) return no('servers-disagree')
  return no(wrong.includes('wrong-token') ? 'wrong-token' : first)
}

/** Endings that registries give to governments alone, by their second level; reviewers see to everything else. */
const ENDINGS: Readonly<Record<string, string>> = {
  gov: 'ae al am au az bd bg bh br cn co cy dz eg ge gh gr hk ie il in iq it jo kw kz lb lk lt lv ma md mk mt my ng np om ph pk pl ps pt qa rs sa sg si tn tr tw ua uk vn za',
  gob: 'ar bo cl do ec es gt hn mx ni pa pe sv ve',
  gouv: 'bj ci fr ht km ml rw sn',
  go: 'cr id jp ke kr th tz ug',
  gub: 'uy',
  gv: 'at',
  govt: 'nz',
  gc: 'ca',
  admin: 'ch',
}

/** Whether a domain lies below an ending that only governments get. */
export function underGovernment(domain: string): boolean {
  const labels = hostOf(domain).split('.')
  const [second = '', top = ''] = labels.slice(-2)
  if (top === 'gov') return labels.length > 1
  return labels.length > 2 && (ENDINGS[second]?.split(' ').includes(top) ?? false)
}
