import type { DocumentDoor, KeptDocument, OpenedDocument } from './document-model.ts'
import type { Field } from './field.ts'
import type { Actor } from './context-model.ts'
import type { Channel } from './model.ts'
import type { Purpose, Purposes } from './purpose.ts'
import type { Why } from './readers.ts'

/** Somebody who shows a secret and is not known: a link that was shared is opened by its bearer. */
const STRANGER: Actor = { kind: 'system', ref: null, permissions: [], unit: null, badge: null }

/** Which document, under which of the purpose's fields. */
export interface WhichDocument extends Why {
  readonly document: string
  readonly field: string
  /** Opened by whoever bears a secret, and not by who is signed in. */
  readonly bearer?: true
}

/** Documents as a page may read them: for purposes it declares, each reading written down. */
export interface DocumentReader extends Pick<DocumentDoor, 'has'> {
  /** What there is and what is said of it. */
  list<Id extends string>(
    purpose: Purpose<Id, Field>,
    ref: string,
    of: { readonly fields: readonly string[] },
  ): Promise<readonly KeptDocument<Id>[]>
  open<Id extends string>(
    purpose: Purpose<Id, Field>,
    ref: string,
    which: WhichDocument,
  ): Promise<OpenedDocument<Id>>
}

/** Binds reading documents to who looks. */
export function documentReader(
  channel: Channel,
  reads: Purposes,
  context: { readonly actor: Actor; readonly at: string },
): DocumentReader {
  const { documents } = channel
  const declared = ({ id }: Purpose<string, Field>) => {
    if (!Object.values(reads).some((one) => one.id === id)) {
      throw new Error(`documents are read for ${id}, which is not declared here`)
    }
  }
  return {
    has: (ref, document) => documents.has(ref, document),
    list(purpose, ref, { fields }) {
      declared(purpose)
      return documents.list(purpose as never, ref, { ...context, fields }) as Promise<never>
    },
    open(purpose, ref, { document, field, bearer, ...why }) {
      declared(purpose)
      const { at } = context
      const actor = bearer ? STRANGER : context.actor
      const read = { actor, at, ...why, fields: [field] }
      return documents.open(purpose as never, ref, { document, context: read }) as Promise<never>
    },
  }
}
