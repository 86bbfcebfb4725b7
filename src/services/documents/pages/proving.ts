/** What a third party can keep of a document: a proof of the public record, and a statement with the city's signature. */
import { Refusal } from '#core/kernel'
import type { Look, Sending, Sent } from '#core/pages'
import { singleBatch } from '#core/record'
import { type Issued, sealedFacts } from '../model.ts'

/** The proof file, which `cityright verify` and every other verifier of the record accept. */
export async function proofOf(
  { prove }: Pick<Look<unknown>, 'prove'>,
  issued: Issued,
): Promise<Sent> {
  const single = singleBatch(sealedFacts(issued), issued.salt ?? '')
  if (!single) throw new Refusal('not-found', ['documents.erased'])
  const text = await prove(`document-${issued.number}`, {
    entry: issued.entry,
    proof: single.proof,
  })
  if (text === undefined) throw new Refusal('unavailable', ['documents.not-sealed-yet'])
  return { type: 'text/plain; charset=utf-8', name: `${issued.number}.tlog-proof`, text }
}

/** The city's statement on a document, signed with the key of its discovery document. */
export function sealOf(issued: Issued, url: string, sign: Sending['sign']): Sent {
  if (issued.sha256 === null) throw new Refusal('not-found', ['documents.erased'])
  const statement = { city: url, document: sealedFacts(issued), entry: issued.entry }
  const text = `${JSON.stringify(sign(statement), null, 2)}\n`
  return { type: 'application/json', name: `${issued.number}.seal.json`, text }
}
