/** One harvest of one city: what it found becomes what is known, and the record says what changed. */
import type { Tx } from '#core/database'
import { type DiscoveryDocument, type DiscoveryKey } from '#core/discovery'
import { type Harvester, nextAsk } from '#core/harvest'
import { newId } from '#core/kernel'
import { recorder } from '#core/record'
import { noteHeard } from '#hub/endorsements'
import { recorded } from './entries.ts'
import { examine, type Examined } from './examine/index.ts'
import { tellDirectory } from './members.ts'
import { CHECKER, type Finding, type HubFacts } from './model.ts'
import { listCurrent, replace, seeAgain } from './store/findings.ts'
import { listDocuments, type Node, setAsked, setDocuments } from './store/nodes.ts'

const MAILBOX = /^mailto:([^\s@?]+@([^\s@?]+))$/

/** The role mailbox a city declares, when it lies on its own domain. */
export function mailboxOf({ contacts, city }: DiscoveryDocument): string | null {
  const [, address = '', host = ''] = MAILBOX.exec(contacts['digitalRights'] ?? '') ?? []
  const own = city.officialDomains.some((one) => host === one || host.endsWith(`.${one}`))
  return own ? address : null
}

/** The key to know a city by: the first that signed, or the one it was signed over to. */
function keyAfter({ harvested, document }: Examined, known: Node['key']): Node['key'] {
  const signedness = harvested.discovery?.signedness
  const { keys = [], signature } = document ?? {}
  const signed = keys.find(({ kid }) => kid === signature?.kid)
  if (!signed || !(signedness === 'signed' || signedness === 'key-changed')) return known
  return { x: signed.x }
}

/** What is asked of a city, with what is known of it. */
export function examineNode(
  harvest: Harvester,
  it: {
    node: Node
    before: Examined['harvested']['sources']
    now: string
    seed: string
    hub: HubFacts | null
    anchors: readonly string[]
    signal: AbortSignal
  },
): Promise<Examined> {
  const { node, ...more } = it
  const knownKey: Pick<DiscoveryKey, 'x'> | undefined = node.key ?? undefined
  return examine({ harvest, domain: node.domain, knownKey, ...more })
}

/** The documents of a city as this checker knows them. */
export function knownOf(tx: Tx, city: string) {
  return listDocuments(tx, city, CHECKER)
}

const same = (one: Finding, other: Finding | undefined) =>
  other !== undefined &&
  one.value === other.value &&
  one.level === other.level &&
  one.reasons.join() === other.reasons.join()

async function keepFindings(tx: Tx, city: string, it: { examined: Examined; now: string }) {
  const { examined, now } = it
  const before = await listCurrent(tx, city)
  const held = new Map(before.map((one) => [one.item, one]))
  const stays = examined.findings.filter((one) => same(one, held.get(one.item)))
  const changed = examined.findings.filter((one) => !same(one, held.get(one.item)))
  await seeAgain(tx, { city, findings: stays, now, checker: CHECKER })
  const fresh = changed.map((one) => ({ ...one, id: newId(now) }))
  await replace(tx, { city, findings: fresh, now, checker: CHECKER })
  await tellDirectory(tx, city, now)
  if (changed.length === 0) return
  const write = recorder(tx, { by: 'operator', now, service: 'evidence' })
  await write(
    recorded,
    {
      city,
      document: examined.harvested.discovery?.sha256 ?? 'none',
      checker: CHECKER,
      changed: changed.map(({ item, value, level }) => ({ item, value, level })),
      first: before.length === 0,
    },
    { subject: `/evidence/${city}` },
  )
}

/**
 * Writes down what came of asking. When there was no document, what was known stays as it was, with its date; only
 * a city that was never read gets its first, unknown, findings.
 */
export async function keep(
  tx: Tx,
  it: { node: Node; examined: Examined; now: string; seed: string },
): Promise<void> {
  const { node, examined, now, seed } = it
  const { city, domain } = node
  const failures = examined.failure === null ? 0 : node.failures + 1
  const { document, harvested } = examined
  const read = document && {
    sha256: harvested.discovery?.sha256 ?? null,
    signedness: harvested.discovery?.signedness ?? null,
    names: document.city.name,
    bytes: examined.bytes,
    key: keyAfter(examined, node.key),
    contact: mailboxOf(document),
  }
  const nextAt = nextAsk(now, failures, domain)
  await setAsked(tx, { city, nextAt, failures, failure: examined.failure, seed, now, read })
  if (document) await noteHeard(tx, { city, by: 'harvest', at: now })
  if (document) await setDocuments(tx, city, { sources: harvested.sources, checker: CHECKER })
  if (document || node.readAt === null) await keepFindings(tx, city, { examined, now })
}
