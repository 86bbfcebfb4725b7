import type { Look } from '#core/pages'
import type { Channel } from '#core/vault'
import type { RunningCity } from './city.ts'

/** What the vault holds about whoever looks. */
export function folderOf(
  city: RunningCity,
  channel: Channel,
  { own, now }: { own: () => string; now: string },
): Look<unknown>['folder'] {
  const { rights } = channel
  return {
    accesses: (more) => channel.accesses(own(), { now, ...more }),
    holdings: () => channel.holdings(own()),
    consents: () => rights.consents(own()),
    limitations: () => rights.limitations(own()),
    holds: () => rights.holds(own()),
    erasures: () => rights.erasures(own()),
    async proof(access) {
      const leaf = await rights.proof(own(), access, now)
      const file = leaf && (await city.record.prove(access, leaf))
      return file && Buffer.from(file.bytes).toString()
    },
  }
}
