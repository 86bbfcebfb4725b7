/** Giving a document to somebody: sealed into the vault for them, and committed to on the public record. */
import type { Work } from '#core/actions'
import { singleBatch } from '#core/record'
import { sealed } from './entries.ts'
import { type Issued, type IssuedKind, sealedFacts } from './model.ts'
import { numberFrom, saltOf } from './secrets.ts'
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

/** Gives a document to a person. It is in their folder when the action commits. */
export async function issue(work: Issuing, given: Given): Promise<Issued> {
  const { ref, document, kind, title, unit, caseRef, from, until } = given
  const number = numberFrom(work.newSecret())
  const salt = saltOf(work.newSecret()).toString('base64')
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
    salt,
    withdrawnAt: null,
    withdrawnBecause: null,
  }
  const single = singleBatch(sealedFacts({ ...about, entry: '' }), salt)
  if (!single) throw new Error('a salt has 32 bytes')
  const entry = await work.record(sealed, { count: 1, root: single.root })
  const issued: Issued = { ...about, entry }
  await addIssued(work.tx, issued)
  return issued
}
