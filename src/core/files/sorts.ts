import type { FileKind } from './model.ts'

/** One sort of file the city takes in. */
export interface FileType {
  readonly kind: FileKind
  /** Media type (RFC 6838). */
  readonly type: string
  /** The extension it is kept with. */
  readonly extension: string
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const OPEN = 'application/vnd.oasis.opendocument'

function photo(type: string, extension: string): FileType {
  return { kind: 'photo', type, extension }
}

function document(type: string, extension: string): FileType {
  return { kind: 'document', type, extension }
}

const jpeg = photo('image/jpeg', 'jpg')

/** What each extension promises; a file that does not keep the promise is refused. */
const TYPES: ReadonlyMap<string, FileType> = new Map([
  ['jpg', jpeg],
  ['jpeg', jpeg],
  ['jpe', jpeg],
  ['jfif', jpeg],
  ['png', photo('image/png', 'png')],
  ['webp', photo('image/webp', 'webp')],
  ['gif', photo('image/gif', 'gif')],
  ['avif', photo('image/avif', 'avif')],
  ['pdf', document('application/pdf', 'pdf')],
  ['txt', document('text/plain', 'txt')],
  ['csv', document('text/csv', 'csv')],
  ['odt', document(`${OPEN}.text`, 'odt')],
  ['ods', document(`${OPEN}.spreadsheet`, 'ods')],
  ['odp', document(`${OPEN}.presentation`, 'odp')],
  ['docx', document(`${OFFICE}.wordprocessingml.document`, 'docx')],
  ['xlsx', document(`${OFFICE}.spreadsheetml.sheet`, 'xlsx')],
  ['pptx', document(`${OFFICE}.presentationml.presentation`, 'pptx')],
])

/** The sort of file an extension promises. */
export function typeOf(extension: string): FileType | undefined {
  return TYPES.get(extension)
}

/** The extensions a form may offer for these kinds, each sort once. */
export function extensionsOf(kinds: readonly FileKind[]): string[] {
  const fitting = [...TYPES.values()].filter((known) => kinds.includes(known.kind))
  return [...new Set(fitting.map((known) => known.extension))]
}
