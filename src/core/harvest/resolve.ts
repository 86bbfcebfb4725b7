/** Finds the addresses of a city's name, by resolvers of its choice and never by the hosts file. */
import { Resolver } from 'node:dns/promises'
import type { Resolve } from './model.ts'

const LOCAL = /^(?:.+\.)?localhost$/

/** Resolves A and AAAA; `localhost` names are this machine (RFC 6761 6.3). */
export function dnsResolve(servers?: readonly string[]): Resolve {
  const resolver = new Resolver({ timeout: 5000, tries: 2 })
  if (servers && servers.length > 0) resolver.setServers(servers)
  return async (name) => {
    if (LOCAL.test(name)) return ['127.0.0.1']
    const none = () => [] as string[]
    const [four, six] = await Promise.all([
      resolver.resolve4(name).catch(none),
      resolver.resolve6(name).catch(none),
    ])
    return [...four, ...six]
  }
}
