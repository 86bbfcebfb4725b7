import type { Channel, ErasureReceipt, Limiting } from '#core/vault'
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
}

/**
 * The rights of who acts. The vault does at once what protects a person, before the city has committed; an attempt
 * that is repeated gets the first answer again.
 */
export function ownRights({ withdraw, rights }: Channel, by: By, at: string): OwnRights {
  const own = () => by.ref ?? ''
  return askedOnce({
    withdraw: (notice: string) => withdraw(own(), notice, at),
    limit: (what: Limiting) => rights.limit(own(), what, at),
    lift: (what: Limiting) => rights.lift(own(), what, at),
    erase: (classes: readonly string[]) => rights.erase(own(), { classes, at }),
  })
}
