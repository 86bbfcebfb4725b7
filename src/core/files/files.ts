import type { Database } from '#core/database'
import type { Files } from './model.ts'
import type { S3Settings } from './s3-store.ts'

/** Where files are kept: in a folder of this machine, or in a bucket spoken to by the S3 API. */
export interface FilesSettings {
  readonly db: Database
  /** Holds the files themselves, or, with `s3`, only what is just coming in. */
  readonly folder: string
  readonly s3?: S3Settings
}

/** Opens the city's files; what a crash left half done in the folder is removed. */
export function openFiles(_settings: FilesSettings): Promise<Files> {
  throw new Error('not built yet')
}
