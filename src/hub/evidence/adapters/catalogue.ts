import type { Facts, Reading } from '../model.ts'
import { json, list, object, said, web } from './text.ts'
import { topicFacts } from './topics.ts'
import { elements, xml } from './xml.ts'

const MOST_URLS = 5000
const URL_NAME = /(?:^|[:#/])(?:downloadURL|accessURL|contentUrl)$/
const TOPIC_NAME = /(?:^|[:#/])(?:keyword|theme|title)$/
const IS_DATASET = /(?:^|[:#/])Dataset$/
const IS_CATALOG = /(?:^|[:#/])(?:Catalog|DataCatalog)$/

/** What was found on the way through a catalogue. */
class Found {
  datasets = 0
  catalogs = 0
  readonly urls = new Set<string>()
  readonly words: string[] = []

  reading(profile: string): Reading {
    const urls = [...this.urls].slice(0, MOST_URLS)
    const facts: Facts = { profile, datasets: this.datasets, downloads: this.urls.size }
    return { form: 'catalogue', facts: { ...facts, ...topicFacts(this.words) }, urls }
  }
}

/** The texts and addresses of a value, however it is wrapped: `"x"`, `{"@id": "x"}`, `{"@value": "x"}`. */
function plain(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(plain)
  const wrapped = object(value)
  return wrapped ? plain(wrapped['@id'] ?? wrapped['@value'] ?? []) : []
}

function walk(root: unknown, found: Found): void {
  const waiting: unknown[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (Array.isArray(node)) {
      for (const one of node) if (typeof one === 'object' && one !== null) waiting.push(one)
      continue
    }
    const members = object(node)
    const types = plain(members?.['@type'])
    if (types.some((type) => IS_DATASET.test(type))) found.datasets += 1
    if (types.some((type) => IS_CATALOG.test(type))) found.catalogs += 1
    for (const [name, value] of Object.entries(members ?? {})) {
      if (name === '@context') continue
      if (URL_NAME.test(name)) for (const url of plain(value).filter(web)) found.urls.add(url)
      if (TOPIC_NAME.test(name)) found.words.push(...plain(value))
      if (typeof value === 'object' && value !== null) waiting.push(value)
    }
  }
}

/** DCAT as JSON-LD, by the names it is usually written with; contexts are not fetched (DCAT 3, DCAT-AP). */
function readJsonLd(root: unknown): Reading | undefined {
  const found = new Found()
  walk(root, found)
  return found.datasets + found.catalogs > 0 ? found.reading('dcat-json-ld') : undefined
}

/** CKAN's action API: package_list, package_search, package_show, or one package. */
function readCkan(root: unknown): Reading | undefined {
  const whole = object(root)
  const result = whole?.['success'] === true ? whole['result'] : root
  const found = new Found()
  if (whole?.['success'] === true && list(result).some(said)) {
    found.datasets = list(result).filter(said).length
    return found.reading('ckan-list')
  }
  const search = object(result)
  const packages = Array.isArray(search?.['results']) ? list(search['results']) : [result]
  const known = packages
    .map(object)
    .filter((one) => one !== undefined && Array.isArray(one['resources']) && said(one['name']))
  if (known.length === 0 || known.length !== packages.length) return undefined
  for (const one of known) {
    const urls = list(one?.['resources']).map((resource) => object(resource)?.['url'])
    for (const url of urls.filter(web)) found.urls.add(url)
    const tags = list(one?.['tags']).map((tag) => object(tag)?.['name'])
    found.words.push(...[one?.['title'], ...tags].filter(said))
  }
  const count = Number(search?.['count'])
  found.datasets = Number.isSafeInteger(count) ? count : known.length
  return found.reading('ckan')
}

/** `rdf:type` of a node that is called only `rdf:Description`. */
function typesOf(element: Readonly<Record<string, unknown>>): string[] {
  return elements(element['rdf:type']).flatMap((one) => plain(object(one)?.['@rdf:resource']))
}

/** RDF/XML by the names and types of its elements. */
function readRdfXml(text: string): Reading | undefined {
  const root = object(xml(text)?.['rdf:RDF'])
  if (!root) return undefined
  const found = new Found()
  const waiting: (readonly [string, unknown])[] = Object.entries(root)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, value] = next
    for (const one of elements(value)) {
      const element = object(one)
      const types = element ? [name, ...typesOf(element)] : []
      if (types.some((type) => IS_DATASET.test(type))) found.datasets += 1
      if (types.some((type) => IS_CATALOG.test(type))) found.catalogs += 1
      const resource = typeof one === 'string' ? one : element?.['@rdf:resource']
      if (URL_NAME.test(name) && web(resource)) found.urls.add(resource)
      if (TOPIC_NAME.test(name) && typeof one === 'string') found.words.push(one)
      if (element) waiting.push(...Object.entries(element))
    }
  }
  return found.datasets + found.catalogs > 0 ? found.reading('dcat-rdf-xml') : undefined
}

/** A catalogue in JSON-LD, CKAN's JSON or RDF/XML; Turtle has a reader of its own. */
export function readCatalogue(text: string): Reading | undefined {
  if (/^\s*</.test(text)) return readRdfXml(text)
  const root = json(text)
  if (root === undefined) return undefined
  return readCkan(root) ?? readJsonLd(root)
}
