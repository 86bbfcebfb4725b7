/** What other systems answer (GeoReport v2), with what they leave out and add. Pure. */
import { momentIn } from '#core/kernel'
import { numberIn, rowsOf, textIn, type Tree, treeOf, truthIn } from './tree.ts'

/** A kind of request that a system takes. */
export interface ForeignService {
  readonly code: string
  readonly name: string
  readonly metadata: boolean
  readonly group: string | null
  readonly keywords: readonly string[]
}

/** A request as a system tells of it. */
export interface ForeignRequest {
  readonly id: string
  readonly status: 'open' | 'closed'
  readonly code: string | null
  readonly notes: string | null
  readonly description: string | null
  readonly openedAt: string | null
  readonly updatedAt: string | null
  /** The finer state of the extensions, in capitals. */
  readonly detailed: string | null
  readonly lat: number | null
  readonly lon: number | null
}

/** What a system says after it was sent a request: its number, a token for one, or what was wrong. */
export interface Sent {
  readonly id: string | null
  readonly token: string | null
  readonly errors: readonly { readonly code: string | null; readonly text: string }[]
}

/** What a system tells of a request since. */
export interface ForeignUpdate {
  readonly update: string
  readonly id: string
  readonly status: string
  readonly text: string | null
  readonly at: string | null
}

/** A moment of an answer. Without a zone it is read by these clocks, or as UTC (Chicago leaves it out). */
export function foreignMoment(text: string | null, clocks?: string): string | null {
  if (text === null) return null
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/.exec(text) ?? []
  if (day === undefined || time === undefined) return null
  if (!zoned && clocks !== undefined) return momentIn(day, time, clocks) ?? null
  const at = Date.parse(zoned ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** The kinds it takes; one without a code cannot be asked for and is passed over. */
export function readServices(text: string): readonly ForeignService[] | undefined {
  const rows = rowsOf(treeOf(text), 'services', 'service')
  return rows?.flatMap((row) => {
    const code = textIn(row, 'service_code')
    if (code === null) return []
    const groups = row['groups']
    const inner = typeof groups === 'object' && groups !== null ? (groups as Tree)['group'] : null
    const [first = null] = [inner].flat()
    return {
      code,
      name: textIn(row, 'service_name') ?? code,
      metadata: truthIn(row, 'metadata'),
      group: textIn(row, 'group') ?? (typeof first === 'string' ? first : null),
      keywords: (textIn(row, 'keywords') ?? '').split(',').flatMap((one) => one.trim() || []),
    }
  })
}

/** Its requests; one without a number is still being worked on there, and is passed over (Chicago). */
export function readRequests(text: string, clocks?: string): readonly ForeignRequest[] | undefined {
  const rows = rowsOf(treeOf(text), 'service_requests', 'request')
  return rows?.flatMap((row) => {
    const id = textIn(row, 'service_request_id')
    if (id === null) return []
    const more = row['extended_attributes']
    const detailed =
      textIn(row, 'detailed_status') ?? (more ? textIn(more as Tree, 'detailed_status') : null)
    return {
      id,
      status: textIn(row, 'status')?.toLowerCase() === 'closed' ? 'closed' : 'open',
      code: textIn(row, 'service_code'),
      notes: textIn(row, 'status_notes'),
      description: textIn(row, 'description'),
      openedAt: foreignMoment(textIn(row, 'requested_datetime'), clocks),
      updatedAt: foreignMoment(textIn(row, 'updated_datetime'), clocks),
      detailed: detailed?.toUpperCase() ?? null,
      lat: numberIn(row, 'lat'),
      lon: numberIn(row, 'long'),
    }
  })
}

function errorsIn(tree: unknown): Sent['errors'] {
  const rows = rowsOf(tree, 'errors', 'error') ?? []
  return rows.flatMap((row) => {
    const text = textIn(row, 'description')
    return text === null ? [] : [{ code: textIn(row, 'code'), text: text.slice(0, 300) }]
  })
}

/** What came of sending a request, or of asking what became of a token. */
export function readSent(text: string): Sent | undefined {
  const tree = treeOf(text)
  const rows = rowsOf(tree, 'service_requests', 'request')
  if (!rows) return undefined
  const [first] = rows
  const id = first ? textIn(first, 'service_request_id') : null
  return { id, token: first ? textIn(first, 'token') : null, errors: id ? [] : errorsIn(tree) }
}

/** What it tells of its requests since (`servicerequestupdates`). */
export function readUpdates(text: string, clocks?: string): readonly ForeignUpdate[] | undefined {
  const rows = rowsOf(treeOf(text), 'service_request_updates', 'request_update')
  return rows?.flatMap((row) => {
    const [update, id] = [textIn(row, 'update_id'), textIn(row, 'service_request_id')]
    if (update === null || id === null) return []
    return {
      update,
      id,
      status: (textIn(row, 'status') ?? 'UNCHANGED').toUpperCase(),
      text: textIn(row, 'description'),
      at: foreignMoment(textIn(row, 'updated_datetime'), clocks),
    }
  })
}
