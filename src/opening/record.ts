/** The public record of this city: keys, files and policy from where the operator keeps them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '#core/database'
import { readBatchLeaf } from '#core/decisions'
import { openBucket } from '#core/files'
import {
  folderLog,
  objectLog,
  openLogKeys,
  publicPolicy,
  type RunningRecord,
  runRecord,
} from '#core/record'
import { nobody, parsePolicy } from '#core/record/log'
import type { Logger } from 'pino'
import type { Settings } from '../settings.ts'

/** The policy of the operator: RECORD_POLICY, or `record.policy` in the city's folder; none is fine. */
function policyIn(settings: Settings): string | undefined {
  const file = settings.recordPolicy ?? join(settings.city, 'record.policy')
  if (!existsSync(file)) {
    if (settings.recordPolicy) throw new Error(`The setting RECORD_POLICY names no file: ${file}`)
    return undefined
  }
  return readFileSync(file, 'utf8')
}

/** Where its files lie: where photos and documents lie as well. */
const shelfOf = ({ data, s3 }: Settings) =>
  s3 ? objectLog(openBucket(s3), 'record/') : folderLog(join(data, 'record'))

/** Opens the record; it writes nothing before it is started. */
export function openRecord(of: {
  settings: Settings
  db: Database
  clock: () => string
  log: Logger
}): RunningRecord {
  const { settings, db, clock, log } = of
  const { keys: folder, url, recordPostQuantum: postQuantum } = settings
  const keys = openLogKeys({ folder, url, postQuantum })
  const text = policyIn(settings)
  return runRecord({
    db,
    clock,
    keys,
    shelf: shelfOf(settings),
    policy: text === undefined ? nobody : parsePolicy(text),
    policyText: publicPolicy(keys, text),
    batches: readBatchLeaf,
    tell: (what, failure) => log.warn({ err: failure }, what),
  })
}
