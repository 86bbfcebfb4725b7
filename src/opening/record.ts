/** The public record of this city: keys, files and policy from where the operator keeps them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '#core/database'
import { readBatchLeaf } from '#core/decisions'
import { openBucket } from '#core/files'
import {
  folderLog,
  type LogShelf,
  objectLog,
  openLogKeys,
  type RunningRecord,
  runRecord,
} from '#core/record'
import type { Logger } from 'pino'
import type { Settings } from '../settings.ts'

/** The policy of the operator: RECORD_POLICY, or `record.policy` in the city's folder; none is fine. */
export function policyIn(settings: Settings): string | undefined {
  const file = settings.recordPolicy ?? join(settings.city, 'record.policy')
  if (!existsSync(file)) {
    if (settings.recordPolicy) throw new Error(`The setting RECORD_POLICY names no file: ${file}`)
    return undefined
  }
  return readFileSync(file, 'utf8')
}

/** Where the files of the log with this number lie: where photos and documents lie as well. */
function shelfOf({ data, s3 }: Settings, number: number): LogShelf {
  const name = number === 1 ? 'record' : `record-${number}`
  return s3 ? objectLog(openBucket(s3), `${name}/`) : folderLog(join(data, name))
}

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
    shelfOf: (number) => shelfOf(settings, number),
    policyText: text,
    batches: readBatchLeaf,
    tell: (what, failure) => log.warn({ err: failure }, what),
  })
}
