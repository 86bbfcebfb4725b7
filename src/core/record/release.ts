/** Which software runs stands on the public record, so that anybody can compare it with the source. */
import type { Tx } from '#core/database'
import { softwareReleased } from './entries.ts'
import { listEntries } from './read.ts'
import { recorder } from './recorder.ts'

/** What runs: its version, and the SHA-256 of its source. */
export interface Release {
  readonly version: string
  readonly hash: string
}

/** Says on the record that other software runs than the last entry says. */
export async function recordRelease(
  tx: Tx,
  { version, hash }: Release,
  now: string,
): Promise<void> {
  const [last] = await listEntries(tx, { kind: softwareReleased.name, limit: 1 })
  if (last?.body['version'] === version && last.body['hash'] === hash) return
  const record = recorder(tx, { by: 'operator', now, service: 'record' })
  await record(softwareReleased, { version, hash })
}
