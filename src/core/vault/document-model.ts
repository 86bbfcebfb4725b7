/** What may be asked of the documents in a vault. */
import type { Field } from './field.ts'
import type { ReadContext } from './context-model.ts'
import type { Personal } from './personal.ts'
import type { Purpose } from './purpose.ts'

/** A document as it was taken in: what it is, and by which hash it is known. */
export interface TakenIn {
  readonly name: string
  /** Media type (RFC 6838). */
  readonly type: string
  /** SHA-256 in hexadecimal. */
  readonly sha256: string
}

/** A document of somebody, with what is said of it; the words print as `‹personal›` until they are revealed. */
export interface KeptDocument<Id extends string = string> {
  readonly document: string
  /** The declared field it was kept under. */
  readonly field: string
  readonly bytes: number
  readonly since: string
  readonly facts: Readonly<Record<string, Personal<string, Id>>>
  /** What its person noted beside it, by the id of the note. */
  readonly notes: Readonly<Record<string, Personal<string, Id>>>
}

/** A document that was opened: its bytes come piece by piece, each checked as it is opened. */
export interface OpenedDocument<Id extends string = string> extends KeptDocument<Id> {
  /** Id of the access that was written down. */
  readonly access: string
  bytesOf(): AsyncIterable<Uint8Array>
}

/** A claim: whose the document is, under which field, and what else is said of it. */
export interface Claim {
  readonly document: string
  readonly field: string
  readonly facts: Readonly<Record<string, string>>
}

/** Documents in the vault. Any service may put one there for somebody it knows; only `documents` looks. */
export interface DocumentDoor<M extends string = string> {
  /** Seals what comes, piece by piece; it waits a quarter of an hour to be claimed. Gives its id. */
  put(bytes: AsyncIterable<Uint8Array>, of: { facts: TakenIn; at: string }): Promise<string>
  /** It is this person's when the batch is confirmed, and gone when not. */
  claim(batch: string, ref: string, claim: Claim, at: string): Promise<TakenIn & { bytes: number }>
  note(
    batch: string,
    ref: string,
    of: { document: string; note: string; text: string },
    at: string,
  ): Promise<void>
  /** The field of a document of this person; undefined when it is not theirs. */
  has(ref: string, document: string): Promise<string | undefined>
  /** Which of these were erased. */
  gone(documents: readonly string[]): Promise<readonly string[]>
  list<Id extends `${M}.${string}`>(
    purpose: Purpose<Id, Field>,
    ref: string,
    context: ReadContext,
  ): Promise<readonly KeptDocument<Id>[]>
  open<Id extends `${M}.${string}`>(
    purpose: Purpose<Id, Field>,
    ref: string,
    what: { document: string; context: ReadContext },
  ): Promise<OpenedDocument<Id>>
  /** Erases one for good; says when the last copy of its key is gone. */
  forget(ref: string, document: string, at: string): Promise<string>
  /** How many documents a person has, and how long together. Answers only the folder. */
  counted(ref: string): Promise<{ count: number; bytes: number }>
  /** Everything a person has, under the access of an export. Answers only the folder. */
  exported(ref: string, access: string): Promise<readonly OpenedDocument<'folder.export'>[]>
}
