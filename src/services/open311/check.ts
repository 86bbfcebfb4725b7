/** Walks an Open311 endpoint as the public validator does: discovery first, then everything that it leads to. */
import { rowsOf, textIn, type Tree, treeOf } from './adapters/tree.ts'
import {
  checkDefinition,
  checkDiscovery,
  checkErrors,
  checkRequest,
  checkService,
  type Found,
} from './probes/shapes.ts'
import type { Format } from './model.ts'

/** What an address answered. */
export interface Got {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** The way there; `form` sends by POST. Null when nobody answers. */
export type Get = (url: string, form?: Readonly<Record<string, string>>) => Promise<Got | null>

/** One thing that was looked at, and what was wrong with it; nothing when all is well. */
export interface Checked {
  readonly what: string
  readonly wrong: readonly string[]
}

const MIME: Readonly<Record<Format, string>> = { xml: 'text/xml', json: 'application/json' }
/** Definitions looked at, of each endpoint and format. */
const DEFINITIONS = 5

/** A walk that gathers what it finds. */
class Walk {
  readonly found: Checked[] = []
  readonly get: Get
  readonly now: string

  constructor(get: Get, now: string) {
    this.get = get
    this.now = now
  }

  note(what: string, wrong: readonly string[]): void {
    this.found.push({ what, wrong })
  }

  /** Asks, and checks status, type, encoding and that it can be read; the tree when it can. */
  async asks(url: string, format: Format, status = 200): Promise<unknown> {
    const got = await this.get(url)
    if (!got) {
      this.note(url, ['nobody answers'])
      return undefined
    }
    const wrong: string[] = []
    if (got.status !== status) wrong.push(`status ${got.status} instead of ${status}`)
    const [type = ''] = got.type.split(';')
    if (type.trim() !== MIME[format])
      wrong.push(`content type ${got.type} instead of ${MIME[format]}`)
    if (!/charset=utf-8/i.test(got.type)) wrong.push('the content type does not say charset=utf-8')
    if (format === 'xml' && !got.text.startsWith('<?xml ')) wrong.push('no XML declaration')
    const tree = treeOf(got.text)
    if (tree === undefined) wrong.push('cannot be read')
    this.note(`${url} (${status})`, wrong)
    return got.status === status ? tree : undefined
  }

  each(what: string, rows: readonly Tree[] | undefined, check: (row: Tree) => Found): void {
    if (!rows) return this.note(what, ['is no list'])
    const wrong = rows.flatMap((row, at) => check(row).map((one) => `${at + 1}: ${one}`))
    this.note(`${what}: ${rows.length}`, wrong.slice(0, 20))
  }
}

interface Endpoint {
  readonly url: string
  readonly format: Format
}

const base = ({ url }: Endpoint) => url.replace(/\/+$/, '')
const at = (it: Endpoint, path: string, query = '') => `${base(it)}/${path}.${it.format}${query}`

async function walkServices(walk: Walk, it: Endpoint): Promise<void> {
  const url = at(it, 'services')
  const rows = rowsOf(await walk.asks(url, it.format), 'services', 'service')
  walk.each(`${url} services`, rows, (row) => checkService(row, it.format))
  const codes = (rows ?? []).flatMap((row) => textIn(row, 'service_code') ?? [])
  walk.note(`${url} codes`, new Set(codes).size === codes.length ? [] : ['a code comes twice'])
  for (const code of codes.slice(0, DEFINITIONS)) {
    const asked = at(it, `services/${encodeURIComponent(code)}`)
    const tree = await walk.asks(asked, it.format)
    if (tree !== undefined) walk.note(`${asked} definition`, checkDefinition(tree, it.format, code))
  }
}

async function walkRequests(walk: Walk, it: Endpoint): Promise<void> {
  const url = at(it, 'requests')
  const rows = rowsOf(await walk.asks(url, it.format), 'service_requests', 'request')
  walk.each(`${url} requests`, rows, (row) => checkRequest(row, it.format))
  if ((rows?.length ?? 0) > 1000) walk.note(url, ['more than 1000 requests'])
  const [id] = (rows ?? []).flatMap((row) => textIn(row, 'service_request_id') ?? [])
  if (id === undefined) return
  const one = at(it, `requests/${encodeURIComponent(id)}`)
  const alone = rowsOf(await walk.asks(one, it.format), 'service_requests', 'request') ?? []
  const same = alone.length === 1 && alone[0] && textIn(alone[0], 'service_request_id') === id
  walk.note(`${one} request`, same ? [] : ['is not that one request'])
}

async function walkErrors(walk: Walk, it: Endpoint): Promise<void> {
  const span = '?start_date=2020-01-01T00:00:00Z&end_date=2020-04-02T00:00:00Z'
  const wrongs = [
    [at(it, 'services/no-such-service-0'), 404],
    [at(it, 'requests/no-such-request-0'), 404],
    [at(it, 'tokens/no-such-token-0'), 404],
    [at(it, 'requests', '?start_date=yesterday'), 400],
    [at(it, 'requests', span), 400],
    [at(it, 'services', '?jurisdiction_id=no-such-jurisdiction.example'), 404],
  ] as const
  for (const [url, status] of wrongs) {
    const tree = await walk.asks(url, it.format, status)
    if (tree !== undefined) walk.note(`${url} errors`, checkErrors(tree, it.format))
  }
  const url = at(it, 'requests')
  const got = await walk.get(url, { service_code: 'no-such-service-0', description: 'A check.' })
  const tree = got ? treeOf(got.text) : undefined
  const status = got?.status === 403 ? [] : [`status ${got?.status ?? 'none'} instead of 403`]
  walk.note(`POST ${url} without a key`, [...status, ...checkErrors(tree, it.format)])
}

/** Both spellings of the base address lead to the same list. */
async function walkSpellings(walk: Walk, it: Endpoint): Promise<void> {
  const answers = await Promise.all(
    [`${base(it)}/services.xml`, `${base(it)}//services.xml`].map((url) => walk.get(url)),
  )
  const same = answers.every((one) => one?.status === 200 && one.text === answers[0]?.text)
  walk.note(`${it.url} with and without its slash`, same ? [] : ['the two spellings differ'])
}

/** The endpoints of the second version that a discovery document names, each with its formats. */
function endpointsIn(tree: unknown): Endpoint[] {
  const root = (tree as Tree | undefined)?.['discovery'] ?? tree
  const rows = rowsOf((root as Tree | undefined)?.['endpoints'], 'endpoints', 'endpoint') ?? []
  const second = rows.filter((row) => /GeoReport_v2\/?$/i.test(textIn(row, 'specification') ?? ''))
  return second.flatMap((row) => {
    const url = textIn(row, 'url') ?? ''
    return [
      { url, format: 'xml' as const },
      { url, format: 'json' as const },
    ]
  })
}

/** Walks from the address of a discovery document, `…/discovery.xml` or `.json`. */
export async function checkEndpoint(
  url: string,
  get: Get,
  now: string,
): Promise<readonly Checked[]> {
  const walk = new Walk(get, now)
  const stem = /^(.+\/discovery)\.(?:xml|json)$/.exec(url)?.[1]
  if (stem === undefined)
    return [{ what: url, wrong: ['does not end in /discovery.xml or /discovery.json'] }]
  const trees = new Map<Format, unknown>()
  for (const format of ['xml', 'json'] as const) {
    const tree = await walk.asks(`${stem}.${format}`, format)
    trees.set(format, tree)
    if (tree !== undefined)
      walk.note(`${stem}.${format} discovery`, checkDiscovery(tree, format, now))
  }
  for (const endpoint of endpointsIn(trees.get('json') ?? trees.get('xml')).slice(0, 8)) {
    await walkServices(walk, endpoint)
    await walkRequests(walk, endpoint)
    await walkErrors(walk, endpoint)
    if (endpoint.format === 'xml') await walkSpellings(walk, endpoint)
  }
  return walk.found
}
