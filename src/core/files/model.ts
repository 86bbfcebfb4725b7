import type { Readable } from 'node:stream'
import type { Tx } from '#core/database'
import type { Area } from './cover.ts'

/** What a form may bring: a picture, which is made anew, or a document, which stays as it is. */
export type FileKind = 'photo' | 'document'

/** What is asked of a file that comes in. */
export interface Asked {
  /** The name its sender gave it; only a safe form of it is kept. */
  readonly name: string
  readonly kinds: readonly FileKind[]
  readonly now: string
  /** 20 MB when absent. */
  readonly maxBytes?: number
  /** The form field named in a refusal. */
  readonly field?: string
}

/** A file that arrived and is passed on; it vanishes when that is done. */
export interface Arrived {
  readonly name: string
  /** Media type (RFC 6838). */
  readonly type: string
  readonly bytes: number
  readonly sha256: string
  read(): AsyncIterable<Uint8Array>
}

/** A file that the city makes itself. */
export interface Making {
  readonly name: string
  /** Media type (RFC 6838). */
  readonly type: string
  readonly now: string
}

/** A file that came in and waits to be claimed; after an hour nobody claimed it, it vanishes. */
export interface Upload {
  readonly id: string
  readonly kind: FileKind
  /** Media type (RFC 6838) of what is kept. */
  readonly type: string
  readonly bytes: number
  readonly name: string
  readonly width: number | null
  readonly height: number | null
}

/** A file as it goes out. The reader ends or destroys the stream. */
export interface Opened extends Upload {
  /** SHA-256 of these very bytes, for the ETag. */
  readonly sha256: string
  readonly state: 'pending' | 'kept'
  readonly service: string | null
  readonly subject: string | null
  readonly stream: Readable
}

/** To whom a file belongs from now on. */
export interface Owner {
  readonly service: string
  readonly subject: string
}

/** Where the city keeps photos and documents. */
export interface Files {
  /** Takes a stream in, checks it and keeps it for an hour. Throws `Refusal('invalid')`. */
  take(stream: Readable, asked: Asked): Promise<Upload>
  /** Takes a stream in, checks it like any other, and lets it be passed on; keeps nothing of it. */
  pass<T>(stream: Readable, asked: Asked, use: (arrived: Arrived) => Promise<T>): Promise<T>
  /** Whether every file that comes in is looked at for viruses. */
  readonly scans: boolean
  /** Keeps a document that the city itself made, for an hour like any other; its bytes stay as they are. */
  make(bytes: Uint8Array, about: Making): Promise<Upload>
  /**
   * Makes a photo anew with areas of it covered, for an hour like any other; the old one stays until it is released.
   * Undefined when there is no such photo.
   */
  cover(file: string, areas: readonly Area[], now: string): Promise<Upload | undefined>
  /** Makes a waiting file part of what this transaction changes, and says what it is. */
  claim(tx: Tx, upload: string, owner: Owner): Promise<Upload>
  /** Lets a file go when this transaction commits; its bytes vanish with the next sweep. */
  release(tx: Tx, file: string): Promise<void>
  /** The file and its bytes; undefined when there is none. */
  read(file: string, variant?: 'thumb'): Promise<Opened | undefined>
  /** What is known of the files of one subject, oldest first. */
  list(tx: Tx, owner: Owner): Promise<Upload[]>
  /** Removes what nobody claimed within an hour and what was released; says how many files went. */
  sweep(now: string): Promise<number>
}
