import { createHmac } from 'node:crypto'
import type { Database } from '#core/database'
import type { VaultLog } from '../log.ts'
import type { Keys } from './keys.ts'
import type { Passwords } from './passwords.ts'

/** What every operation of the vault works with. */
export interface Strongroom {
  readonly db: Database
  readonly keys: Keys
  readonly passwords: Passwords
  readonly log: VaultLog
  /** The key folder, where the ledger of erasures lies as well. */
  readonly folder: string
}

/** A person as one service knows them: the same person is somebody else to every service. */
export function pseudonym(keys: Keys, module: string, person: string): string {
  const key = keys.key('pseudonym', module)
  return createHmac('sha256', key).update(person).digest().subarray(0, 16).toString('hex')
}

/** Keyed hash of a value under which it can be found again exactly (privacy-record.md 2.7). */
export function blindIndex(keys: Keys, field: string, normal: string): Buffer {
  return createHmac('sha256', keys.key('index', field)).update(normal).digest().subarray(0, 10)
}

/** Under what a secret is found again; the digits of a code mean nothing without its letter. */
export function secretHash(room: Strongroom, letter: string, secret: string): Buffer {
  const key = room.keys.key('code', 'letter')
  return createHmac('sha256', key).update(`${letter}|${secret}`).digest()
}
