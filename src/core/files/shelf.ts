import type { Readable } from 'node:stream'

/** Where the bytes of files lie. A key is a file's id, or the id and `.thumb`. */
export interface Shelf {
  /** Puts the bytes of a local file there, whole or not at all. */
  put(key: string, path: string, type: string): Promise<void>
  /** The bytes, or undefined when there are none. */
  open(key: string): Promise<Readable | undefined>
  /** Takes them away; fine when there are none. */
  remove(key: string): Promise<void>
}
