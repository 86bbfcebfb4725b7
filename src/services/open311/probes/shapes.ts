/** Whether answers have the shapes of GeoReport v2, as the schemas of the public validator say. Pure. */

type Tree = Readonly<Record<string, unknown>>
type Format = 'xml' | 'json'

/** What is wrong, in words for developers; nothing when all is well. */
export type Found = readonly string[]

type Kind = 'text' | 'truth' | 'number' | 'moment' | 'address'

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

const asXml: Readonly<Record<Kind, (text: string) => boolean>> = {
  text: () => true,
  truth: (text) => text === 'true' || text === 'false',
  number: (text) => text.trim() !== '' && Number.isFinite(Number(text)),
  moment: (text) => MOMENT.test(text),
  address: (text) => URL.canParse(text),
}

/** In XML everything is text, and an empty element says nothing; JSON has kinds, and null for nothing. */
function fits(value: unknown, kind: Kind, format: Format): boolean {
  if (format === 'xml') return typeof value === 'string' && asXml[kind](value)
  if (kind === 'truth') return typeof value === 'boolean'
  if (kind === 'number') return typeof value === 'number'
  return typeof value === 'string' && asXml[kind](value)
}

const absent = (value: unknown) => value === undefined || value === null || value === ''

function needs(row: Tree, kinds: Readonly<Record<string, Kind>>, format: Format): string[] {
  return Object.entries(kinds).flatMap(([name, kind]) => {
    if (absent(row[name])) return [`${name} is missing`]
    return fits(row[name], kind, format) ? [] : [`${name} is no ${kind}`]
  })
}

function may(row: Tree, kinds: Readonly<Record<string, Kind>>, format: Format): string[] {
  return Object.entries(kinds).flatMap(([name, kind]) =>
    absent(row[name]) || fits(row[name], kind, format) ? [] : [`${name} is no ${kind}`],
  )
}

const oneIn = (row: Tree, name: string, words: readonly string[]) =>
  words.includes(String(row[name])) ? [] : [`${name} is none of ${words.join(', ')}`]

/** One service of the list. */
export function checkService(row: Tree, format: Format): Found {
  return [
    ...needs(
      row,
      { service_code: 'text', service_name: 'text', metadata: 'truth', type: 'text' },
      format,
    ),
    ...may(row, { description: 'text', keywords: 'text', group: 'text' }, format),
    ...oneIn(row, 'type', ['realtime', 'batch', 'blackbox']),
  ]
}

/** One request. */
export function checkRequest(row: Tree, format: Format): Found {
  const texts = [
    'status_notes',
    'service_name',
    'description',
    'agency_responsible',
    'service_notice',
  ]
  const more = ['address', 'address_id', 'zipcode']
  const optional = Object.fromEntries([...texts, ...more].map((name) => [name, 'text' as const]))
  const moments = { updated_datetime: 'moment', expected_datetime: 'moment' } as const
  return [
    ...needs(
      row,
      {
        service_request_id: 'text',
        status: 'text',
        service_code: 'text',
        requested_datetime: 'moment',
      },
      format,
    ),
    ...may(
      row,
      { ...optional, ...moments, lat: 'number', long: 'number', media_url: 'address' },
      format,
    ),
    ...oneIn(row, 'status', ['open', 'closed']),
    ...(String(row['description'] ?? '').length > 4000 ? ['description is too long'] : []),
  ]
}

const DATATYPES = ['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']

/** What stands under a name, as rows: XML has a name of its own for each, JSON does not. */
function rows(value: unknown, each: string, format: Format): readonly Tree[] | undefined {
  const isTree = (one: unknown): one is Tree => typeof one === 'object' && one !== null
  if (format === 'json') return Array.isArray(value) ? value.filter(isTree) : undefined
  if (value === '' || value === undefined) return []
  if (!isTree(value)) return undefined
  return [value[each] ?? []].flat().filter(isTree)
}

function checkAttribute(row: Tree, format: Format): Found {
  const list = String(row['datatype']).endsWith('valuelist')
  const values = row['values'] === undefined ? [] : rows(row['values'], 'value', format)
  return [
    ...needs(row, { variable: 'truth', code: 'text', datatype: 'text', required: 'truth' }, format),
    ...may(row, { datatype_description: 'text', order: 'number', description: 'text' }, format),
    ...oneIn(row, 'datatype', DATATYPES),
    ...(values
      ? values.flatMap((one) => needs(one, { key: 'text', name: 'text' }, format))
      : ['values is no list']),
    ...(list && values?.length === 0 ? ['a list without values'] : []),
  ]
}

/** What one service asks. */
export function checkDefinition(tree: unknown, format: Format, code: string): Found {
  const root = (format === 'xml' ? (tree as Tree)['service_definition'] : tree) as Tree | undefined
  if (typeof root !== 'object' || root === null) return ['is no service_definition']
  const attributes = rows(root['attributes'], 'attribute', format)
  return [
    ...(root['service_code'] === code ? [] : ['service_code is another one']),
    ...(attributes
      ? attributes.flatMap((one) => checkAttribute(one, format))
      : ['attributes is no list']),
  ]
}

/** Errors are always a list, with a number and words each. */
export function checkErrors(tree: unknown, format: Format): Found {
  const inner = format === 'xml' ? (tree as Tree | undefined)?.['errors'] : tree
  const all = rows(inner, 'error', format)
  if (!all || all.length === 0) return ['is no list of errors']
  return all.flatMap((one) => needs(one, { code: 'number', description: 'text' }, format))
}

function checkPlace(row: Tree, format: Format): Found {
  const formats = row['formats'] as Tree | readonly unknown[] | undefined
  const listed = [format === 'xml' ? (formats as Tree | undefined)?.['format'] : formats].flat()
  return [
    ...needs(
      row,
      { specification: 'text', url: 'address', changeset: 'text', type: 'text' },
      format,
    ),
    ...oneIn(row, 'type', ['production', 'test']),
    ...(listed.length < 2 ? ['fewer than two formats'] : []),
    ...(listed.includes('text/xml') ? [] : ['text/xml is not among its formats']),
  ]
}

/** The discovery document: everything in it is required, and two of each are needed by the public validator. */
export function checkDiscovery(tree: unknown, format: Format, now: string): Found {
  const root = (format === 'xml' ? (tree as Tree)['discovery'] : tree) as Tree | undefined
  if (typeof root !== 'object' || root === null) return ['is no discovery']
  const places = rows(root['endpoints'], 'endpoint', format)
  const changed = Date.parse(String(root['changeset']))
  return [
    ...needs(root, { changeset: 'text', contact: 'text', key_service: 'text' }, format),
    ...(Number.isNaN(changed) || changed > Date.parse(now)
      ? ['changeset is no moment that is past']
      : []),
    ...((places?.length ?? 0) < 2 ? ['fewer than two endpoints'] : []),
    ...(places ?? []).flatMap((one) => checkPlace(one, format)),
  ]
}
