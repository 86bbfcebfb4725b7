/** Giving a document to somebody: sealed into the vault for them, and committed to on the public record. */
import { createHash } from 'node:crypto'
import type { Work } from '#core/actions'
import { batchTree, commitmentOf, hashText } from '#core/record/log'
import { sealed } from './entries.ts'
import { type Issued, type IssuedKind, numberFrom, sealedFacts } from './model.ts'
import { addIssued } from './store/issued.ts'

/** What giving needs of an action; it has to name `sealed` among its `records`. */
type Issuing = Pick<Work<unknown>, 'tx' | 'now' | 'documents' | 'record' | 'newSecret'>

/** What is given, and to whom. */
export interface Given {
  /** The person, by the pseudonym of the service that gives. */
  readonly ref: string
  /** The file: what an upload with `to: 'vault'`, or `documents.make`, gave. */
  readonly document: string
  readonly kind: IssuedKind
  /** What the person sees; it is kept in the vault. */
  readonly title: string
  readonly unit: string
  readonly caseRef: string
  /** First and last day on which it is good; without a last one it is for good. */
  readonly from: string
  readonly until?: string | undefined
}

/** SHA-256 of a fresh secret: 32 bytes that nobody else knows. */
const saltOf = (secret: string) => createHash('sha256').update(`document salt ${secret}`).digest()

/** The root over one commitment, as the public record says it. */
export function rootOf(issued: Issued, salt: Uint8Array): string {
  return hashText(batchTree([commitmentOf(sealedFacts(issued), salt)]).root)
}

/** Gives a document to a person. It is in their folder when the action commits. */
export async function issue(work: Issuing, given: Given): Promise<Issued> {
  const { ref, document, kind, title, unit, caseRef, from, until } = given
  const number = numberFrom(work.newSecret())
  const salt = saltOf(work.newSecret())
  const facts = { title, kind, number }
  const taken = await work.documents.claim(ref, { document, field: 'document.issued', facts })
  const about = {
    document,
    number,
    kind,
    unit,
    caseRef,
    issuedAt: work.now,
    validFrom: from,
    validUntil: until ?? null,
    sha256: taken.sha256,
    salt: hashText(salt),
    withdrawnAt: null,
    withdrawnBecause: null,
  }
  const root = rootOf({ ...about, entry: '' }, salt)
  const entry = await work.record(sealed, { count: 1, root })
  const issued: Issued = { ...about, entry }
  await addIssued(work.tx, issued)
  return issued
}
