/** The TXT records of a name, as two resolvers and the server that keeps the zone tell them. */
import { getServers } from 'node:dns'
import { isLoopback, isPublicAddress } from '../addresses.ts'
import { type Asked, askServer, type NameServer, nameServerOf } from './ask.ts'
import { asciiName, type DnsRecord } from './wire.ts'

/** What one server said. */
export interface TextsSeen {
  readonly server: string
  /** It keeps the zone itself, and was not asked to look elsewhere. */
  readonly authority: boolean
  readonly outcome: Asked['outcome']
  readonly texts: readonly string[]
  /** Names the name stands for (CNAME), in order. */
  readonly aliases: readonly string[]
  /** The resolver says that it checked DNSSEC signatures; a server of the zone never says so. */
  readonly authentic: boolean
}

/** How names are asked for. */
export interface Lookup {
  readonly servers: readonly string[]
  readonly allowLoopback: boolean
  readonly seconds: number
  readonly signal?: AbortSignal | undefined
}

const TEXTS = 50

function seen(server: NameServer, authority: boolean, asked: Asked): TextsSeen {
  const answers = 'message' in asked ? asked.message.answers : []
  const of = (type: DnsRecord['type']) =>
    answers.filter((one) => one.type === type).map(({ text }) => text)
  return {
    server: server.address,
    authority,
    outcome: asked.outcome,
    texts: of('TXT').slice(0, TEXTS),
    aliases: of('CNAME').slice(0, TEXTS),
    authentic: !authority && 'message' in asked && asked.message.authentic,
  }
}

async function list(server: NameServer, it: { name: string; type: 'A' | 'NS' }, how: Lookup) {
  const asked = await askServer(server, { ...it, recursion: true }, how)
  if (!('message' in asked)) return []
  return asked.message.answers.filter(({ type }) => type === it.type).map(({ text }) => text)
}

/** The server that keeps the zone: of the domain, or of the nearest zone above it, but never of a whole ending. */
async function authorityOf(
  domain: string,
  first: NameServer,
  how: Lookup,
): Promise<NameServer | undefined> {
  const labels = domain.split('.')
  for (let cut = 0; cut < Math.min(labels.length - 1, 4); cut += 1) {
    const [name] = await list(first, { name: labels.slice(cut).join('.'), type: 'NS' }, how)
    if (name === undefined) continue
    const addresses = await list(first, { name, type: 'A' }, how)
    const local = addresses.find((one) => how.allowLoopback && isLoopback(one))
    if (local) return { address: local, port: first.port }
    const address = addresses.find(isPublicAddress)
    return address === undefined ? undefined : { address, port: 53 }
  }
  return undefined
}

/**
 * Asks two resolvers and, where it can be reached, the server of the zone itself. `domain` is the official domain
 * the name belongs to.
 */
export async function lookUpTexts(
  it: { readonly name: string; readonly domain: string },
  how: Lookup,
): Promise<readonly TextsSeen[]> {
  const named = how.servers.length > 0 ? how.servers : getServers()
  const resolvers = [...new Set(named)].slice(0, 2).map(nameServerOf)
  const question = { name: asciiName(it.name), type: 'TXT' } as const
  const [first] = resolvers
  if (!first || question.name === '') return []
  const asking = resolvers.map(async (server) =>
    seen(server, false, await askServer(server, { ...question, recursion: true }, how)),
  )
  const [told, authority] = await Promise.all([
    Promise.all(asking),
    authorityOf(asciiName(it.domain), first, how),
  ])
  if (!authority) return told
  const asked = await askServer(authority, { ...question, recursion: false }, how)
  return [...told, seen(authority, true, asked)]
}
