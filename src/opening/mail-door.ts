/** The door for mail: one for everything that comes in, whoever takes it. */
import { Resolver as NameServers } from 'node:dns/promises'
import { hostname } from 'node:os'
import { Refusal } from '#core/kernel'
import { type Answered, type Arrived, type MailDoor, openMailDoor, type Resolver } from '#core/mail'
import type { Settings } from '../settings.ts'
import { listTaker } from './lists.ts'
import { reportTaker } from './report-mail.ts'
import type { City, Taker } from './taker.ts'

/** Most bytes of a message with its files. */
const MOST = 25_000_000

function resolverOf(servers: readonly string[]): Resolver {
  const names = new NameServers({ timeout: 5000, tries: 2 })
  if (servers.length > 0) names.setServers([...servers])
  return (domain, type) => names.resolve(domain, type) as ReturnType<Resolver>
}

/** Refusals that are over after a while. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'too-many'])

async function takerOf(takers: readonly Taker[], address: string): Promise<Taker | undefined> {
  for (const taker of takers) if (await taker.knows(address)) return taker
  return undefined
}

async function take(takers: readonly Taker[], arrived: Arrived): Promise<Answered> {
  const taker = await takerOf(takers, arrived.to)
  return taker ? taker.takes(arrived) : 'unknown'
}

/** Opens the door for mail. What cannot be kept now is asked for again by whoever sends it. */
export async function openDoor(
  city: City,
  settings: Settings,
  resolver: Resolver = resolverOf(settings.lists.dns),
): Promise<MailDoor> {
  const { port = 0, host, lmtp, sealers, tls } = settings.lists
  const takers = [reportTaker(city), listTaker(city)]
  return openMailDoor({
    port,
    host,
    lmtp,
    most: MOST,
    proving: { resolver, host: settings.lists.domain ?? hostname(), sealers },
    ...(tls ? { tls } : {}),
    knows: async (address) => (await takerOf(takers, address)) !== undefined,
    async takes(arrived) {
      try {
        return await take(takers, arrived)
      } catch (failure) {
        if (failure instanceof Refusal && !PASSING.has(failure.kind)) return 'refused'
        city.log.warn({ err: failure }, 'mail could not be taken in; it comes again')
        return 'later'
      }
    },
    tell: (failure) => city.log.warn({ err: failure }, 'the door for mail had to refuse'),
  })
}
