/** The files of an issued edition, from what was frozen: the same content gives the same HTML and JSON. */
import { createHash } from 'node:crypto'
import { jcs } from '#core/discovery'
import { type Entry, type LogHead, placeOf } from '#core/record'
import { epubOf } from './book/epub.ts'
import type { Proof } from './book/drawing.ts'
import { type Drawn, HEADER, htmlOf } from './book/html.ts'
import type { Kind } from './model.ts'

/** The policy under which a browser shows the booklet. */
export const policy = HEADER

/** The booklet as it would be, before it is issued. */
export const previewOf = (drawn: Omit<Drawn, 'proof'>) => htmlOf({ ...drawn, proof: null })

/** SHA-256 of bytes, in hexadecimal. */
export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Where the frozen content stands, as the booklet prints it: with the signed checkpoint, when one covers it. */
export function proofOf(
  { id, position }: Pick<Entry, 'id' | 'position'>,
  sha256: string,
  head: LogHead | undefined,
): Proof {
  const { proved } = placeOf(position, head)
  const [origin = '', size = '', root = ''] = head?.note.split('\n') ?? []
  return {
    entry: id,
    position,
    sha256,
    checkpoint: proved ? { origin, size: Number(size), root } : null,
  }
}

/** A file of an edition, still to be kept. */
export interface MadeFile {
  readonly kind: Kind
  readonly bytes: Buffer
}

/** Everything but the printed document, which another program makes. */
export function filesOf(drawn: Drawn, modified: string): MadeFile[] {
  return [
    { kind: 'html', bytes: Buffer.from(htmlOf(drawn), 'utf8') },
    { kind: 'epub', bytes: epubOf(drawn, modified) },
    { kind: 'json', bytes: Buffer.from(jcs(drawn.book), 'utf8') },
  ]
}
