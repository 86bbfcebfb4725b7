import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import type { Folder } from '#core/pages'
import type { AccessProof, Channel } from '#core/vault'
import type { RunningCity } from './city.ts'

/** What the vault holds about whoever looks. */
export function folderOf(
  city: RunningCity,
  channel: Channel,
  { by, now, tx }: { by: By; now: string; tx?: Tx | undefined },
): Folder {
  const { rights } = channel
  const own = () => by.ref ?? ''
  return {
    accesses: (more) => channel.accesses(own(), { now, ...more }),
    holdings: () => channel.holdings(own()),
    consents: () => rights.consents(own()),
    limitations: () => rights.limitations(own()),
    holds: () => rights.holds(own()),
    mandates: () => rights.mandates(own()),
    erasures: () => rights.erasures(own()),
    breaches: () => rights.breaches(own()),
    inNumbers: () => rights.inNumbers(own()),
    standing: () => rights.standing(own()),
    counted: () => channel.documents.counted(own()),
    documents: (access) => channel.documents.exported(own(), access),
    export: () => rights.export(own(), { freshAt: by.person?.provedAt ?? '', at: now }),
    values: () => rights.values(own(), { freshAt: by.person?.provedAt ?? '', at: now }),
    refIn: (service) => city.channel(service).refOf(by.whose ?? ''),
    knownBy: (issuer, subject) => rights.knownBy(issuer, subject),
    readingsOf: (ref, more) => channel.accesses(ref, { now, ...more }),
    async proof(access) {
      const leaf = await rights.proof(own(), access, now)
      const file = leaf && (await city.record.prove(access, leaf, tx))
      return file && Buffer.from(file.bytes).toString()
    },
  }
}

/** What looks within the transaction of a page. */
export function withTx(city: RunningCity, channel: Channel, of: { by: By; now: string; tx: Tx }) {
  return {
    folder: folderOf(city, channel, of),
    async prove(name: string, leaf: AccessProof) {
      const file = await city.record.prove(name, leaf, of.tx)
      return file && Buffer.from(file.bytes).toString()
    },
  }
}
