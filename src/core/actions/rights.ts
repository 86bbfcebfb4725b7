import type { Channel, ErasureReceipt, Limiting, Purpose } from '#core/vault'
import { askedOnce } from './asked-once.ts'
import type { By } from './action.ts'

/** What a person asks of their own data; takes effect at once (GDPR art. 7(3), 17, 18, 21). */
export interface OwnRights {
  /** False when no consent to this notice stood. */
  withdraw(notice: string): Promise<boolean>
  limit(what: Limiting): Promise<void>
  /** False when there was nothing to lift. */
  lift(what: Limiting): Promise<boolean>
  erase(classes: readonly string[]): Promise<ErasureReceipt>
  /** The pseudonym under which another service knows who acts. */
  refIn(service: string): Promise<string>
}

/** Consents of who acts to what this service asks for; in effect at once. */
export interface OwnConsents {
  /** Agrees to the notice of a purpose, as it is now and in the language it was read; gives its number. */
  give(purpose: Purpose): Promise<string>
  /** False when none stood. */
  take(purpose: Purpose): Promise<boolean>
}

/**
 * The rights of who acts. The vault does at once what protects a person, before the city has committed; an attempt
 * that is repeated gets the first answer again.
 */
function ownRights(
  channelOf: (service: string) => Channel,
  { service, by, at }: { service: string; by: By; at: string },
): OwnRights {
  const { withdraw, rights } = channelOf(service)
  const own = () => by.ref ?? ''
  return askedOnce({
    withdraw: (notice: string) => withdraw(own(), notice, at),
    limit: (what: Limiting) => rights.limit(own(), what, at),
    lift: (what: Limiting) => rights.lift(own(), what, at),
    erase: (classes: readonly string[]) => rights.erase(own(), { classes, at }),
    refIn: (other: string) => channelOf(other).refOf(by.whose ?? ''),
  })
}

function noticeOf({ id, notice }: Purpose) {
  if (!notice) throw new Error(`${id} asks for no consent`)
  return notice
}

/** The consents of who acts, told to the vault before the city has committed; a repeated attempt asks no second time. */
function ownConsents(
  { consent, withdraw }: Channel,
  { by, at, language }: { by: By; at: string; language: string },
): OwnConsents {
  const own = () => by.ref ?? ''
  const asked = askedOnce({
    consent: (notice: string, version: number) =>
      consent(own(), { notice, version, method: 'form', language, at }),
    withdraw: (notice: string) => withdraw(own(), notice, at),
  })
  return {
    give(purpose) {
      const { name, version } = noticeOf(purpose)
      return asked.consent(name, version)
    },
    take: (purpose) => asked.withdraw(noticeOf(purpose).name),
  }
}

/** What the vault does for who acts, at once; an attempt that is repeated gets the first answer again. */
export function ownDoors(
  door: { channel(service: string): Channel },
  channel: Channel,
  mine: Parameters<typeof ownConsents>[1] & Parameters<typeof ownRights>[1],
) {
  return {
    accounts: askedOnce(channel.accounts),
    mandates: askedOnce(channel.mandates),
    oversight: askedOnce(channel.oversight),
    rights: ownRights((service) => door.channel(service), mine),
    consents: ownConsents(channel, mine),
  }
}
