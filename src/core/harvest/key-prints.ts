/** Fingerprints of signing keys as the DNS of a domain shows them (docs/protocol/discovery.md, Signature). */
import type { TextsSeen } from './dns/texts.ts'
import type { Harvester } from './model.ts'

/** Where the fingerprint of a city's first key stands, below its official domain. */
const KEY_NAME = '_cityright-key'
const PRINT = /^[A-Za-z0-9_-]{43}$/
const MOST = 5

/**
 * The fingerprints that every resolver shows, and the server of the zone, where it answers. What only one of them
 * shows, or what an alias out of the domain leads to, is none. Pure.
 */
export function printsIn(answers: readonly TextsSeen[], domain: string): readonly string[] {
  const said = answers.filter(
    ({ authority, outcome }) => !authority || outcome === 'answered' || outcome === 'no-such-name',
  )
  if (said.every(({ authority }) => authority)) return []
  const here = (alias: string) => alias === domain || alias.endsWith(`.${domain}`)
  if (!said.every(({ aliases }) => aliases.every(here))) return []
  const shown = said.map(({ texts }) => texts.filter((text) => PRINT.test(text)))
  const [first = []] = shown
  return [...new Set(first)].filter((one) => shown.every((all) => all.includes(one))).slice(0, MOST)
}

/** Asks the DNS for the fingerprints of a city's keys; none when there are none, or when servers disagree. */
export async function keyPrints(
  harvest: Pick<Harvester, 'texts'>,
  domain: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const host = domain.replace(/:\d+$/, '').toLowerCase()
  return printsIn(await harvest.texts({ name: `${KEY_NAME}.${host}`, domain: host }, signal), host)
}
