import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Refusal } from '#core/kernel'
import { extensionsOf, type FileType, typeOf } from './sorts.ts'
import type { Asked } from './model.ts'
import { extensionOf } from './names.ts'

/** Shows the phone formats we know by content and cannot read, so that people are told what to do. */
const UNREADABLE = new Set([
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
])
const TAIL = 66_000

/** The refusal of a file, at the field it came in. */
export function refusedFile(
  code: string,
  field: string | undefined,
  values?: Readonly<Record<string, string | number>>,
): Refusal {
  return new Refusal('invalid', [{ code, ...(field && { field }), ...(values && { values }) }])
}

async function tailOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const length = Math.min(size, TAIL)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return buffer
  } finally {
    await file.close()
  }
}

/** Plain text is UTF-8 (RFC 3629) without control characters but tabs and line ends. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path)) {
      // oxlint-disable-next-line no-control-regex
      if (/[\0-\x08\x0B\x0E-\x1F]/.test(decoder.decode(chunk, { stream: true }))) return false
    }
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** Whether a document is whole: a PDF has its end mark (ISO 32000-2, 7.5.5), a package its directory. */
async function isWhole(path: string, type: FileType): Promise<boolean> {
  if (type.type.startsWith('text/')) return isText(path)
  const mark = type.extension === 'pdf' ? '%%EOF' : 'PK\x05\x06'
  return (await tailOf(path)).includes(mark, 0, 'latin1')
}

async function contentOf(path: string): Promise<string | undefined> {
  const { fileTypeFromFile } = await import('file-type')
  const found = await fileTypeFromFile(path).catch(() => undefined)
  return found?.mime
}

/**
 * What a file is. Its name, its first bytes and the form must agree, and a document must be whole;
 * throws a `Refusal` that says which of them does not.
 */
export async function inspect(path: string, asked: Asked): Promise<FileType> {
  const { field, kinds } = asked
  const promised = typeOf(extensionOf(asked.name))
  const content = await contentOf(path)
  if (content && UNREADABLE.has(content)) throw refusedFile('file-heic', field)
  if (!promised || !kinds.includes(promised.kind)) {
    throw refusedFile('file-type', field, { allowed: extensionsOf(kinds).join(', ') })
  }
  if (!promised.type.startsWith('text/') && content !== promised.type) {
    if (content === undefined) throw refusedFile('file-broken', field)
    throw refusedFile('file-type', field, { allowed: extensionsOf(kinds).join(', ') })
  }
  if (promised.kind === 'document' && !(await isWhole(path, promised))) {
    throw refusedFile('file-broken', field)
  }
  return promised
}
